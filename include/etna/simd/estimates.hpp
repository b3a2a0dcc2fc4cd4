// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"

/// \file
/// Quotients and roots from the processor's estimates and Newton's iteration. A loop that takes a
/// root and divides is bound by the divider; with one of them estimated the multipliers share its
/// work. (Where an architecture has no estimate, or no fused multiplication to refine it with,
/// these are the exact operations.)

namespace etna::simd {

namespace detail {

/// An estimate of 1 / x, and how many of Newton's iterations leave only the last one, for the
/// quotient itself, to do. There is none where it could not be refined: without fused
/// multiplication.
template <class V>
struct estimate {
  static constexpr bool exists = false;
};

#if XSIMD_WITH_AVX512F
template <class A>
  requires std::is_base_of_v<xsimd::avx512f, A>
struct estimate<xsimd::batch<float, A>> {
  using V = xsimd::batch<float, A>;
  static constexpr bool exists = true;
  static constexpr int iterations = 0;
  ETNA_INLINE static V reciprocal(const V& x) { return V(_mm512_rcp14_ps(x)); }
};
template <class A>
  requires std::is_base_of_v<xsimd::avx512f, A>
struct estimate<xsimd::batch<double, A>> {
  using V = xsimd::batch<double, A>;
  static constexpr bool exists = true;
  static constexpr int iterations = 1;
  ETNA_INLINE static V reciprocal(const V& x) { return V(_mm512_rcp14_pd(x)); }
};
#endif

#if XSIMD_WITH_FMA3_AVX2
template <>
struct estimate<xsimd::batch<float, xsimd::fma3<xsimd::avx2>>> {
  using V = xsimd::batch<float, xsimd::fma3<xsimd::avx2>>;
  static constexpr bool exists = true;
  static constexpr int iterations = 1;
  ETNA_INLINE static V reciprocal(const V& x) { return V(_mm256_rcp_ps(x)); }
};
#endif

}  // namespace detail

/// a / d: exactly rounded, or within 1.1 ulp for a finite quotient and d from the smallest normal
/// number to 2^125 (float; double: 2^1021). Beyond, the quotient is all but 0.
template <bool Exact, class V>
ETNA_INLINE V divide(const V& a, const V& d) {
  using estimate = detail::estimate<V>;
  if constexpr (Exact || !estimate::exists) {
    return a / d;
  } else {
    constexpr bool is_float = sizeof(lane_t<V>) == 4;
    // Of two operands, one of which is NaN, these instructions return the second.
    const V bounded = apply<op::min_>(d, V(static_cast<lane_t<V>>(is_float ? 0x1p125 : 0x1p1021)));
    V r = estimate::reciprocal(d);
    for (int k = 0; k < estimate::iterations; ++k)
      r = apply<op::multiply_add>(r, apply<op::subtract_product>(bounded, r, V(1)), r);
    // (The error of r, not of a r: that one would have to wait for a r.)
    const V q = a * r;
    return apply<op::multiply_add>(q, apply<op::subtract_product>(bounded, r, V(1)), q);
  }
}

}  // namespace etna::simd
