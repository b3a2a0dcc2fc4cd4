// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include "etna/core/config.hpp"

// GCC 12 warns of what its own AVX-512 intrinsics leave undefined on purpose (GCC bug 105593),
// wherever xsimd is inlined.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <xsimd/xsimd.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// \file
/// The one header that adapts xsimd, from 8.1 to 13 and later.

namespace etna::simd {

/// Whether xsimd's fused operations for an architecture are two instructions: xsimd 8.1 multiplies,
/// then adds, on AVX-512, which Clang does not contract.
#if XSIMD_WITH_AVX512F && XSIMD_VERSION_MAJOR < 9
template <class A>
inline constexpr bool fuses_by_hand = std::is_base_of_v<xsimd::avx512f, A>;
#else
template <class A>
inline constexpr bool fuses_by_hand = false;
#endif

/// Whether multiply_add and its kin round once.
template <class A>
inline constexpr bool is_fused = std::is_base_of_v<xsimd::avx512f, A>;
template <class A>
inline constexpr bool is_fused<xsimd::fma3<A>> = true;

// Unless an architecture is fused by hand, there may be no such intrinsic; it is not looked up
// then.
#define ETNA_FUSED(NAME, XSIMD, INTRINSIC)                                        \
  template <class T, class A>                                                     \
  ETNA_INLINE xsimd::batch<T, A> NAME(xsimd::batch<T, A> x, xsimd::batch<T, A> y, \
                                      xsimd::batch<T, A> z) {                     \
    if constexpr (!fuses_by_hand<A>) {                                            \
      return xsimd::XSIMD(x, y, z);                                               \
    } else if constexpr (std::is_same_v<T, float>) {                              \
      return INTRINSIC##_ps(x, y, z);                                             \
    } else {                                                                      \
      return INTRINSIC##_pd(x, y, z);                                             \
    }                                                                             \
  }
/// x y + z, in one instruction that rounds once where the architecture has it.
ETNA_FUSED(multiply_add, fma, _mm512_fmadd)
/// x y - z
ETNA_FUSED(multiply_subtract, fms, _mm512_fmsub)
/// z - x y
ETNA_FUSED(subtract_product, fnma, _mm512_fnmadd)
#undef ETNA_FUSED

/// The same bits as numbers of type To, which are as many.
template <class To, class T, class A>
ETNA_INLINE xsimd::batch<To, A> bits_as(xsimd::batch<T, A> x) {
#if XSIMD_VERSION_MAJOR < 10
  return xsimd::bitwise_cast<xsimd::batch<To, A>>(x);
#else
  return xsimd::bitwise_cast<To>(x);
#endif
}

/// x y - high exactly, for high = x y rounded. (Without fused instructions by T. J. Dekker, A
/// floating-point technique for extending the available precision, 1971; then overflow limits x and
/// y.)
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> product_error(xsimd::batch<T, A> x, xsimd::batch<T, A> y,
                                             xsimd::batch<T, A> high) {
  if constexpr (is_fused<A>) {
    return multiply_subtract(x, y, high);
  } else {
    using B = xsimd::batch<T, A>;
    const B split(std::is_same_v<T, float> ? T(4097) : T(134217729));
    const B a = split * x - (split * x - x), b = split * y - (split * y - y);
    const B a_rest = x - a, b_rest = y - b;
    return a_rest * b_rest - (((high - a * b) - a_rest * b) - a * b_rest);
  }
}

}  // namespace etna::simd
