// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// The same gradient at several points at once: the arguments are SIMD batches, a point a lane.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <etna/simd.hpp>
#include <tuple>

#include "support/check.hpp"

using examples::check;

/// Distance from the unit circle, in a way that has a branch: the lanes may take different paths.
constexpr auto f = [](auto x, auto y) {
  const auto r = x * x + y * y;
  if (r < 1.0) return (1.0 - r) * etna::cos(x);
  return (r - 1.0) * etna::sin(y);
};

using batch = xsimd::batch<double>;

constexpr std::size_t points = 11;  // not a multiple of any batch size

/// Gradients at all points: whole batches, then the rest one by one.
void gradients(const std::array<double, points>& x, const std::array<double, points>& y,
               std::array<double, points>& by_x, std::array<double, points>& by_y) {
  constexpr auto gradient = etna::grad(f);
  std::size_t i = 0;
  for (; i + batch::size <= points; i += batch::size) {
    const auto [bx, by] = gradient(batch::load_unaligned(&x[i]), batch::load_unaligned(&y[i]));
    bx.store_unaligned(&by_x[i]);
    by.store_unaligned(&by_y[i]);
  }
  for (; i < points; ++i) std::tie(by_x[i], by_y[i]) = gradient(x[i], y[i]);
}

int main() {
  std::array<double, points> x{}, y{}, by_x{}, by_y{};
  for (std::size_t i = 0; i < points; ++i) {
    x[i] = 0.2 * static_cast<double>(i);
    y[i] = 1.5 - x[i];
  }
  gradients(x, y, by_x, by_y);
  std::printf("%zu points, %zu at once\n", points, batch::size);
  for (std::size_t i = 0; i < points; ++i) {
    const auto [expected_x, expected_y] = etna::grad(f)(x[i], y[i]);
    std::printf("(%4.1f, %4.1f): (%9.6f, %9.6f)\n", x[i], y[i], by_x[i], by_y[i]);
    check(std::abs(by_x[i] - expected_x) < 1e-14 && std::abs(by_y[i] - expected_y) < 1e-14,
          "a lane of a batch gives what a number gives");
  }
}
