// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "etna/core/number.hpp"
#include "etna/op/fused.hpp"
#include "etna/op/hyperbolic.hpp"
#include "etna/op/lanes.hpp"
#include "etna/op/piecewise.hpp"
#include "etna/op/power.hpp"
#include "etna/op/special.hpp"
#include "etna/simd/arithmetic.hpp"
#include "etna/simd/error_function.hpp"
#include "etna/simd/exponential.hpp"
#include "etna/simd/hyperbolic.hpp"
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

/// xsimd's is NaN where both are 0 or both are infinite.
template <class B>
ETNA_INLINE B atan2_of_batches(const B& y, const B& x) {
  const B angle = xsimd::atan2(y, x);
  if (xsimd::all(angle == angle)) return angle;
  return lane_by_lane([](auto a, auto b) { return math::atan2(a, b); }, y, x);
}

}  // namespace detail

// An operation on batches: its operands, and an expression of them.
#define ETNA_OF_BATCHES(OPERATION, OPERANDS, ...)                            \
  template <std::floating_point T, class A>                                  \
  struct implementation<op::OPERATION, xsimd::batch<T, A>> : op::OPERATION { \
    using B = xsimd::batch<T, A>;                                            \
    ETNA_INLINE static B value OPERANDS { return __VA_ARGS__; }              \
  };
ETNA_OF_BATCHES(negate, (B x), x ^ B(T(-0.0)))  // xsimd's 0 - x is 0 for 0, and slower
ETNA_OF_BATCHES(multiply_add, (B x, B y, B z), simd::multiply_add(x, y, z))
ETNA_OF_BATCHES(multiply_subtract, (B x, B y, B z), simd::multiply_subtract(x, y, z))
ETNA_OF_BATCHES(subtract_product, (B x, B y, B z), simd::subtract_product(x, y, z))
ETNA_OF_BATCHES(fma_, (B x, B y, B z), simd::fma(x, y, z))
ETNA_OF_BATCHES(exp_, (B x), simd::exp(x))
ETNA_OF_BATCHES(log_, (B x), simd::log(x))
ETNA_OF_BATCHES(pow_, (B x, B y), simd::pow(x, y))
ETNA_OF_BATCHES(tanh_, (B x), simd::tanh(x))
ETNA_OF_BATCHES(atan2_, (B y, B x), detail::atan2_of_batches(y, x))
ETNA_OF_BATCHES(erf_, (B x), simd::erf(x))
ETNA_OF_BATCHES(erfc_, (B x), simd::erfc(x))
ETNA_OF_BATCHES(tgamma_, (B x), detail::lane_by_lane([](T lane) { return math::tgamma(lane); }, x))
ETNA_OF_BATCHES(lgamma_, (B x), detail::lane_by_lane([](T lane) { return math::lgamma(lane); }, x))
#if XSIMD_WITH_SSE2
// One instruction each, which returns its second operand where one is NaN, or both are zero.
ETNA_OF_BATCHES(min_, (B x, B y), xsimd::min(y, x))
ETNA_OF_BATCHES(max_, (B x, B y), xsimd::max(y, x))
ETNA_OF_BATCHES(clamp_, (B x, B low, B high), xsimd::min(high, xsimd::max(low, x)))
#endif
#undef ETNA_OF_BATCHES

}  // namespace etna
