// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <thread>

#include "odr/gradients.hpp"

using namespace odr_tests;

namespace {

constexpr point v{0.5, -1.0, 2.0};

point at(int k) { return {1.0 + 0.125 * k, 1.5 - 0.0625 * k, 0.75}; }

/// Where the processor has it, one of the two may use fused multiply-add.
bool agree(double a, double b) {
  return std::fabs(a - b) <= 256 * std::numeric_limits<double>::epsilon() * std::fabs(b);
}

}  // namespace

TEST_CASE("one callable, differentiated in units of different optimisation levels") {
  for (int k = 0; k < 8; ++k) {
    const results slow = differentiate_unoptimized(at(k), v);
    const results fast = differentiate_optimized(at(k), v);
    CHECK(agree(slow.value, fast.value));
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(agree(slow.gradient[i], fast.gradient[i]));
      CHECK(agree(slow.product[i], fast.product[i]));
    }
  }
  CHECK(gradient_of_unoptimized() == gradient_of_optimized());
}

TEST_CASE("two threads call one gradient") {
  constexpr int points = 2000;
  const auto run = [](std::array<point, 2>& sum) {
    sum = {};
    for (int k = 0; k < points; ++k) {
      const point g = gradient(at(k % 16)), h = product(at(k % 16), v);
      for (std::size_t i = 0; i < 3; ++i) {
        sum[0][i] += g[i];
        sum[1][i] += h[i];
      }
    }
  };
  std::array<point, 2> alone, first, second;
  run(alone);
  std::thread other(run, std::ref(second));
  run(first);
  other.join();
  CHECK(first == alone);
  CHECK(second == alone);
}
