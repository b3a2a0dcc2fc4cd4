// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/exponential.hpp"

/// \file
/// The error function and its complement.
///
/// In constant evaluation erf x = 2/sqrt(pi) x exp(-x^2) sum (2x^2)^k / (2k+1)!! near 0 (Abramowitz
/// and Stegun 7.1.6), and erfc by the even part of Laplace's continued fraction (7.1.14) elsewhere.

namespace etna::math {

namespace kernel {

/// Where the series gives way to the continued fraction: before 1 - erf cancels more digits than W
/// has to spare.
template <class W>
inline constexpr double erf_near = is_double_word<W> ? 3 : 1.25;

template <class W>
inline constexpr auto erf_coefficients = [] {
  constexpr int terms = [] {
    int count = 0;
    int halvings = 0;
    for (double term = 1; halvings < precision<W>; ++count) {
      term *= 2 * erf_near<W> * erf_near<W> / (2 * count + 3);
      for (; term <= 0.5; term *= 2) ++halvings;
    }
    return count;
  }();
  coefficients<W, terms> c;
  W term = 1;
  for (int k = 0; k < terms; ++k) {
    c.at[k] = term;
    term = term * W(2) / W(2 * k + 3);
  }
  return c;
}();

/// erf(x) for |x| < erf_near.
template <class W>
constexpr W erf_series(W x) {
  const W square = x * x;
  const auto [e, k] = exp_reduced(-square);
  return two_over_sqrt_pi<W>() * scale(W(1) + e, k) * (x * polynomial(erf_coefficients<W>, square));
}

/// erfc(x) for erf_near <= x <= 128.
template <class W, std::floating_point T>
constexpr scaled<W> erfc_fraction(T x) {
  const auto square = double_word<T>::exact_product(x, x);
  const W z = W(2) * (W(square.hi) + W(square.lo));
  // 1 / (z + 1 - 1 2 / (z + 5 - 3 4 / (z + 9 - ...))); the depth was fitted to the number of
  // correct digits. In double_word the digits of the deep two thirds that do not fit in its leading
  // part have no influence.
  constexpr double bits = precision<W>;
  int k = static_cast<int>(0.03 * bits * bits / static_cast<double>(square.hi) + bits / 8 + 2);
  const auto head = leading(z);
  auto shallow = head + (4 * k + 1);
  W fraction = shallow;
  if constexpr (is_double_word<W>) {
    for (const int middle = k / 3; k > middle; --k) {
      shallow = head + (4 * k - 3) - (2 * k - 1) * (2 * k) / shallow;
    }
    fraction = shallow;
  }
  for (; k > 0; --k) fraction = (z + W(4 * k - 3)) - W((2 * k - 1) * (2 * k)) / fraction;
  const auto [e, exponent] = exp_reduced(W(-square.hi), W(-square.lo));
  return {two_over_sqrt_pi<W>() * W(x) * (W(1) + e) / fraction, exponent};
}

template <std::floating_point T, class W = working<T>>
constexpr T erf(T x) {
  if (isnan(x)) return x;
  const T a = fabs(x);
  if (a == 0) return x;
  if (a < linear_below<T>) {
    const auto [m, e] = decompose(a);
    return copysign(compose<T>(two_over_sqrt_pi<W>() * W(m), e), x);
  }
  if (a < T(erf_near<W>)) return static_cast<T>(erf_series(W(x)));
  if (a > std::numeric_limits<T>::digits / T(8)) return copysign(T(1), x);
  const auto [m, e] = erfc_fraction<W>(a);
  return copysign(static_cast<T>(W(1) - scale(m, e)), x);
}

template <std::floating_point T, class W = working<T>>
constexpr T erfc(T x) {
  if (isnan(x)) return x;
  if (fabs(x) < T(erf_near<W>)) return static_cast<T>(W(1) - (x == 0 ? W(0) : erf_series(W(x))));
  if (x < -std::numeric_limits<T>::digits / T(8)) return 2;
  if (x > 128) return 0;
  const auto [m, e] = erfc_fraction<W>(fabs(x));
  return x < 0 ? static_cast<T>(W(2) - scale(m, e)) : compose<T>(m, e);
}

}  // namespace kernel

ETNA_MATH_UNARY(erf)
/// 1 - erf(x), accurate where x is large.
ETNA_MATH_UNARY(erfc)

}  // namespace etna::math
