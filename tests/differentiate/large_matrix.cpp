// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/large_matrix.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "etna/etna.hpp"

namespace {

constexpr std::size_t n = 100;
using point = std::array<double, n>;

constexpr point somewhere() {
  point x{};
  for (std::size_t i = 0; i < n; ++i) x[i] = 0.01 * static_cast<double>(i) - 0.3;
  return x;
}

// (Σ x_i² / 2)²: the Hessian is s δ_ij + x_i x_j times 2, dense.
constexpr auto dense = [](const auto& x) {
  std::remove_cvref_t<decltype(x[0])> s = 0;
  for (std::size_t i = 0; i < n; ++i) s += x[i] * x[i];
  return s * s / 4.0;
};

// Tridiagonal: 297 entries of 10,000, but many steps to derive them.
constexpr auto banded = [](const auto& x) {
  std::remove_cvref_t<decltype(x[0])> s = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) s += x[i] * x[i] * x[i + 1];
  return s;
};

// Outputs k: x_k times the sum, a dense Jacobian.
constexpr auto scaled = [](const auto& x) {
  using T = std::remove_cvref_t<decltype(x[0])>;
  T s = 0;
  for (std::size_t i = 0; i < n; ++i) s += x[i];
  std::array<T, 40> y{};
  for (std::size_t k = 0; k < y.size(); ++k) y[k] = x[k] * s;
  return y;
};

using shape = std::array<etna::symbol, n>;
constexpr etna::input_set all{1, {{0, static_cast<int>(n)}}};
static_assert(etna::detail::is_large_hessian<etna::trace<decltype(dense), shape>, all, double>());
static_assert(etna::detail::is_large_hessian<etna::trace<decltype(banded), shape>, all, double>());
static_assert(etna::detail::count_entries<etna::derived<etna::trace<decltype(banded), shape>,
                                                        etna::derivation::rows<all, false, 1>>,
                                          all>() == 297);
static_assert(etna::detail::is_large_jacobian<etna::trace<decltype(scaled), shape>, all, double>());

}  // namespace

TEST_CASE("a dense Hessian of 100 variables") {
  const point x = somewhere();
  double s = 0;
  for (double v : x) s += v * v;
  const auto h = etna::hessian(dense)(x);
  double worst = 0;
  bool symmetric = true;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double expected = (i == j ? s : 0.0) + 2 * x[i] * x[j];
      worst = std::fmax(worst, std::fabs(h[i][j] - expected));
      symmetric = symmetric && h[i][j] == h[j][i];
    }
  }
  CHECK(worst < 1e-13);
  CHECK(symmetric);
}

TEST_CASE("a banded Hessian of 100 variables") {
  const point x = somewhere();
  const auto h = etna::hessian(banded)(x);
  for (std::size_t i = 0; i + 1 < n; ++i) CHECK(h[i][i + 1] == 2 * x[i]);
  CHECK(h[0][50] == 0);
}

TEST_CASE("a dense Jacobian in every mode") {
  const point x = somewhere();
  double s = 0;
  for (double v : x) s += v;
  const auto check = [&](const auto& j) {
    double worst = 0;
    for (std::size_t k = 0; k < 40; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        worst = std::fmax(worst, std::fabs(j[k][i] - (x[k] + (k == i ? s : 0.0))));
      }
    }
    CHECK(worst < 1e-13);
  };
  check(etna::jacobian(scaled)(x));
  check(etna::jacfwd(scaled)(x));
  check(etna::jacrev(scaled)(x));
}
