// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <tuple>

#include "etna/etna.hpp"
#include "etna/evaluate/dual.hpp"

/// \file
/// Derivatives at chosen points, the same in every mode: what fixes conventions at kinks.

namespace etna::test {

template <std::size_t N>
using point = std::array<double, N>;
template <std::size_t N>
using square_matrix = std::array<point<N>, N>;

/// F(x, y...) as a function of an array.
template <class F>
struct of_array {
  template <class T, std::size_t N>
  constexpr auto operator()(const std::array<T, N>& x) const {
    return std::apply(F{}, x);
  }
};

/// Equal numbers, or both NaN.
constexpr bool same(double a, double b) { return a == b || (a != a && b != b); }
template <class T, std::size_t N>
constexpr bool same(const std::array<T, N>& a, const std::array<T, N>& b) {
  for (std::size_t k = 0; k < N; ++k) {
    if (!same(a[k], b[k])) return false;
  }
  return true;
}

/// Whether the gradient of F at x is the expected one, in reverse and forward mode and on dual
/// numbers.
template <std::size_t N, class F>
constexpr bool gradient_is(F, const point<N>& x, const point<N>& expected) {
  using D = dual<double, static_cast<int>(N)>;
  std::array<D, N> lifted;
  for (std::size_t k = 0; k < N; ++k) lifted[k] = D::variable(x[k], static_cast<int>(k));
  constexpr of_array<F> f;
  return same(grad(f)(x), expected) && same(grad(f, forward_mode)(x), expected) &&
         same(f(lifted).partials, expected);
}

/// Whether the matrix of second derivatives of F at x is the expected one, by forward over reverse
/// mode and on dual numbers of dual numbers. Infinite ones may be NaN on the latter, where
/// constants have tangents too, which are 0.
template <std::size_t N, class F>
constexpr bool hessian_is(F, const point<N>& x, const square_matrix<N>& expected) {
  using D = dual<double, static_cast<int>(N)>;
  using D2 = dual<D, static_cast<int>(N)>;
  std::array<D2, N> lifted;
  for (std::size_t k = 0; k < N; ++k) {
    lifted[k] = D2::variable(D::variable(x[k], static_cast<int>(k)), static_cast<int>(k));
  }
  constexpr of_array<F> f;
  const auto partials = f(lifted).partials;
  square_matrix<N> by_dual{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t k = 0; k < N; ++k) {
      const double got = partials[i].partials[k], sought = expected[i][k];
      by_dual[i][k] = math::isfinite(got) || math::isfinite(sought) ? got : sought;
    }
  }
  return same(hessian(f)(x), expected) && same(by_dual, expected);
}

/// Whether the first and the second derivative of F, a function of one variable, are the expected
/// ones at x, in every mode, over every mode.
template <class F>
constexpr bool derivatives_are(F f, double x, double first, double second) {
  constexpr auto reverse = grad(F{});
  constexpr auto forward = grad(F{}, forward_mode);
  return gradient_is<1>(f, {x}, {first}) && hessian_is<1>(f, {x}, {{{second}}}) &&
         same(grad(reverse)(x), second) && same(grad(forward, forward_mode)(x), second) &&
         same(grad(reverse, forward_mode)(x), second) && same(grad(forward)(x), second) &&
         same(derivative<2>(F{})(x), second);
}

}  // namespace etna::test

/// Checks in a constant expression, and at run time.
#define ETNA_CHECK_BOTH(...)  \
  static_assert(__VA_ARGS__); \
  CHECK((__VA_ARGS__))
