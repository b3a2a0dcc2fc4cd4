// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
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

template <class Arch>
constexpr bool is_allowed() {
  if constexpr (std::is_same_v<Arch, scalar>) {
    return true;
  } else {
    return Arch::supported();
  }
}

// Of some architectures there are no batches of some numbers: of double on 32-bit ARM, of long
// double anywhere.
template <class T, class Arch>
struct pack {
  static_assert(is_allowed<Arch>(),
                "Etna: the compiler's options do not allow this architecture of xsimd: compile "
                "with -mavx2 -mfma, say, or leave it out for the best that they allow.");
  using type = T;
};
template <class T, class Arch>
  requires(xsimd::has_simd_register<T, Arch>::value)
struct pack<T, Arch> {
  using type = xsimd::batch<T, Arch>;
};

}  // namespace detail

/// The batch of numbers T of an architecture; T itself for `scalar`, and where xsimd has none.
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

namespace detail {
template <class V>
struct bare {
  using type = V;
};
template <etna::detail::batch V>
struct bare<V> {
  using type = typename V::register_type;
};
}  // namespace detail

/// What a compiler has for V: the register of a batch, which is no class.
template <class V>
using register_t = typename detail::bare<V>::type;

namespace detail {

/// T if numbers alone round like batches of A.
template <class T, class A>
using number_like = std::conditional_t<is_fused<A> == is_fused<default_arch>, T, void>;

template <class V>
struct half {
  using type = V;
};
template <class T, class A>
struct half<xsimd::batch<T, A>> {
  using type = number_like<T, A>;
};
template <class T, class A>
  requires requires {
    typename xsimd::make_sized_batch_t<T, lanes<xsimd::batch<T, A>> / 2>::arch_type;
  }
struct half<xsimd::batch<T, A>> {
  using batch = xsimd::make_sized_batch_t<T, lanes<xsimd::batch<T, A>> / 2>;
  using type = std::conditional_t<is_fused<typename batch::arch_type> == is_fused<A>, batch,
                                  number_like<T, A>>;
};

}  // namespace detail

/// A batch of half as many numbers as V holds, else one number; void if neither rounds like V.
template <class V>
using half_t = typename detail::half<V>::type;

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
inline constexpr bool is_avx512 = false;
template <class T, class A>
inline constexpr bool is_avx512<xsimd::batch<T, A>> = std::is_base_of_v<xsimd::avx512f, A>;
#else
template <class V>
inline constexpr bool is_avx512 = false;
#endif

#if XSIMD_WITH_AVX
template <class V>
inline constexpr bool is_avx = false;
template <class T, class A>
inline constexpr bool is_avx<xsimd::batch<T, A>> =
    std::is_base_of_v<xsimd::avx, A> && !is_avx512<xsimd::batch<T, A>>;

/// The first `count` numbers of T, of those in 32 bytes.
template <class T>
ETNA_INLINE __m256i avx_mask(std::size_t count) {
  alignas(64) static constexpr int ones[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
  return _mm256_loadu_si256(
      reinterpret_cast<const __m256i*>(ones + 8 - count * (sizeof(T) / sizeof(int))));
}
#endif

}  // namespace detail

/// The first `count` <= lanes<V> numbers, the other lanes `rest`. Nothing beyond them is read.
template <class V>
ETNA_INLINE V load_first(const lane_t<V>* from, std::size_t count, lane_t<V> rest = lane_t<V>(0)) {
  if constexpr (!etna::detail::batch<V>) {
    return count > 0 ? *from : rest;
  } else if constexpr (requires { V::load_first(from, count, rest); }) {
    return V::load_first(from, count, rest);
#if XSIMD_WITH_AVX512F
  } else if constexpr (detail::is_avx512<V>) {
    const unsigned mask = (1u << count) - 1;
    if constexpr (sizeof(lane_t<V>) == 4) {
      return V(_mm512_mask_loadu_ps(V(rest), static_cast<__mmask16>(mask), from));
    } else {
      return V(_mm512_mask_loadu_pd(V(rest), static_cast<__mmask8>(mask), from));
    }
#endif
#if XSIMD_WITH_AVX
  } else if constexpr (detail::is_avx<V>) {
    const __m256i mask = detail::avx_mask<lane_t<V>>(count);
    if constexpr (sizeof(lane_t<V>) == 4) {
      const __m256 x = _mm256_maskload_ps(from, mask);
      return V(_mm256_blendv_ps(V(rest), x, _mm256_castsi256_ps(mask)));
    } else {
      const __m256d x = _mm256_maskload_pd(from, mask);
      return V(_mm256_blendv_pd(V(rest), x, _mm256_castsi256_pd(mask)));
    }
#endif
  } else {
    lane_t<V> all[lanes<V>];
    for (lane_t<V>& lane : all) lane = rest;
    std::memcpy(all, from, count * sizeof(lane_t<V>));
    return V::load_unaligned(all);
  }
}
/// Writes the first `count` <= lanes<V> numbers, and nothing beyond them.
template <class V>
ETNA_INLINE void store_first(lane_t<V>* to, const V& x, std::size_t count) {
  if constexpr (!etna::detail::batch<V>) {
    if (count > 0) *to = x;
  } else if constexpr (requires { x.store_first(to, count); }) {
    x.store_first(to, count);
#if XSIMD_WITH_AVX512F
  } else if constexpr (detail::is_avx512<V>) {
    const unsigned mask = (1u << count) - 1;
    if constexpr (sizeof(lane_t<V>) == 4) {
      _mm512_mask_storeu_ps(to, static_cast<__mmask16>(mask), x);
    } else {
      _mm512_mask_storeu_pd(to, static_cast<__mmask8>(mask), x);
    }
#endif
#if XSIMD_WITH_AVX
  } else if constexpr (detail::is_avx<V>) {
    const __m256i mask = detail::avx_mask<lane_t<V>>(count);
    if constexpr (sizeof(lane_t<V>) == 4) {
      _mm256_maskstore_ps(to, mask, x);
    } else {
      _mm256_maskstore_pd(to, mask, x);
    }
#endif
  } else {
    lane_t<V> all[lanes<V>];
    x.store_unaligned(all);
    std::memcpy(to, all, count * sizeof(lane_t<V>));
  }
}

/// Asks for the memory that begins so many bytes after `from`, which need not be there, so that it
/// is at hand when it is read.
ETNA_INLINE void prefetch(const void* from, std::size_t bytes) {
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(from) + bytes));
}

/// As many numbers as V holds or, if Partial, the first `count` < lanes<V>, and nothing beyond
/// them.
template <class V, bool Partial>
ETNA_INLINE V load(const lane_t<V>* from, std::size_t count) {
  if constexpr (Partial) {
    return load_first<V>(from, count);
  } else {
    return load<V>(from);
  }
}
template <bool Partial, class V>
ETNA_INLINE void store(lane_t<V>* to, const V& x, std::size_t count) {
  if constexpr (Partial) {
    store_first(to, x, count);
  } else {
    simd::store(to, x);  // not xsimd's, which wants aligned memory
  }
}

/// x in the first `count` < lanes<V> lanes, y in the others.
template <class V>
ETNA_INLINE V blend_first(const V& x, const V& y, std::size_t count) {
  if constexpr (!etna::detail::batch<V>) {
    return count > 0 ? x : y;
#if XSIMD_WITH_AVX512F
  } else if constexpr (detail::is_avx512<V>) {
    const unsigned mask = (1u << count) - 1;
    if constexpr (sizeof(lane_t<V>) == 4) {
      return V(_mm512_mask_mov_ps(y, static_cast<__mmask16>(mask), x));
    } else {
      return V(_mm512_mask_mov_pd(y, static_cast<__mmask8>(mask), x));
    }
#endif
#if XSIMD_WITH_AVX
  } else if constexpr (detail::is_avx<V>) {
    const __m256i mask = detail::avx_mask<lane_t<V>>(count);
    if constexpr (sizeof(lane_t<V>) == 4) {
      return V(_mm256_blendv_ps(y, x, _mm256_castsi256_ps(mask)));
    } else {
      return V(_mm256_blendv_pd(y, x, _mm256_castsi256_pd(mask)));
    }
#endif
  } else {
    lane_t<V> all[lanes<V>];
    y.store_unaligned(all);
    store_first(all, x, count);
    return V::load_unaligned(all);
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

namespace detail {

/// The sums of as many batches as a batch holds numbers, in their order. (xsimd 8.1 has `haddp`,
/// which is wrong on AVX-512.)
template <class V>
ETNA_INLINE V reduce_add_square(const V* x) {
#if XSIMD_WITH_AVX512F
  // Halves, quarters ... of pairs of batches are exchanged, and added.
  if constexpr (sizeof(lane_t<V>) == 4) {
    __m512 of_four[4], of_eight[2];
    for (int k = 0; k < 4; ++k) {
      const __m512 a = x[4 * k], b = x[4 * k + 1], c = x[4 * k + 2], d = x[4 * k + 3];
      const __m512 ab = _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
      const __m512 cd = _mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d));
      of_four[k] = _mm512_add_ps(_mm512_shuffle_ps(ab, cd, 0x44), _mm512_shuffle_ps(ab, cd, 0xEE));
    }
    for (int k = 0; k < 2; ++k) {
      const __m512 a = of_four[2 * k], b = of_four[2 * k + 1];
      of_eight[k] =
          _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88), _mm512_shuffle_f32x4(a, b, 0xDD));
    }
    return V(_mm512_add_ps(_mm512_shuffle_f32x4(of_eight[0], of_eight[1], 0x88),
                           _mm512_shuffle_f32x4(of_eight[0], of_eight[1], 0xDD)));
  } else {
    __m512d of_two[4], of_four[2];
    for (int k = 0; k < 4; ++k) {
      const __m512d a = x[2 * k], b = x[2 * k + 1];
      of_two[k] = _mm512_add_pd(_mm512_unpacklo_pd(a, b), _mm512_unpackhi_pd(a, b));
    }
    for (int k = 0; k < 2; ++k) {
      const __m512d a = of_two[2 * k], b = of_two[2 * k + 1];
      of_four[k] =
          _mm512_add_pd(_mm512_shuffle_f64x2(a, b, 0x88), _mm512_shuffle_f64x2(a, b, 0xDD));
    }
    return V(_mm512_add_pd(_mm512_shuffle_f64x2(of_four[0], of_four[1], 0x88),
                           _mm512_shuffle_f64x2(of_four[0], of_four[1], 0xDD)));
  }
#else
  return *x;
#endif
}

}  // namespace detail

/// The sums of the numbers of each of Count batches.
template <std::size_t Count, class V>
ETNA_INLINE void reduce_add_each(const V* x, lane_t<V>* sums) {
  constexpr std::size_t squares = detail::is_avx512<V> ? Count / lanes<V> : 0;
  if constexpr (squares > 0) {
    for (std::size_t k = 0; k < squares; ++k)
      simd::store<V>(sums + k * lanes<V>, detail::reduce_add_square(x + k * lanes<V>));
  }
  for (std::size_t k = squares * lanes<V>; k < Count; ++k) sums[k] = reduce_add(x[k]);
}

}  // namespace etna::simd
