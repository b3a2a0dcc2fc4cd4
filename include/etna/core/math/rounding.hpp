// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/arithmetic.hpp"

/// \file
/// Rounding to integers, and the remainder of a division. All are exact.

namespace etna::math {

namespace kernel {

/// From here on all numbers of T are integers; adding it to less rounds that to an integer.
template <std::floating_point T>
inline constexpr T integers_from = 1 / std::numeric_limits<T>::epsilon();

template <std::floating_point T>
constexpr bool is_integer(T x) {
  const T a = fabs(x);
  return a >= integers_from<T> || (a + integers_from<T>)-integers_from<T> == a;
}

template <std::floating_point T>
constexpr T trunc(T x) {
  const T a = fabs(x);
  if (!(a < integers_from<T>)) return x;
  const T nearby = (a + integers_from<T>)-integers_from<T>;
  return copysign(nearby > a ? nearby - 1 : nearby, x);
}
template <std::floating_point T>
constexpr T floor(T x) {
  const T whole = trunc(x);
  return whole > x ? whole - 1 : whole;
}
template <std::floating_point T>
constexpr T ceil(T x) {
  const T whole = trunc(x);
  return whole < x ? whole + 1 : whole;
}
template <std::floating_point T>
constexpr T round(T x) {
  if (isnan(x) || isinf(x)) return x;
  const T whole = trunc(fabs(x));
  return copysign(fabs(x) - whole >= T(0.5) ? whole + 1 : whole, x);
}

template <std::floating_point T>
constexpr T fmod(T x, T y) {
  if (isnan(x)) return x;
  if (isnan(y)) return y;
  if (isinf(x) || y == 0) return nan<T>;
  if (fabs(x) < fabs(y)) return x;
  const auto a = decompose(fabs(x)), b = decompose(fabs(y));
  // Long division, by as many digits at a time as let the quotient's product with y be subtracted
  // without rounding.
  constexpr int most = std::numeric_limits<T>::digits - 2;
  T rest = a.mantissa < b.mantissa ? a.mantissa : a.mantissa - b.mantissa;
  for (int left = a.exponent - b.exponent; left > 0;) {
    const int step = left < most ? left : most;
    const T shifted = rest * power_of_two<T>(step);
    const auto product = double_word<T>::exact_product(trunc(shifted / b.mantissa), b.mantissa);
    rest = (shifted - product.hi) - product.lo;
    if (rest < 0) rest += b.mantissa;
    if (rest >= b.mantissa) rest -= b.mantissa;
    left -= step;
  }
  return copysign(compose<T>(rest, b.exponent), x);
}

}  // namespace kernel

ETNA_MATH_UNARY(floor)
ETNA_MATH_UNARY(ceil)
/// Toward zero.
ETNA_MATH_UNARY(trunc)
/// To the nearest integer, from halfway away from zero.
ETNA_MATH_UNARY(round)
/// x - trunc(x/y) y with the sign of x; NaN for y = 0 and infinite x.
ETNA_MATH_BINARY(fmod)

}  // namespace etna::math
