// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/power.hpp"

/// \file
/// Arc functions, in constant evaluation all from atan(y/x) = atan(k/8) + atan((y - x k/8) / (x + y
/// k/8)).

namespace etna::math {

namespace kernel {

template <class W>
inline constexpr auto atan_coefficients =
    inverse_odd_numbers<W, geometric_terms(precision<W>, 1 / 256.0)>(-1);

/// atan(t) for |t| <= 1/16.
template <class W>
constexpr W atan_reduced(W t) {
  return t * polynomial(atan_coefficients<W>, t * t);
}

/// atan(k/8) for k to 8, each from the one before.
template <class W>
inline constexpr auto atan_eighths = [] {
  coefficients<W, 9> table;
  W angle = 0;
  for (int j = 1; j <= 16; ++j) {
    angle = angle + atan_reduced(W(16) / W(256 + j * (j - 1)));
    if (j % 2 == 0) table.at[j / 2] = angle;
  }
  return table;
}();

/// atan(y/x) in [0, pi/2], for x, y >= 0 that are not both 0 and whose squares neither overflow nor
/// underflow.
template <class W>
constexpr W atan_ratio(W y, W x) {
  if (leading(y) > leading(x)) return pi<W>() * W(0.5) - atan_ratio(x, y);
  const int k = static_cast<int>(8 * leading(y) / leading(x) + 0.5);
  if (k == 0) return atan_reduced(y / x);
  const W c = W(k / 8.0);
  return atan_eighths<W>.at[k] + atan_reduced((y - c * x) / (x + c * y));
}

template <std::floating_point T, class W = working<T>>
constexpr T atan(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  const bool steep = fabs(x) > 8 / linear_below<T>;
  return copysign(static_cast<T>(steep ? pi<W>() * W(0.5) : atan_ratio(W(fabs(x)), W(1))), x);
}

template <std::floating_point T, class W = working<T>>
constexpr T asin(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  if (fabs(x) > 1) return nan<T>;
  const W a = W(fabs(x));
  return copysign(static_cast<T>(atan_ratio(a, sqrt_wide((W(1) - a) * (W(1) + a)))), x);
}

template <std::floating_point T, class W = working<T>>
constexpr T acos(T x) {
  if (isnan(x)) return x;
  if (fabs(x) > 1) return nan<T>;
  const W a = W(fabs(x));
  const W angle = atan_ratio(sqrt_wide((W(1) - a) * (W(1) + a)), a);
  return static_cast<T>(x < 0 ? pi<W>() - angle : angle);
}

template <std::floating_point T, class W = working<T>>
constexpr T atan2(T y, T x) {
  if (isnan(x)) return x;
  if (isnan(y)) return y;
  // Nearer to an axis than rounding can tell, or on it; two infinities are on the diagonal.
  constexpr int negligible = std::numeric_limits<T>::digits + 8;
  const bool left = signbit(x);
  const bool diagonal = isinf(x) && isinf(y);
  const auto a = y == 0 || isinf(y) ? scaled<T>{1, 0} : decompose(fabs(y));
  const auto b = x == 0 || isinf(x) ? scaled<T>{1, 0} : decompose(fabs(x));
  const int tilt = diagonal             ? 0
                   : y == 0 || isinf(x) ? -2 * negligible
                   : x == 0 || isinf(y) ? 2 * negligible
                                        : a.exponent - b.exponent;
  if (tilt > negligible) return copysign(static_cast<T>(pi<W>() * W(0.5)), y);
  if (tilt < -negligible) {
    if (left) return copysign(static_cast<T>(pi<W>()), y);
    if (y == 0 || isinf(x)) return copysign(T(0), y);
    return copysign(compose<T>(W(a.mantissa) / W(b.mantissa), tilt), y);
  }
  const W angle = atan_ratio(W(scale(a.mantissa, tilt)), W(b.mantissa));
  return copysign(static_cast<T>(left ? pi<W>() - angle : angle), y);
}

}  // namespace kernel

/// NaN beyond -1 and 1.
ETNA_MATH_UNARY(asin)
ETNA_MATH_UNARY(acos)
ETNA_MATH_UNARY(atan)
/// atan2(y, x): the angle of the point (x, y), in (-pi, pi]; the signs of zeros count.
ETNA_MATH_BINARY(atan2)

}  // namespace etna::math
