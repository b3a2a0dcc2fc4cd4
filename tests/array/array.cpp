// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/array.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <utility>

namespace {

using etna::array;
using etna::array_view;
using etna::dynamic;

static_assert(etna::argument<array<float, 3>> && etna::argument<array_view<const double, dynamic>>);
static_assert(etna::argument<std::vector<double>> && etna::argument<std::span<const float>>);
static_assert(!etna::argument_of_scalars<array<float, 3>>);
static_assert(std::same_as<etna::rebind_t<array_view<const float, dynamic, 3>, double>,
                           array<double, dynamic, 3>>);
static_assert(etna::tree_size<array<float, 4, 5>> == 1);
static_assert(etna::detail::has_array<std::array<array<float, 3>, 2>>() &&
              !etna::detail::has_array<std::array<float, 2>>());
// Extents that are known are not stored.
static_assert(sizeof(array_view<float, 4, 5>) < sizeof(array_view<float, dynamic, 5>));

TEST_CASE("extents") {
  CHECK(array<float, 4>().size() == 4);
  const array<float, dynamic, 3> a(2);
  CHECK(a.rows() == 2);
  CHECK(a.columns() == 3);
  const array<float, dynamic, dynamic> b(5, 7);
  CHECK(b.rows() == 5);
  CHECK(b.columns() == 7);
  const array<float, 2, dynamic> c(9);
  CHECK(c.rows() == 2);
  CHECK(c.columns() == 9);
  CHECK(array<float, dynamic>().size() == 0);
}

TEST_CASE("memory is aligned, zeros at first, row after row") {
  array<float, 2, 3> a;
  CHECK(reinterpret_cast<std::uintptr_t>(a.data()) % 64 == 0);
  for (const float x : a) CHECK(x == 0);
  a(1, 2) = 5;
  CHECK(a[5] == 5);
}

TEST_CASE("copies are deep, moves take the memory") {
  array<double, dynamic> a(3);
  a[1] = 2;
  array<double, dynamic> b = a;
  b[1] = 3;
  CHECK(a[1] == 2);
  const double* const data = a.data();
  const array<double, dynamic> c = std::move(a);
  CHECK(c.data() == data);
  b = c;
  CHECK(b[1] == 2);
  CHECK(b.data() != c.data());
}

TEST_CASE("an array over other memory keeps it when it is assigned to") {
  double memory[6] = {1, 2, 3, 4, 5, 6};
  using matrix = array<double, dynamic, 3>;
  matrix a = matrix::over(memory, matrix(2).shape()), b(2);
  b(1, 2) = 7;
  a = b;
  CHECK(a.data() == memory);
  CHECK(memory[0] == 0);
  CHECK(memory[5] == 7);
  b(0, 0) = 8;
  a = std::move(b);
  CHECK(a.data() == memory);
  CHECK(memory[0] == 8);
  CHECK_THROWS_AS(a = matrix(3), etna::size_mismatch);
  CHECK(memory[5] == 7);
  matrix c(2), d(3);
  const double* const place = c.data();
  c = a;
  CHECK(c.data() == place);
  c = d;
  CHECK(c.rows() == 3);
  // What is moved from may be assigned to.
  array<double, 3> from, to = std::move(from);
  from = to;
  CHECK(from[2] == 0);
}

TEST_CASE("an array over memory of somebody else's") {
  double memory[6] = {1, 2, 3, 4, 5, 6};
  using matrix = array<double, dynamic, 3>;
  matrix a = matrix::over(memory, matrix(2).shape());
  a(1, 0) = 40;
  CHECK(memory[3] == 40);
  const matrix copy = a;
  CHECK(copy.data() != memory);
  CHECK(copy(1, 0) == 40);
}

TEST_CASE("views") {
  std::vector<float> x{1, 2, 3, 4, 5, 6};
  const array_view<float, dynamic, 2> v(x.data(), 3);
  const array_view<const float, dynamic, 2> constant = v;
  CHECK(constant(2, 1) == 6);
  array<float, 2, 2> a;
  const array_view<float, 2, 2> of_array = a;
  of_array(1, 1) = 7;
  CHECK(a(1, 1) == 7);
}

}  // namespace
