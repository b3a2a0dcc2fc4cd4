// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <limits>

#include "etna/core/math/bernoulli.hpp"
#include "etna/core/math/exponential.hpp"
#include "etna/core/math/rounding.hpp"

/// \file
/// The derivatives of log(gamma), at run time and in constant evaluation, in floating-point and
/// class types.

namespace etna::math {

namespace kernel {

/// B_2k / (2k)!.
template <class R>
constexpr auto polygamma_coefficients() {
  auto c = bernoulli_numbers<R, stirling_terms<R>>();
  R factorial = R(1);
  for (int k = 0; k < stirling_terms<R>; ++k) {
    factorial = factorial * R((2 * k + 1) * (2 * k + 2));
    c.at[k] = c.at[k] / factorial;
  }
  return c;
}
template <class R>
inline constexpr auto polygamma_table = polygamma_coefficients<R>();

template <class R>
constexpr R integer_power(R base, int n) {
  R result = R(1);
  for (; n > 0; n /= 2) {
    if (n % 2 != 0) result = result * base;
    if (n > 1) base = base * base;
  }
  return result;
}

template <class R>
constexpr R factorial(int n) {
  R result = R(1);
  for (int i = 2; i <= n; ++i) result = result * R(i);
  return result;
}

template <class R>
constexpr R logarithm(const R& x) {
  if constexpr (is_double_word<R>) {
    return log_positive(x);
  } else if constexpr (std::floating_point<R>) {
    return math::log(x);
  } else {
    return log(x);
  }
}

/// (-1)^(n+1) polygamma(n, x) for x > 0: positive terms only, but for n = 0.
template <class R, int N>
constexpr R polygamma_positive(int n, R x, const coefficients<R, N>& c) {
  R shifted = R(0);
  for (const R from = R(stirling_from<R> + 2 * n); x < from; x = x + R(1)) {
    shifted = shifted + R(1) / integer_power(x, n + 1);
  }
  // The sum of B_2k (2k + n - 1)! / ((2k)! x^2k), for n > 0 over (n - 1)!.
  const R inverse = R(1) / x, square = inverse * inverse;
  R sum = R(0), factor = R(n == 0 ? 1 : n * (n + 1)) * square;
  for (int k = 0; k < N; ++k) {
    sum = sum + c.at[k] * factor;
    factor = factor * (R((2 * k + n + 2) * (2 * k + n + 3)) * square);
  }
  if (n == 0) return sum + inverse / R(2) - logarithm(x) + shifted;
  return factorial<R>(n - 1) * (integer_power(inverse, n) * (R(1) + inverse * R(n) / R(2) + sum)) +
         factorial<R>(n) * shifted;
}

/// polygamma(n, x) in R for an x of T that is no pole.
template <class R, class T, int N>
constexpr R polygamma_any(int n, const T& x, const coefficients<R, N>& c) {
  const auto positive = [&](const R& y) { return polygamma_positive(n, y, c); };
  const R sign = R(n % 2 == 0 ? -1 : 1);
  if (x > T(0)) return sign * positive(R(x));
  // Reflection, pi cot(pi x) and its derivatives having period 1: they are taken at x less its
  // integer part, where again they are differences of polygammas.
  const auto below = [&x] {
    using math::floor;
    return R(T(floor(x)));
  }();
  const R past = R(x) - below, before = (below + R(1)) - R(x);
  return (positive(before) - positive(R(1) - R(x))) + sign * positive(past);
}

template <class T>
constexpr T polygamma_pole(int n, const T& x) {
  using math::signbit;
  using limits = std::numeric_limits<T>;
  if (x == -limits::infinity()) return limits::quiet_NaN();
  if (n % 2 != 0) return limits::infinity();
  if (x < T(0)) return limits::quiet_NaN();
  return signbit(x) ? limits::infinity() : T(-limits::infinity());
}

/// (n - 1)! / m^n 2^-(n e), to which n polygammas reduce for x = m 2^e that is tiny or huge.
template <std::floating_point T>
constexpr T polygamma_limit(int n, T x) {
  using W = double_word<kernel_type<T>>;
  const auto a = decompose(static_cast<kernel_type<T>>(fabs(x)));
  const auto b = decompose(factorial<W>(n - 1) / integer_power(W(a.mantissa), n));
  return static_cast<T>(compose<kernel_type<T>>(b.mantissa, b.exponent - n * a.exponent));
}

/// polygamma(n, x) for an x that is finite and no pole.
template <std::floating_point T>
constexpr T polygamma(int n, T x) {
  using R = std::conditional_t<std::is_same_v<T, float>, double, working<kernel_type<T>>>;
  const bool odd = n % 2 != 0;
  // Past these bounds all but the first term is lost; powers of x might overflow.
  if (fabs(x) < linear_below<T>) {
    const T pole = polygamma_limit(n + 1, x);
    return odd || x < 0 ? pole : -pole;
  }
  if (x > 1024 / linear_below<T>) {
    return n == 0 ? math::log(x) : odd ? polygamma_limit(n, x) : -polygamma_limit(n, x);
  }
  return static_cast<T>(static_cast<kernel_type<T>>(polygamma_any<R>(n, x, polygamma_table<R>)));
}

template <class T>
  requires std::is_class_v<T>
T polygamma(int n, const T& x) {
  static const auto table = polygamma_coefficients<T>();
  return polygamma_any<T>(n, x, table);
}

}  // namespace kernel

/// The n-th derivative of digamma for 0 <= n <= 40, of any real x: of floating-point types, and of
/// class types for which std::numeric_limits is specialised and log, floor and signbit are found by
/// argument-dependent lookup (Boost.Multiprecision).
///
/// At poles (0, -1, -2 ...) +inf where both sides agree, which they do for odd n; else at 0 the
/// side that the zero's sign tells, and NaN at the others. NaN at -inf.
///
/// Floating-point results are within 0.51 ulp, or 0.55 ulp of the largest term where terms cancel:
/// for n = 0 next to the zero at 1.46, and between poles. At run time digamma of a double takes
/// about 0.1 us, of a long double some.
template <class T>
  requires std::numeric_limits<T>::is_specialized
constexpr T polygamma(int n, const T& x) {
  using math::floor;
  if (x != x) return x;
  if (x <= T(0) && x == T(floor(x))) return kernel::polygamma_pole(n, x);
  if (x == std::numeric_limits<T>::infinity()) return n == 0 ? x : n % 2 != 0 ? T(0) : -T(0);
  return kernel::polygamma(n, x);
}

/// The logarithmic derivative of the gamma function, polygamma(0, x).
template <class T>
  requires std::numeric_limits<T>::is_specialized
constexpr T digamma(const T& x) {
  return polygamma(0, x);
}
/// The derivative of digamma, polygamma(1, x).
template <class T>
  requires std::numeric_limits<T>::is_specialized
constexpr T trigamma(const T& x) {
  return polygamma(1, x);
}

}  // namespace etna::math
