// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "problems/problem.hpp"

namespace bench {

/// `count` random points of a problem, the same in every run.
template <class P>
std::vector<point<P>> sample(std::size_t count) {
  std::mt19937 engine(1);
  std::vector<point<P>> points(count);
  const auto draw = [&](std::size_t i) {
    return std::uniform_real_distribution<double>(P::domain(i).lower, P::domain(i).upper)(engine);
  };
  for (point<P>& at : points) {
    for (std::size_t i = 0; i < P::inputs; ++i) at.x[i] = draw(i);
    for (std::size_t i = 0; i < P::constants; ++i) at.constants[i] = draw(P::inputs + i);
  }
  return points;
}

/// Two right results are no further apart than this.
constexpr double largest_difference = 1e-12;

/// How far two results are apart, relative to the largest number among value and derivatives: sums
/// that cancel may differ by more of themselves.
template <class P>
double difference(const result<P>& a, const result<P>& b) {
  double largest = 0, furthest = 0;
  const auto compare = [&](double x, double y) {
    largest = std::max({largest, std::fabs(x), std::fabs(y)});
    furthest =
        std::isfinite(x) && std::isfinite(y) ? std::max(furthest, std::fabs(x - y)) : INFINITY;
  };
  if (P::outputs == 1) compare(a.value, b.value);
  for (std::size_t o = 0; o < P::outputs; ++o) {
    for (std::size_t i = 0; i < P::inputs; ++i) compare(a.jacobian[o][i], b.jacobian[o][i]);
  }
  return furthest > 0 ? furthest / largest : 0;
}

/// The largest difference between two contenders over some points.
template <class P>
double difference(void (*one)(const point<P>&, result<P>&),
                  void (*other)(const point<P>&, result<P>&), const std::vector<point<P>>& points) {
  double furthest = 0;
  for (const point<P>& at : points) {
    result<P> a{}, b{};
    one(at, a);
    other(at, b);
    furthest = std::max(furthest, difference(a, b));
  }
  return furthest;
}

}  // namespace bench
