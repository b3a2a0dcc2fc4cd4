// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/arithmetic.hpp"
#include "etna/core/math/constants.hpp"
#include "etna/core/math/series.hpp"

/// \file
/// Exponential functions and logarithms.
///
/// In constant evaluation exp(k ln 2 + r) = 2^k exp(r), |r| <= ln(2)/2, by Taylor's series; and
/// log(2^k m) = k ln 2 + 2 atanh((m - 1)/(m + 1)), m between the square roots of 1/2 and 2.

namespace etna::math {

namespace kernel {

/// ln 2 in two parts: the product of the first with an exponent is exact.
inline constexpr double ln2_high = ln2_bits.digit[0] / 4294967296.0;
template <class W>
inline constexpr W ln2_low = expand<W>(ln2_bits, 1);

template <class W>
inline constexpr auto exp_coefficients =
    inverse_factorials<W, factorial_terms(precision<W>, 0.3466, 1)>(1, 1, 1);

/// exp(r) - 1 for |r| <= ln(2)/2, to full relative precision.
template <class W>
constexpr W expm1_reduced(W r) {
  return r * polynomial(exp_coefficients<W>, r);
}

/// exp(x) = 2^exponent (1 + expm1).
template <class W>
struct reduced_exp {
  W expm1;
  int exponent;
};

/// exp(x + tail), |x| less than 2^15 and |tail| so small that it is lost in x.
template <class W>
constexpr reduced_exp<W> exp_reduced(W x, W tail = 0) {
  const auto turns = leading(x) * 1.4426950408889634;
  const int k = static_cast<int>(turns < 0 ? turns - 0.5 : turns + 0.5);
  return {expm1_reduced<W>((x - W(k * ln2_high)) - (W(k) * ln2_low<W> - tail)), k};
}

/// Beyond these exp overflows, and vanishes.
template <std::floating_point T>
inline constexpr T exp_highest = T(std::numeric_limits<T>::max_exponent);
template <std::floating_point T>
inline constexpr T exp_lowest =
    T(std::numeric_limits<T>::min_exponent - std::numeric_limits<T>::digits - 2);

template <std::floating_point T, class W = working<T>>
constexpr T exp(T x) {
  if (isnan(x)) return x;
  if (x > exp_highest<T>) return infinity<T>;
  if (x < exp_lowest<T>) return 0;
  const auto [e, k] = exp_reduced(W(x));
  return compose<T>(W(1) + e, k);
}

template <std::floating_point T, class W = working<T>>
constexpr T exp2(T x) {
  if (isnan(x)) return x;
  if (x > exp_highest<T>) return infinity<T>;
  if (x < exp_lowest<T>) return 0;
  const int k = static_cast<int>(x < 0 ? x - T(0.5) : x + T(0.5));
  return compose<T>(W(1) + expm1_reduced<W>(W(x - T(k)) * ln2<W>()), k);
}

/// Functions with f(x) = x (1 + O(x)), O(x) at most x: rounding gives x itself where |x| is less
/// than this.
template <std::floating_point T>
inline constexpr T linear_below = std::numeric_limits<T>::epsilon() / 8;

template <std::floating_point T, class W = working<T>>
constexpr T expm1(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  if (x > exp_highest<T>) return infinity<T>;
  constexpr int digits = std::numeric_limits<T>::digits;
  if (x < -digits) return -1;
  const auto [e, k] = exp_reduced(W(x));
  if (k == 0) return static_cast<T>(e);
  if (k > 3 * digits) return compose<T>(W(1) + e, k);
  return compose<T>((W(1) - W(power_of_two<T>(-k))) + e, k);
}

template <class W>
inline constexpr auto atanh_coefficients =
    inverse_odd_numbers<W, geometric_terms(precision<W>, 0.02944)>(1);

/// atanh(s) for |s| <= 3 - 2 sqrt(2), to full relative precision.
template <class W>
constexpr W atanh_reduced(W s) {
  return s * polynomial(atanh_coefficients<W>, s * s);
}
inline constexpr double atanh_reduced_limit = 0.1715;

/// log(x) for x > 0.
template <class W>
constexpr W log_positive(W x) {
  auto [m, k] = decompose(x);
  if (leading(m) > 1.4142) {
    m = m * W(0.5);
    ++k;
  }
  return W(k) * ln2<W>() + W(2) * atanh_reduced((m - W(1)) / (m + W(1)));
}

/// log(1 + x) for x > -1, to full relative precision.
template <class W>
constexpr W log1p_wide(W x) {
  return -0.29 < leading(x) && leading(x) < 0.41 ? W(2) * atanh_reduced(x / (W(2) + x))
                                                 : log_positive(W(1) + x);
}

template <std::floating_point T, class W = working<T>>
constexpr T log(T x) {
  if (isnan(x) || x == infinity<T>) return x;
  if (x == 0) return -infinity<T>;
  if (x < 0) return nan<T>;
  return static_cast<T>(log_positive(W(x)));
}

template <std::floating_point T, class W = working<T>>
constexpr T log10(T x) {
  if (!(x > 0 && x < infinity<T>)) return log(x);
  return static_cast<T>(log_positive(W(x)) / ln10<W>());
}

template <std::floating_point T, class W = working<T>>
constexpr T log2(T x) {
  if (!(x > 0 && x < infinity<T>)) return log(x);
  const auto [m, k] = decompose(x);
  const bool halve = m > T(1.4142);
  return static_cast<T>(W(halve ? k + 1 : k) + log_positive(W(halve ? m / 2 : m)) / ln2<W>());
}

template <std::floating_point T, class W = working<T>>
constexpr T log1p(T x) {
  if (isnan(x) || x == infinity<T> || fabs(x) < linear_below<T>) return x;
  if (x == -1) return -infinity<T>;
  if (x < -1) return nan<T>;
  return static_cast<T>(log1p_wide(W(x)));
}

}  // namespace kernel

ETNA_MATH_UNARY(exp)
ETNA_MATH_UNARY(exp2)
/// exp(x) - 1, accurate where x is small.
ETNA_MATH_UNARY(expm1)
/// Logarithms: -inf at 0, NaN below.
ETNA_MATH_UNARY(log)
ETNA_MATH_UNARY(log2)
ETNA_MATH_UNARY(log10)
/// log(1 + x), accurate where x is small.
ETNA_MATH_UNARY(log1p)

}  // namespace etna::math
