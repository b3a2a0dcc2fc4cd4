// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Branches on batches: all paths are computed, and lanes take theirs.

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "etna/simd.hpp"
#include "evaluate/programs.hpp"

namespace {

using etna::test::branching, etna::test::points_of_paths;

/// The points of the paths in turn, over lanes.
template <class T>
struct points {
  using batch = xsimd::batch<T>;
  static constexpr std::size_t size = batch::size;
  alignas(64) T x[2][size];
  explicit points(std::size_t first) {
    for (std::size_t k = 0; k < size; ++k) {
      const auto& p = points_of_paths[(first + k) % points_of_paths.size()];
      x[0][k] = static_cast<T>(p[0]);
      x[1][k] = static_cast<T>(p[1]);
    }
  }
  std::array<batch, 2> lanes() const {
    return {batch::load_aligned(x[0]), batch::load_aligned(x[1])};
  }
  std::array<T, 2> lane(std::size_t k) const { return {x[0][k], x[1][k]}; }
};

template <class T>
T lane_of(const xsimd::batch<T>& b, std::size_t k) {
  alignas(64) T values[xsimd::batch<T>::size];
  b.store_aligned(values);
  return values[k];
}

/// Whether they agree up to what xsimd's logarithm and libm's differ by.
template <class T>
bool agrees(T got, T expected) {
  return std::fabs(got - expected) <= 8 * std::numeric_limits<T>::epsilon() * std::fabs(expected);
}

}  // namespace

TEST_CASE_TEMPLATE("each lane takes its own path, and NaN of the others stays out", T, float,
                   double) {
  for (std::size_t first = 0; first < points_of_paths.size(); ++first) {
    const points<T> p(first);
    const auto straight = etna::test::run_straight(branching, p.lanes());
    const auto looping = etna::test::run_looping(branching, p.lanes());
    const auto forward = etna::grad(branching, etna::forward_mode)(p.lanes());
    for (std::size_t k = 0; k < points<T>::size; ++k) {
      const auto expected = etna::test::run_straight(branching, p.lane(k));
      for (std::size_t i = 0; i < 3; ++i) {
        CHECK(agrees(lane_of(straight[i], k), expected[i]));
        CHECK(lane_of(straight[i], k) == lane_of(looping[i], k));
      }
      CHECK(agrees(lane_of(forward[0], k), expected[1]));
      CHECK(agrees(lane_of(forward[1], k), expected[2]));
    }
  }
}

TEST_CASE_TEMPLATE("second derivatives through branches", T, float, double) {
  const points<T> p(0);
  const auto h = etna::hessian(branching)(p.lanes());
  for (std::size_t k = 0; k < points<T>::size; ++k) {
    const auto expected = etna::hessian(branching)(p.lane(k));
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t j = 0; j < 2; ++j) {
        CHECK(agrees(lane_of(h[i][j], k), expected[i][j]));
      }
    }
  }
}

TEST_CASE("NaN compares as in scalars") {
  using batch = xsimd::batch<double>;
  constexpr auto f = [](const auto& x) {
    if (!(x[0] < x[1])) return x[0] * 0.0 + 3.0 * x[1];
    return x[0] + x[1];
  };
  points<double> p(0);
  for (std::size_t k = 0; k < batch::size; ++k) {
    p.x[0][k] = k % 2 == 0 ? std::numeric_limits<double>::quiet_NaN() : 1.0;
    p.x[1][k] = 2.0;
  }
  const auto gradient = etna::grad(f)(p.lanes());
  for (std::size_t k = 0; k < batch::size; ++k) {
    CHECK(lane_of(gradient[1], k) == (k % 2 == 0 ? 3.0 : 1.0));
  }
}

TEST_CASE("duals of batches choose by lane") {
  using batch = xsimd::batch<double>;
  using D = etna::dual<batch>;
  alignas(64) double x[batch::size];
  for (std::size_t k = 0; k < batch::size; ++k) x[k] = k % 2 == 0 ? -4.0 : 4.0;
  const D t = D::variable(batch::load_aligned(x));
  const D y = where(t > 0.0, sqrt(t), 3.0 * t);
  for (std::size_t k = 0; k < batch::size; ++k) {
    CHECK(lane_of(y.value, k) == (k % 2 == 0 ? -12.0 : 2.0));
    CHECK(lane_of(y.partials[0], k) == (k % 2 == 0 ? 3.0 : 0.25));
  }
}
