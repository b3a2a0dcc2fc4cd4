// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "etna/simd/arch.hpp"

namespace etna::simd {

namespace detail {

/// The last two steps for AVX-512: of four registers with the same columns of four groups of rows,
/// in quarters, the four that have one column each.
#if XSIMD_WITH_AVX512F
ETNA_INLINE void gather_quarters(__m512& p, __m512& q, __m512& r, __m512& s) {
  const __m512 even = _mm512_shuffle_f32x4(p, q, 0x88), odd = _mm512_shuffle_f32x4(p, q, 0xDD);
  const __m512 even2 = _mm512_shuffle_f32x4(r, s, 0x88), odd2 = _mm512_shuffle_f32x4(r, s, 0xDD);
  p = _mm512_shuffle_f32x4(even, even2, 0x88);
  q = _mm512_shuffle_f32x4(odd, odd2, 0x88);
  r = _mm512_shuffle_f32x4(even, even2, 0xDD);
  s = _mm512_shuffle_f32x4(odd, odd2, 0xDD);
}
#endif

}  // namespace detail

/// Whether `transpose` is done in registers, and so is worth doing.
template <class V>
inline constexpr bool has_transpose = detail::is_avx512<V>;

/// Rows to columns: lane i of batch k becomes lane k of batch i.
template <class V>
ETNA_INLINE void transpose(V (&x)[lanes<V>]) {
#if XSIMD_WITH_AVX512F
  if constexpr (detail::is_avx512<V> && sizeof(lane_t<V>) == 4) {
    __m512 part[16];  // [4 j + g]: columns j, 4 + j, 8 + j, 12 + j of rows 4 g to 4 g + 3
    for (int g = 0; g < 4; ++g) {
      const __m512 a = x[4 * g], b = x[4 * g + 1], c = x[4 * g + 2], d = x[4 * g + 3];
      const __m512d ab = _mm512_castps_pd(_mm512_unpacklo_ps(a, b));
      const __m512d ab_high = _mm512_castps_pd(_mm512_unpackhi_ps(a, b));
      const __m512d cd = _mm512_castps_pd(_mm512_unpacklo_ps(c, d));
      const __m512d cd_high = _mm512_castps_pd(_mm512_unpackhi_ps(c, d));
      part[g] = _mm512_castpd_ps(_mm512_unpacklo_pd(ab, cd));
      part[4 + g] = _mm512_castpd_ps(_mm512_unpackhi_pd(ab, cd));
      part[8 + g] = _mm512_castpd_ps(_mm512_unpacklo_pd(ab_high, cd_high));
      part[12 + g] = _mm512_castpd_ps(_mm512_unpackhi_pd(ab_high, cd_high));
    }
    for (int j = 0; j < 4; ++j) {
      __m512* const p = part + 4 * j;
      detail::gather_quarters(p[0], p[1], p[2], p[3]);
      for (int quarter = 0; quarter < 4; ++quarter) x[4 * quarter + j] = V(p[quarter]);
    }
    return;
  } else if constexpr (detail::is_avx512<V>) {
    __m512 part[8];  // [4 j + g]: columns j, 2 + j, 4 + j, 6 + j of rows 2 g and 2 g + 1
    for (int g = 0; g < 4; ++g) {
      part[g] = _mm512_castpd_ps(_mm512_unpacklo_pd(x[2 * g], x[2 * g + 1]));
      part[4 + g] = _mm512_castpd_ps(_mm512_unpackhi_pd(x[2 * g], x[2 * g + 1]));
    }
    for (int j = 0; j < 2; ++j) {
      __m512* const p = part + 4 * j;
      detail::gather_quarters(p[0], p[1], p[2], p[3]);
      for (int quarter = 0; quarter < 4; ++quarter)
        x[2 * quarter + j] = V(_mm512_castps_pd(p[quarter]));
    }
    return;
  }
#endif
  if constexpr (etna::detail::batch<V>) {
    lane_t<V> all[lanes<V>][lanes<V>], across[lanes<V>];
    for (std::size_t k = 0; k < lanes<V>; ++k) store<V>(all[k], x[k]);
    for (std::size_t i = 0; i < lanes<V>; ++i) {
      for (std::size_t k = 0; k < lanes<V>; ++k) across[k] = all[k][i];
      x[i] = load<V>(across);
    }
  }
}

}  // namespace etna::simd
