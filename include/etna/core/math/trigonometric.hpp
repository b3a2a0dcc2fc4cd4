// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include "etna/core/math/exponential.hpp"
#include "etna/core/math/two_over_pi.hpp"

/// \file
/// Sine, cosine, tangent.
///
/// In constant evaluation the argument is reduced by multiples of pi/2 in integers, exactly for any
/// size (Payne and Hanek, "Radian reduction for trigonometric functions", 1983), and Taylor's
/// series does the rest.

namespace etna::math {

template <std::floating_point T>
struct sine_cosine {
  T sin;
  T cos;
};

namespace kernel {

template <class W>
inline constexpr int sine_terms = factorial_terms(precision<W>, 0.7855, 2);
template <class W>
inline constexpr auto sin_coefficients = inverse_factorials<W, sine_terms<W>>(1, 2, -1);
template <class W>
inline constexpr auto cos_coefficients = inverse_factorials<W, sine_terms<W> + 1>(0, 2, -1);

/// x = quadrant pi/2 + rest modulo 2 pi, with |rest| <= pi/4.
template <class W>
struct reduced_angle {
  W rest;
  int quadrant;
};

template <class W, std::floating_point T>
constexpr reduced_angle<W> reduce_angle(T x) {
  if (fabs(x) < T(0.785)) return {W(x), 0};
  constexpr int digits = std::numeric_limits<T>::digits;
  // x is an integer of `digits` bits times 2^e. Of 2/pi only words below 4/2^e matter, and as many
  // as make up, after the integer's own bits, those that cancel where x is close to a multiple of
  // pi/2, and those of the result.
  constexpr int words = (2 * digits + 12 + precision<W> + 31) / 32 + 1;
  auto [m, e] = decompose(fabs(x));
  e -= digits - 1;
  const int first = (e - 2 + 32768) / 32 - 1024;
  const int shift = e - 2 - 32 * first;

  constexpr int factor_words = (digits + 62) / 32;
  T factor = scale(m, digits - 1 + shift - 32 * (factor_words - 1));
  std::uint32_t product[words] = {};  // modulo 4, the least significant word first
  for (int i = factor_words - 1; i >= 0; --i) {
    const auto word = static_cast<std::uint32_t>(factor);
    factor = (factor - static_cast<T>(word)) * T(4294967296.0);
    std::uint64_t carry = 0;
    for (int j = i, k = first + words - 1; j < words; ++j, --k) {
      carry += product[j] + std::uint64_t{word} * (k < 0 ? 0 : two_over_pi[k]);
      product[j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }

  // The top two bits count quadrants; the others are rounded to the nearest quadrant, so they may
  // turn negative.
  const std::uint32_t top = product[words - 1];
  const bool up = (top >> 29 & 1) != 0;
  const std::uint32_t flip = up ? 0xffffffff : 0;
  W fraction = 0;
  for (int j = 0; j < words - 1; ++j) {
    fraction = (fraction + W(static_cast<double>(product[j] ^ flip))) * W(1 / 4294967296.0);
  }
  fraction = fraction + W(static_cast<double>((top ^ flip) & 0x3fffffff));
  const W rest = fraction * pi<W>() * W(0.5 / 1073741824.0);
  const int quadrant = static_cast<int>(top >> 30) + (up ? 1 : 0);
  return up == signbit(x) ? reduced_angle<W>{rest, signbit(x) ? -quadrant & 3 : quadrant & 3}
                          : reduced_angle<W>{-rest, signbit(x) ? -quadrant & 3 : quadrant & 3};
}

/// sin(rest + quadrant pi/2).
template <class W>
constexpr W sin_reduced(W rest, int quadrant) {
  const W square = rest * rest;
  const W result = quadrant % 2 == 0 ? rest * polynomial(sin_coefficients<W>, square)
                                     : polynomial(cos_coefficients<W>, square);
  return quadrant / 2 % 2 == 0 ? result : -result;
}

template <std::floating_point T, class W = working<T>>
constexpr T sin(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  if (isinf(x)) return nan<T>;
  const auto [rest, quadrant] = reduce_angle<W>(x);
  return static_cast<T>(sin_reduced(rest, quadrant));
}

template <std::floating_point T, class W = working<T>>
constexpr T cos(T x) {
  if (isnan(x)) return x;
  if (isinf(x)) return nan<T>;
  const auto [rest, quadrant] = reduce_angle<W>(x);
  return static_cast<T>(sin_reduced(rest, quadrant + 1));
}

template <std::floating_point T, class W = working<T>>
constexpr T tan(T x) {
  if (isnan(x) || fabs(x) < linear_below<T>) return x;
  if (isinf(x)) return nan<T>;
  const auto [rest, quadrant] = reduce_angle<W>(x);
  return static_cast<T>(sin_reduced(rest, quadrant) / sin_reduced(rest, quadrant + 1));
}

#if !__has_builtin(__builtin_sincos) && defined(__GLIBC__)
// Clang before 20 knows no builtin. Names of our own for the C library's functions conflict with no
// header's.
extern "C" {
void etna_libm_sincosf(float x, float* sin, float* cos) noexcept __asm__("sincosf");
void etna_libm_sincos(double x, double* sin, double* cos) noexcept __asm__("sincos");
void etna_libm_sincosl(long double x, long double* sin, long double* cos) noexcept
    __asm__("sincosl");
}
#endif

}  // namespace kernel

/// NaN at infinities.
ETNA_MATH_UNARY(sin)
ETNA_MATH_UNARY(cos)
ETNA_MATH_UNARY(tan)

/// Sine and cosine of x: one call where the C library has one for both.
template <std::floating_point T>
ETNA_INLINE constexpr sine_cosine<T> sincos(T x) {
  if (__builtin_is_constant_evaluated()) return {sin(x), cos(x)};
#if __has_builtin(__builtin_sincos)
  sine_cosine<T> result;
  if constexpr (std::is_same_v<T, float>) {
    __builtin_sincosf(x, &result.sin, &result.cos);
  } else if constexpr (std::is_same_v<T, double>) {
    __builtin_sincos(x, &result.sin, &result.cos);
  } else {
    __builtin_sincosl(x, &result.sin, &result.cos);
  }
  return result;
#elif defined(__GLIBC__)
  sine_cosine<T> result;
  if constexpr (std::is_same_v<T, float>) {
    kernel::etna_libm_sincosf(x, &result.sin, &result.cos);
  } else if constexpr (std::is_same_v<T, double>) {
    kernel::etna_libm_sincos(x, &result.sin, &result.cos);
  } else {
    kernel::etna_libm_sincosl(x, &result.sin, &result.cos);
  }
  return result;
#else
  return {sin(x), cos(x)};
#endif
}

}  // namespace etna::math
