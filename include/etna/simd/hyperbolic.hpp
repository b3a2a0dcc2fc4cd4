// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/simd/exponential.hpp"

/// \file
/// The hyperbolic tangent of batches. (xsimd's branches on whether any lane is small.)
///
/// tanh x = m / (m + 2), m = exp(2 x) - 1 = 2^n (exp r - 1) + (2^n - 1) for x >= 0: of exp r - 1
/// the exponential's polynomial gives all digits, and 2^n - 1 is exact, or 2^n where it would not
/// be.

namespace etna::simd {

/// The hyperbolic tangent, within 3 units in the last place.
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> tanh(xsimd::batch<T, A> x) {
  using B = xsimd::batch<T, A>;
  // From here on the result is 1.
  const B bounded = xsimd::min(B(sizeof(T) == 8 ? T(44) : T(20)), B(B(T(2)) * xsimd::abs(x)));
  const auto [shifted, n, above_one] = exponential::split(bounded);
  const B scale = exponential::power_of_two(shifted);
  const B m = multiply_add(scale, above_one, B(scale - B(T(1))));
  const B y = xsimd::copysign(B(m / (m + B(T(2)))), x);
  return xsimd::select(xsimd::isnan(x), x, y);
}

}  // namespace etna::simd
