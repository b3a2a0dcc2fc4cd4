// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <limits>

#include "etna/simd/exponential.hpp"
#include "etna/simd/polynomial.hpp"
#include "etna/simd/xsimd.hpp"

/// \file
/// The natural logarithm of batches. xsimd's is not fused with Clang on AVX-512.
///
/// x = 2^k (1 + f), 1/√2 <= 1 + f < √2; ln(1 + f) = f - f²/2 + s (f²/2 + R(s²)), s = f / (2 + f),
/// the form of K. C. Ng's in FreeBSD's msun, with R(z) = 2/3 z + 2/5 z² + … fitted anew at the
/// Chebyshev points; its error is below 1e-17 in double, 4e-11 in float.

namespace etna::simd {

namespace logarithm {

template <class T>
struct constants;
template <>
struct constants<double> {
  static constexpr double subnormal = 0x1p54;  // makes normal numbers of them
  static constexpr double subnormal_exponent = 54, bias = 1023;
  static constexpr std::array coefficients = {
      0.66666666666666696, 0.39999999999898889, 0.28571428626253836, 0.22222211089379496,
      0.18182892432536871, 0.15331611722055008, 0.14617807153417325};
};
template <>
struct constants<float> {
  static constexpr float subnormal = 0x1p25f;
  static constexpr float subnormal_exponent = 25, bias = 127;
  static constexpr std::array coefficients = {0.666666666f, 0.400001222f, 0.285507786f,
                                              0.233316145f};
};

/// x = 2^k m with m from 1/√2 to √2, of positive normal numbers.
template <class T, class A>
ETNA_INLINE void decompose(xsimd::batch<T, A> x, xsimd::batch<T, A>& k, xsimd::batch<T, A>& m) {
  using B = xsimd::batch<T, A>;
  using integer = xsimd::as_unsigned_integer_t<T>;  // shifted logically
  constexpr int shift = exponential::constants<T>::shift;
  const auto bits = bits_as<integer>(x);
  // The exponent field of x / (1/√2), moved so that 1 has the field of 1.
  const auto root = bits_as<integer>(B(T(0.70710678118654752)));
  const auto one = bits_as<integer>(B(T(1)));
  const auto field = (bits - root + one) >> shift;
  // An integer in the last bits of the magic number is that number of units.
  const B magic(exponential::constants<T>::magic);
  k = bits_as<T>(field + bits_as<integer>(magic)) - magic - B(constants<T>::bias);
  m = bits_as<T>(bits - (field << shift) + one);
}

}  // namespace logarithm

/// ln x, within 1 unit in the last place; -inf at 0, NaN below.
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> log(xsimd::batch<T, A> x) {
  using B = xsimd::batch<T, A>;
  using c = logarithm::constants<T>;
  using limits = std::numeric_limits<T>;
  const auto is_subnormal = x < B(limits::min());
  const B normal = xsimd::select(is_subnormal, B(x * B(c::subnormal)), x);
  B k, m;
  logarithm::decompose(normal, k, m);
  k = k - xsimd::select(is_subnormal, B(c::subnormal_exponent), B(T(0)));
  const B f = m - B(T(1)), s = f / (f + B(T(2))), z = s * s;
  const B half = f * f * B(T(0.5));
  const B r = z * polynomial(c::coefficients, z);
  const B low = multiply_add(s, B(half + r), B(k * B(exponential::constants<T>::ln2_low)));
  B y = multiply_add(k, B(exponential::constants<T>::ln2_high), B(f - (half - low)));
  y = xsimd::select(x == B(limits::infinity()), x, y);
  y = xsimd::select(x == B(T(0)), B(-limits::infinity()), y);
  // A comparison with NaN is false.
  return xsimd::select(x >= B(T(0)), y, B(limits::quiet_NaN()));
}

}  // namespace etna::simd
