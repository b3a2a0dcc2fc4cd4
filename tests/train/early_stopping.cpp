// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/early_stopping.hpp"

#include <doctest/doctest.h>

#include <array>

TEST_CASE("stops after so many losses without improvement, and has the best parameters") {
  etna::early_stopping<double> stop({.patience = 2, .tolerance = 0.1});
  std::array<double, 2> p{0, 0};
  const double losses[] = {3, 2, 1.95, 1, 1.5, 0.95, 2};
  const bool expected[] = {false, false, false, false, false, false, true};
  for (std::size_t k = 0; k < 7; ++k) {
    p = {double(k), -double(k)};
    CHECK(stop(losses[k], p) == expected[k]);
  }
  CHECK(stop.best() == 1);
  stop.restore(p);
  CHECK(p == std::array<double, 2>{3, -3});
  std::array<double, 3> other{};
  CHECK_THROWS_AS(stop.restore(other), etna::size_mismatch);
}

TEST_CASE("NaN is no improvement, also at first") {
  etna::early_stopping<float> stop({.patience = 1});
  std::array<float, 1> p{5};
  const double nan = __builtin_nan("");
  CHECK_FALSE(stop(nan, p));
  stop.restore(p);
  CHECK(p[0] == 5);
  CHECK_FALSE(stop(7, p));
  CHECK_FALSE(stop(nan, p));
  CHECK(stop(nan, p));
}
