// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <etna/simd/arch.hpp>

/// \file
/// What hand-written twins of programs on arrays share.

namespace bench {

/// Calls at(i, load, store) for every batch of n numbers: what of an array belongs to the batch.
/// `rest` fills the last batch.
template <class V, class At>
ETNA_INLINE void for_each_batch(std::size_t n, At at, etna::simd::lane_t<V> rest = 0) {
  namespace simd = etna::simd;
  using T = simd::lane_t<V>;
  std::size_t i = 0;
  for (; i + simd::lanes<V> <= n; i += simd::lanes<V>) {
    at([i](const T* x) ETNA_INLINE_LAMBDA { return simd::load<V>(x + i); },
       [i](T* x, const V& y) ETNA_INLINE_LAMBDA { simd::store<V>(x + i, y); });
  }
  const std::size_t left = n - i;
  if (left == 0) return;
  at([=](const T* x) ETNA_INLINE_LAMBDA { return simd::load_first<V>(x + i, left, rest); },
     [=](T* x, const V& y) ETNA_INLINE_LAMBDA { simd::store_first<V>(x + i, y, left); });
}

/// The numbers of x combined.
template <class V, class Combine>
etna::simd::lane_t<V> of_lanes(const V& x, Combine combine) {
  etna::simd::lane_t<V> all[etna::simd::lanes<V>];
  etna::simd::store<V>(all, x);
  for (std::size_t half = etna::simd::lanes<V> / 2; half > 0; half /= 2) {
    for (std::size_t k = 0; k < half; ++k) all[k] = combine(all[k], all[k + half]);
  }
  return all[0];
}

}  // namespace bench
