// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "etna/core/math/libm.hpp"
#include "etna/core/math/scaling.hpp"

/// \file
/// Sign, classification, minimum and maximum, and fused multiplication and addition. All are exact.

namespace etna::math {

/// |x|; clears the sign of a NaN too.
template <std::floating_point T>
ETNA_INLINE constexpr T fabs(T x) {
  ETNA_MATH_BUILTIN(fabs,
                    x)  // a constant in Clang as well, as copysign, isnan, isinf and isfinite are
}
template <std::floating_point T>
ETNA_INLINE constexpr T abs(T x) {
  return fabs(x);
}

/// x with the sign of `sign`; a zero has one, and a NaN.
template <std::floating_point T>
ETNA_INLINE constexpr T copysign(T x, T sign) {
  ETNA_MATH_BUILTIN(copysign, x, sign)
}

template <std::floating_point T>
ETNA_INLINE constexpr bool signbit(T x) {
  return __builtin_is_constant_evaluated() ? copysign(T(1), x) < 0 : __builtin_signbit(x) != 0;
}
template <std::floating_point T>
ETNA_INLINE constexpr bool isnan(T x) {
  return __builtin_isnan(x);
}
template <std::floating_point T>
ETNA_INLINE constexpr bool isinf(T x) {
  return __builtin_isinf(x);
}
template <std::floating_point T>
ETNA_INLINE constexpr bool isfinite(T x) {
  return __builtin_isfinite(x);
}

namespace kernel {

template <std::floating_point T>
constexpr T fmin(T x, T y) {
  if (isnan(x)) return y;
  if (isnan(y)) return x;
  return x < y || (x == y && signbit(x)) ? x : y;
}
template <std::floating_point T>
constexpr T fmax(T x, T y) {
  if (isnan(x)) return y;
  if (isnan(y)) return x;
  return x > y || (x == y && !signbit(x)) ? x : y;
}
template <std::floating_point T>
constexpr T fdim(T x, T y) {
  if (isnan(x)) return x;
  if (isnan(y)) return y;
  if (x <= y) return 0;
  const T half = x * T(0.5) - y * T(0.5);
  return half > std::numeric_limits<T>::max() / 2 ? infinity<T> : x - y;
}

/// The sum of three numbers that fall off by half a unit of the last or more, rounded once: h,
/// unless m is half a unit of h, so that its own rounding went to the even neighbour, and l points
/// to the other one.
template <std::floating_point T>
constexpr T nearest(T h, T m, T l) {
  const auto other = double_word<T>::exact_sum(h, 2 * m);
  return m != 0 && l != 0 && other.lo == 0 && (m < 0) == (l < 0) ? other.hi : h;
}

/// p + c rounded once to T and to a multiple of 2^quantum, times 2^base, where nothing overflows or
/// underflows before.
template <std::floating_point T>
constexpr T rounded_sum(double_word<T> p, T c, int base) {
  using pair = double_word<T>;
  constexpr int digits = std::numeric_limits<T>::digits;
  const pair u = pair::exact_sum(c, p.lo), v = pair::exact_sum(p.hi, u.hi),
             w = pair::exact_sum(v.lo, u.lo), r = pair::exact_sum(v.hi, w.hi);
  if (r.hi == 0) return 0;
  if (r.hi < 0) return -rounded_sum(-p, -c, base);
  const T sum = nearest(r.hi, r.lo, w.lo);
  const auto [mantissa, exponent] = decompose(sum);
  const int quantum = std::numeric_limits<T>::min_exponent - digits - base;
  if (exponent >= quantum + digits - 1) return compose<T>(mantissa, exponent + base);
  if (exponent < quantum - 1) return 0;
  // Subnormal: a power of two whose last digit is the quantum does the rounding.
  const T anchor = power_of_two<T>(quantum + digits - 1);
  const pair t = pair::exact_sum(anchor, r.hi);
  const T multiple = nearest(t.hi, t.lo, r.lo != 0 ? r.lo : w.lo) - anchor;
  return multiple == 0 ? T(0) : compose<T>(multiple * power_of_two<T>(-quantum), quantum + base);
}

/// x y + z rounded once.
template <std::floating_point T>
constexpr T fma(T x, T y, T z) {
  if (isnan(x)) return x;
  if (isnan(y)) return y;
  if (isnan(z)) return z;
  const T sign = signbit(x) != signbit(y) ? -1 : 1;
  if (isinf(x) || isinf(y)) {
    return x == 0 || y == 0 || z == -sign * infinity<T> ? nan<T> : sign * infinity<T>;
  }
  if (isinf(z)) return z;
  if (x == 0 || y == 0) return sign * T(0) + z;

  const auto a = decompose(fabs(x)), b = decompose(fabs(y));
  const int e = a.exponent + b.exponent;
  const auto c = z == 0 ? scaled<T>{0, e} : decompose(fabs(z));
  const int base = e > c.exponent ? e : c.exponent;
  // Of what begins below this only the sign matters.
  constexpr int negligible = -3 * std::numeric_limits<T>::digits;
  const auto place = [base](int exponent) {
    return exponent - base < negligible ? negligible : exponent - base;
  };
  const auto product = double_word<T>::exact_product(sign * a.mantissa, b.mantissa);
  return rounded_sum(scale(product, place(e)),
                     copysign(c.mantissa, z) * power_of_two<T>(place(c.exponent)), base);
}

}  // namespace kernel

/// The number among x and y where the other is a NaN, else the smaller, the larger; -0 is less than
/// +0 in constant evaluation, at run time either may come out.
ETNA_MATH_BINARY(fmin)
ETNA_MATH_BINARY(fmax)
/// x - y where x > y, else 0.
ETNA_MATH_BINARY(fdim)

/// x y + z rounded once.
template <std::floating_point T>
ETNA_INLINE constexpr T fma(T x, T y, T z) {
  if (__builtin_is_constant_evaluated()) return kernel::fma(x, y, z);
  ETNA_MATH_BUILTIN(fma, x, y, z)
}

}  // namespace etna::math
