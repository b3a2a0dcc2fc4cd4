// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/number.hpp"

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
/// Makes xsimd's batches numbers of this library: the one header that adapts xsimd, from 8.1 to 13
/// and later.

namespace etna {

template <class T, class A>
inline constexpr bool enable_number<xsimd::batch<T, A>> = std::floating_point<T>;

namespace detail {

template <class T, class A>
struct from_constant<xsimd::batch<T, A>> {
  ETNA_INLINE static xsimd::batch<T, A> make(double value) {
    return xsimd::batch<T, A>(static_cast<T>(value));
  }
};

}  // namespace detail

namespace simd {

/// x y + z in one instruction where the architecture has it. (xsimd 8.1 multiplies, then adds, on
/// AVX-512, which Clang does not contract.)
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> fused_multiply_add(xsimd::batch<T, A> x, xsimd::batch<T, A> y,
                                                  xsimd::batch<T, A> z) {
#if XSIMD_WITH_AVX512F && XSIMD_VERSION_MAJOR < 9
  if constexpr (std::is_base_of_v<xsimd::avx512f, A>) {
    if constexpr (std::is_same_v<T, float>) {
      return _mm512_fmadd_ps(x, y, z);
    } else {
      return _mm512_fmadd_pd(x, y, z);
    }
  } else {
    return xsimd::fma(x, y, z);
  }
#else
  return xsimd::fma(x, y, z);
#endif
}

}  // namespace simd
}  // namespace etna
