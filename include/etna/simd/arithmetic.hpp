// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/arithmetic.hpp"
#include "etna/op/lanes.hpp"
#include "etna/simd/xsimd.hpp"

namespace etna::simd {

/// x y + z rounded once; lane by lane where the architecture has no such instruction.
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> fma(xsimd::batch<T, A> x, xsimd::batch<T, A> y,
                                   xsimd::batch<T, A> z) {
  if constexpr (is_fused<A>) {
    return multiply_add(x, y, z);
  } else {
    return etna::detail::lane_by_lane([](T a, T b, T c) { return math::fma(a, b, c); }, x, y, z);
  }
}

}  // namespace etna::simd
