// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>

namespace etna::test {

/// The size of a unit in the last place of T at the magnitude of `reference`: of the subnormal
/// numbers near 0.
template <std::floating_point T, class Reference>
Reference ulp_at(const Reference& reference) {
  using std::frexp, std::ldexp;
  using limits = std::numeric_limits<T>;
  int exponent = 0;
  (void)frexp(reference, &exponent);
  if (reference == 0) exponent = limits::min_exponent;
  return ldexp(Reference(1),
               std::clamp(exponent, limits::min_exponent, limits::max_exponent) - limits::digits);
}

/// By how many units in the last place of T, at the magnitude of the reference, `got` is off. A
/// reference beyond the range of T stands for the infinity that it rounds to. Infinite where one is
/// a NaN, or infinite, and the other not.
template <std::floating_point T, class Reference>
double ulp_error(T got, const Reference& reference) {
  using std::abs;
  using limits = std::numeric_limits<T>;
  constexpr double wrong = std::numeric_limits<double>::infinity();
  if (reference != reference || got != got) {
    return (reference != reference) == (got != got) ? 0 : wrong;
  }
  const Reference top = Reference(limits::max()) + ulp_at<T>(Reference(limits::max())) / 2;
  if (std::isinf(got) || abs(reference) >= top) {
    const bool overflows = got > 0 ? reference >= top : reference <= -top;
    return std::isinf(got) && overflows ? 0 : wrong;
  }
  const Reference error = abs(Reference(got) - reference) / ulp_at<T>(reference);
  return static_cast<double>(error);
}

}  // namespace etna::test
