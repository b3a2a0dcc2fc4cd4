// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/vector.hpp"

#include <doctest/doctest.h>

#include "etna/core/matrix.hpp"
#include "etna/simd.hpp"

namespace {

using etna::matrix, etna::vector, etna::grad;

// |a x| + x·(m x), whose lanes hold the origin too.
constexpr auto function = [](const auto& x, const auto& m) { return norm(m * x) + dot(x, x * m); };

template <class X, class Y>
void check_lane(const X& lanes, int lane, const Y& expected) {
  alignas(64) typename X::value_type values[X::size];
  lanes.store_aligned(values);
  CHECK(values[lane] == expected);
}

}  // namespace

TEST_CASE_TEMPLATE("vectors and matrices of batches", T, float, double) {
  using batch = xsimd::batch<T>;
  constexpr int size = static_cast<int>(batch::size);
  std::array<vector<T, 2>, size> points{};
  for (int k = 1; k < size; ++k) points[static_cast<std::size_t>(k)] = {T(3 * k), T(-4 * k)};
  const matrix<T, 2, 2> m{0, 1, 1, 0};

  alignas(64) T x[2][batch::size];
  for (std::size_t k = 0; k < batch::size; ++k) {
    x[0][k] = points[k][0];
    x[1][k] = points[k][1];
  }
  const vector<batch, 2> lanes{batch::load_aligned(x[0]), batch::load_aligned(x[1])};
  const matrix<batch, 2, 2> wide = m;
  const auto value = function(lanes, wide);
  const auto mixed = function(lanes, m);
  const auto [by_x, by_m] = grad(function)(lanes, wide);
  const auto forward = grad(function, etna::forward_mode, etna::wrt<0>)(lanes, wide);
  for (int k = 0; k < size; ++k) {
    const auto& point = points[static_cast<std::size_t>(k)];
    check_lane(value, k, function(point, m));
    check_lane(mixed, k, function(point, m));
    const auto [expected_x, expected_m] = grad(function)(point, m);
    for (int i = 0; i < 2; ++i) {
      check_lane(by_x[i], k, expected_x[i]);
      check_lane(forward[i], k, grad(function, etna::forward_mode, etna::wrt<0>)(point, m)[i]);
      for (int j = 0; j < 2; ++j) check_lane(by_m(i, j), k, expected_m(i, j));
    }
  }
}

TEST_CASE("the norm of dual numbers of batches is flat where it is 0") {
  using batch = xsimd::batch<double>;
  using D = etna::dual<batch>;
  alignas(64) double x[batch::size]{};
  for (std::size_t k = 1; k < batch::size; ++k) x[k] = 3.0;
  const D t = D::variable(batch::load_aligned(x));
  const D length = norm(vector<D, 2>{t, t * 0.0});
  for (int k = 0; k < static_cast<int>(batch::size); ++k) {
    check_lane(length.value, k, x[k]);
    check_lane(length.partials[0], k, k == 0 ? 0.0 : 1.0);
  }
}
