// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/exponential.hpp"
#include "etna/core/math/rounding.hpp"

/// \file
/// Roots, powers and Euclidean norms.

namespace etna::math {

namespace kernel {

/// The square root, rounded correctly.
template <std::floating_point T>
constexpr T sqrt(T x) {
  if (isnan(x) || x == 0 || x == infinity<T>) return x;
  if (x < 0) return nan<T>;
  auto [m, e] = decompose(x);
  if (e % 2 != 0) {
    m *= 2;
    --e;
  }
  // From 5 bits, doubled by each of Newton's steps; then right to within a unit u of the last
  // place.
  T q = T(0.6) + T(0.36) * m;
  for (int bits = 4; bits < std::numeric_limits<T>::digits; bits *= 2) q = (q + m / q) / 2;
  // sqrt(m) > q + u/2 if and only if m - q^2 > q u, all being multiples of u^2.
  const auto square = double_word<T>::exact_product(q, q);
  const T residual = (m - square.hi) - square.lo, u = std::numeric_limits<T>::epsilon();
  return scale(residual > q * u ? q + u : residual <= -q * u ? q - u : q, e / 2);
}

/// The square root of x >= 0 in W.
template <std::floating_point T>
constexpr T sqrt_wide(T x) {
  return sqrt(x);
}
template <std::floating_point T>
constexpr double_word<T> sqrt_wide(double_word<T> x) {
  if (x.hi == 0) return x;
  const double_word<T> q = sqrt(x.hi);
  return q + (x - q * q) / (q + q);
}

template <std::floating_point T, class W = working<T>>
constexpr T cbrt(T x) {
  if (isnan(x) || isinf(x) || x == 0) return x;
  auto [m, e] = decompose(fabs(x));
  for (; e % 3 != 0; --e) m *= 2;
  // For m in [1, 8) from 4 bits, then Newton's method; the last step in W.
  T q = T(0.79) + (T(0.246) - T(0.0125) * m) * m;
  for (int bits = 3; bits < std::numeric_limits<T>::digits; bits *= 2) q -= (q - m / (q * q)) / 3;
  const W y = W(q), root = y - (y * y * y - W(m)) / (W(3) * y * y);
  return copysign(compose<T>(root, e / 3), x);
}

template <std::floating_point T>
constexpr T pow(T x, T y) {
  if (x == 1 || y == 0) return 1;
  if (isnan(x)) return x;
  if (isnan(y)) return y;
  const T a = fabs(x);
  const T sign = signbit(x) && is_integer(y) && !is_integer(y * T(0.5)) ? -1 : 1;
  if (a == 1 && (isinf(y) || is_integer(y))) return sign;
  if (a == 0 || isinf(x) || isinf(y)) return (a > 1) == (y > 0) ? sign * infinity<T> : sign * T(0);
  if (x < 0 && !is_integer(y)) return nan<T>;

  // Always in twice the digits: the product magnifies the logarithm's error by up to the largest
  // exponent.
  using W = double_word<T>;
  const W logarithm = log_positive(W(a));
  // The logarithm lies between half an epsilon and the largest exponent; so its product with a y
  // beyond these bounds is beyond exp's, or lost in 1.
  constexpr T huge = (T(1) / std::numeric_limits<T>::epsilon()) * 131072;
  if (fabs(y) < 1 / huge) return sign;
  const W exponent = fabs(y) > huge ? W(0) : W(y) * logarithm;
  const bool grows = (logarithm.hi > 0) == (y > 0);
  if (fabs(y) > huge || exponent.hi > exp_highest<T> || exponent.hi < exp_lowest<T>) {
    return grows ? sign * infinity<T> : sign * T(0);
  }
  const auto [e, k] = exp_reduced(exponent);
  return sign * compose<T>(W(1) + e, k);
}

template <std::floating_point T, class W = working<T>>
constexpr T hypot(T x, T y, T z = 0) {
  if (isinf(x) || isinf(y) || isinf(z)) return infinity<T>;
  if (isnan(x)) return x;
  if (isnan(y)) return y;
  if (isnan(z)) return z;
  const T largest = fmax(fmax(fabs(x), fabs(y)), fabs(z));
  if (largest == 0) return 0;
  const int exponent = decompose(largest).exponent;
  W sum = 0;
  const T legs[] = {x, y, z};
  for (const T leg : legs) {
    if (leg == 0) continue;
    const auto [m, e] = decompose(fabs(leg));
    if (e - exponent < -std::numeric_limits<T>::digits) continue;
    const W scaled_leg = W(scale(m, e - exponent));
    sum = sum + scaled_leg * scaled_leg;
  }
  return compose<T>(sqrt_wide(sum), exponent);
}

}  // namespace kernel

/// Square root, rounded correctly; NaN below 0, and -0 at -0.
ETNA_MATH_UNARY(sqrt)
ETNA_MATH_UNARY(cbrt)
/// x^y with the special cases of IEEE 754: pow(x, 0) = pow(1, y) = 1, NaN or not; pow(x, y) for x <
/// 0 is real for integers y only, else NaN.
ETNA_MATH_BINARY(pow)
/// sqrt(x^2 + y^2) without overflow or underflow on the way; infinite if x or y is, be the other a
/// NaN.
ETNA_MATH_BINARY(hypot)

/// sqrt(x^2 + y^2 + z^2), likewise; at run time two calls of the C library's hypot, so up to one
/// ulp more.
template <std::floating_point T>
ETNA_INLINE constexpr T hypot(T x, T y, T z) {
  if (__builtin_is_constant_evaluated()) {
    using K = kernel::kernel_type<T>;
    return static_cast<T>(kernel::hypot(static_cast<K>(x), static_cast<K>(y), static_cast<K>(z)));
  }
  return hypot(hypot(x, y), z);
}

}  // namespace etna::math
