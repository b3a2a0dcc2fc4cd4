// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstring>

#include "etna/op/lanes.hpp"
#include "etna/simd/xsimd.hpp"

/// \file
/// What kernels compute with: batches of an architecture of xsimd, or plain numbers where there is
/// none. Kernels are templates over V, either of the two, and use the functions of this file.

namespace etna::simd {

/// In the place of an architecture: one number at a time.
struct scalar {};

#if defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)
using default_arch = scalar;
#else
/// The best architecture that the compiler's options allow.
using default_arch = xsimd::default_arch;
#endif

namespace detail {

template <class T, class Arch>
struct pack {
  using type = xsimd::batch<T, Arch>;
};
template <class T>
struct pack<T, scalar> {
  using type = T;
};

}  // namespace detail

/// The batch of numbers T of an architecture; T itself for `scalar`.
template <class T, class Arch = default_arch>
using pack = typename detail::pack<T, Arch>::type;

/// How many numbers V holds.
template <class V>
inline constexpr std::size_t lanes = 1;
template <etna::detail::batch V>
inline constexpr std::size_t lanes<V> = V::size;

/// What V holds numbers of.
template <class V>
using lane_t = etna::detail::element_t<V>;

/// As many numbers as V holds, from any address.
template <class V>
ETNA_INLINE V load(const lane_t<V>* from) {
  if constexpr (etna::detail::batch<V>) {
    return V::load_unaligned(from);
  } else {
    return *from;
  }
}
template <class V>
ETNA_INLINE void store(lane_t<V>* to, const V& x) {
  if constexpr (etna::detail::batch<V>) {
    x.store_unaligned(to);
  } else {
    *to = x;
  }
}

namespace detail {

#if XSIMD_WITH_AVX512F
template <class V>
inline constexpr bool has_masks = false;
template <class T, class A>
inline constexpr bool has_masks<xsimd::batch<T, A>> = std::is_base_of_v<xsimd::avx512f, A>;
#else
template <class V>
inline constexpr bool has_masks = false;
#endif

}  // namespace detail

/// The first `count` < lanes<V> numbers, the other lanes 0. Nothing beyond them is read.
template <class V>
ETNA_INLINE V load_first(const lane_t<V>* from, std::size_t count) {
  if constexpr (!etna::detail::batch<V>) {
    return count > 0 ? *from : V(0);
#if XSIMD_WITH_AVX512F
  } else if constexpr (detail::has_masks<V>) {
    const unsigned mask = (1u << count) - 1;
    if constexpr (sizeof(lane_t<V>) == 4) {
      return V(_mm512_maskz_loadu_ps(static_cast<__mmask16>(mask), from));
    } else {
      return V(_mm512_maskz_loadu_pd(static_cast<__mmask8>(mask), from));
    }
#endif
  } else {
    lane_t<V> all[lanes<V>]{};
    std::memcpy(all, from, count * sizeof(lane_t<V>));
    return V::load_unaligned(all);
  }
}
/// Writes the first `count` < lanes<V> numbers, and nothing beyond them.
template <class V>
ETNA_INLINE void store_first(lane_t<V>* to, const V& x, std::size_t count) {
  if constexpr (!etna::detail::batch<V>) {
    if (count > 0) *to = x;
#if XSIMD_WITH_AVX512F
  } else if constexpr (detail::has_masks<V>) {
    const unsigned mask = (1u << count) - 1;
    if constexpr (sizeof(lane_t<V>) == 4) {
      _mm512_mask_storeu_ps(to, static_cast<__mmask16>(mask), x);
    } else {
      _mm512_mask_storeu_pd(to, static_cast<__mmask8>(mask), x);
    }
#endif
  } else {
    lane_t<V> all[lanes<V>];
    x.store_unaligned(all);
    std::memcpy(to, all, count * sizeof(lane_t<V>));
  }
}

/// The sum of the numbers of V.
template <class V>
ETNA_INLINE lane_t<V> reduce_add(const V& x) {
  if constexpr (!etna::detail::batch<V>) {
    return x;
  } else {
#if XSIMD_VERSION_MAJOR < 9
    return xsimd::hadd(x);
#else
    return xsimd::reduce_add(x);
#endif
  }
}

}  // namespace etna::simd
