// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/range_test.hpp"

#include <doctest/doctest.h>

#include "etna/optimize.hpp"

TEST_CASE("rates grow until the loss explodes") {
  // ½ x²: a step at rate r multiplies x by 1 - r, so the loss grows from r = 2 on.
  const std::vector<double> start{1.0};
  const auto curve = etna::learning_rate_range_test(
      start, etna::chain(etna::sgd{}), 1e-3, 900, 61, 1, {.batch_size = 1},
      [](const std::vector<double>& x, std::span<const std::uint32_t>, std::vector<double>& g) {
        g[0] = x[0];
        return 0.5 * x[0] * x[0];
      });
  REQUIRE(curve.size() > 30);
  CHECK(curve.size() < 61);
  CHECK(curve[0].learning_rate == 1e-3);
  CHECK(curve[30].learning_rate == doctest::Approx(std::sqrt(0.9)).epsilon(1e-12));
  CHECK(curve[10].loss < curve[0].loss);
  CHECK(curve.back().learning_rate > 2);
  CHECK(start[0] == 1);
}

TEST_CASE("the numbers of a view stay as they are") {
  double numbers[] = {1.0};
  const auto curve = etna::learning_rate_range_test(
      std::span<double>(numbers), etna::chain(etna::sgd{}), 0.1, 1, 5, 1, {.batch_size = 1},
      [](std::span<const double> x, std::span<const std::uint32_t>, auto& g) {
        g[0] = x[0];
        return 0.5 * x[0] * x[0];
      });
  CHECK(curve.size() == 5);
  CHECK(curve.back().loss < 0.5);
  CHECK(numbers[0] == 1);
}
