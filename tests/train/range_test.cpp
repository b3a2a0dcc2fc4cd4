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

TEST_CASE("bounds of cyclic rates are where the loss falls") {
  std::vector<etna::rate_and_loss> curve;
  // 4 up to a rate of 10, down to 1 at 20, explodes from 30 on.
  for (int k = 1; k <= 40; ++k)
    curve.push_back({double(k), k < 10 ? 4.0 : k < 20 ? 4 - 0.3 * (k - 10) : k < 30 ? 1 : 1e3});
  const auto bounds = etna::cyclic_bounds(curve);
  REQUIRE(bounds);
  CHECK(bounds->low >= 10);
  CHECK(bounds->low <= 12);
  CHECK(bounds->high >= 18);
  CHECK(bounds->high <= 21);
  for (auto& at : curve) at.loss = 4;
  CHECK_FALSE(etna::cyclic_bounds(curve));
  curve[0].loss = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(etna::cyclic_bounds(curve));
  CHECK_FALSE(etna::cyclic_bounds({}));
}

TEST_CASE("rates without a meaning") {
  const std::array<double, 1> p{1};
  const auto loss = [](const auto& x, auto, auto& gradient) {
    gradient[0] = x[0];
    return x[0] * x[0] / 2;
  };
  const auto test = [&](double from, double to) {
    return etna::learning_rate_range_test(p, etna::chain(etna::sgd{}), from, to, 10, 5, {}, loss);
  };
  CHECK(test(0.1, 1).size() == 10);
  CHECK_THROWS_AS(test(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(test(1, std::numeric_limits<double>::infinity()), std::invalid_argument);
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
