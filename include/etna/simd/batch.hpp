// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "etna/core/math/arithmetic.hpp"
#include "etna/core/number.hpp"
#include "etna/op/lanes.hpp"
#include "etna/simd/error_function.hpp"
#include "etna/simd/exponential.hpp"
#include "etna/simd/logarithm.hpp"
#include "etna/simd/power.hpp"
#include "etna/simd/xsimd.hpp"

/// \file
/// Makes xsimd's batches numbers of this library, with functions of its own where xsimd's are not
/// accurate.

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

template <std::floating_point T, class A>
struct batch_functions<xsimd::batch<T, A>> {
  using B = xsimd::batch<T, A>;
  ETNA_INLINE static B multiply_add(B x, B y, B z) { return simd::multiply_add(x, y, z); }
  ETNA_INLINE static B multiply_subtract(B x, B y, B z) { return simd::multiply_subtract(x, y, z); }
  ETNA_INLINE static B subtract_product(B x, B y, B z) { return simd::subtract_product(x, y, z); }
  /// x y + z rounded once.
  ETNA_INLINE static B fma(B x, B y, B z) {
    if constexpr (simd::is_fused<A>) {
      return simd::multiply_add(x, y, z);
    } else {
      return lane_by_lane([](T a, T b, T c) { return math::fma(a, b, c); }, x, y, z);
    }
  }
  ETNA_INLINE static B product_error(B x, B y, B high) { return simd::product_error(x, y, high); }
  ETNA_INLINE static B exp(B x) { return simd::exp(x); }
  ETNA_INLINE static B log(B x) { return simd::log(x); }
  static B erf(B x) { return simd::erf(x); }
  static B erfc(B x) { return simd::erfc(x); }
  static B pow(B x, B y) { return simd::pow(x, y); }
};

}  // namespace detail

}  // namespace etna
