// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/power.hpp"

/// \file
/// Hyperbolic functions and their inverses, in constant evaluation from exp(x) - 1 and log(1 + x),
/// which cancel nowhere.

namespace etna::math {

namespace kernel {

template <std::floating_point T, class W = working<T>>
constexpr T sinh(T x) {
  if (isnan(x) || isinf(x) || fabs(x) < linear_below<T>) return x;
  if (fabs(x) > exp_highest<T>) return copysign(infinity<T>, x);
  const auto [e, k] = exp_reduced(W(fabs(x)));
  const W power = W(1) + e;
  if (k == 0) return copysign(static_cast<T>((e + e / power) * W(0.5)), x);
  const W inverse = k > precision<W> ? W(0) : scale(W(1) / power, -2 * k);
  return copysign(compose<T>(power - inverse, k - 1), x);
}

template <std::floating_point T, class W = working<T>>
constexpr T cosh(T x) {
  if (isnan(x)) return x;
  if (fabs(x) > exp_highest<T>) return infinity<T>;
  const auto [e, k] = exp_reduced(W(fabs(x)));
  const W power = W(1) + e;
  const W inverse = k > precision<W> ? W(0) : scale(W(1) / power, -2 * k);
  return compose<T>(power + inverse, k - 1);
}

template <std::floating_point T, class W = working<T>>
constexpr T tanh(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  if (fabs(x) > std::numeric_limits<T>::digits / 2) return copysign(T(1), x);
  const auto [e, k] = exp_reduced(W(2 * fabs(x)));
  const W shrink = scale(W(1), -k);
  const W numerator = (W(1) - shrink) + e;  // (exp(2x) - 1) / 2^k
  return copysign(static_cast<T>(numerator / (numerator + W(2) * shrink)), x);
}

template <std::floating_point T, class W = working<T>>
constexpr T asinh(T x) {
  if (isnan(x) || isinf(x) || fabs(x) < linear_below<T>) return x;
  const W a = W(fabs(x));
  if (fabs(x) > power_of_two<T>(precision<W> / 2 + 1)) {
    return copysign(static_cast<T>(log_positive(a) + ln2<W>()), x);
  }
  return copysign(static_cast<T>(log1p_wide(a + a * a / (W(1) + sqrt_wide(a * a + W(1))))), x);
}

template <std::floating_point T, class W = working<T>>
constexpr T acosh(T x) {
  if (isnan(x) || x == infinity<T>) return x;
  if (x < 1) return nan<T>;
  if (x > power_of_two<T>(precision<W> / 2 + 2)) {
    return static_cast<T>(log_positive(W(x)) + ln2<W>());
  }
  const W above = W(x) - W(1);
  return static_cast<T>(log1p_wide(above + sqrt_wide(above * (above + W(2)))));
}

template <std::floating_point T, class W = working<T>>
constexpr T atanh(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  if (fabs(x) >= 1) return fabs(x) == 1 ? copysign(infinity<T>, x) : nan<T>;
  const W a = W(fabs(x));
  return copysign(static_cast<T>(fabs(x) < T(atanh_reduced_limit)
                                     ? atanh_reduced(a)
                                     : log_positive((W(1) + a) / (W(1) - a)) * W(0.5)),
                  x);
}

}  // namespace kernel

ETNA_MATH_UNARY(sinh)
ETNA_MATH_UNARY(cosh)
ETNA_MATH_UNARY(tanh)
ETNA_MATH_UNARY(asinh)
/// NaN below 1.
ETNA_MATH_UNARY(acosh)
/// Infinite at -1 and 1, NaN beyond.
ETNA_MATH_UNARY(atanh)

}  // namespace etna::math
