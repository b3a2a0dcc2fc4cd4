// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/shape.hpp"

#include <doctest/doctest.h>

namespace {

using etna::dimension_table;

TEST_CASE("dimensions made of others are found again") {
  dimension_table d;
  const int n = d.add(), m = d.add();
  CHECK(d.sum(n, m) == d.sum(n, m));
  CHECK(d.shifted(d.shifted(n, -2), 2) == n);
  CHECK(d.shifted(d.shifted(n, -2), -1) == d.shifted(n, -3));
  CHECK(d.sum(3, d.shifted(n, -1)) == d.shifted(n, 2));
  CHECK(d.quotient(d.product(n, 3), 3) == n);
  CHECK(d.quotient(d.product(n, m), n) == m);
  CHECK(d.product(1, n) == n);
  CHECK(d.quotient(n, 1) == n);
  CHECK(d.sum(2, 3) == 5);
  CHECK(d.quotient(d.product(2, 6), 3) == 4);
}

constexpr int by = 17;  // the code of an operation

TEST_CASE("dimensions that are equal") {
  dimension_table d;
  const int n = d.add(), m = d.add();
  CHECK(d.unify(by, m, n));
  CHECK(d.root(m) == n);
  CHECK(d.sum(m, 1) == d.sum(n, 1));
  CHECK(d.unify(by, 7, m));
  CHECK(d.root(n) == 7);
  CHECK(d.joined_by[~m] == by);
  CHECK_FALSE(d.unify(by, n, 6));
  CHECK(d.shifted(n, 1) == 8);
}

TEST_CASE("a dimension that must be long enough") {
  dimension_table d;
  const int n = d.add(), m = d.add();
  d.require(by, m, 4);
  d.require(by, m, 3);
  CHECK(d.bounded_by[~m] == by);
  CHECK(d.unify(by, n, m));
  CHECK_FALSE(d.unify(by, n, 3));
  CHECK(d.unify(by, n, 4));
}

}  // namespace
