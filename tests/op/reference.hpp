// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <span>
#include <string_view>

#include "support/ulp.hpp"

namespace etna::test {

/// A real number to about 38 digits: the unevaluated sum of two.
struct reference_number {
  long double high = 0, low = 0;
};

/// A function's value, gradient and matrix of second derivatives.
struct reference_jet {
  reference_number value, gradient[3], second[3][3];
};

/// The function at x in 100-digit arithmetic, its derivatives by central differences, from
/// definitions that share nothing with the library's. Names are those of operations, and of the
/// public functions that are made of several.
///
/// In a translation unit of its own since Boost.Multiprecision takes seconds to compile.
reference_jet reference(std::string_view function, std::span<const long double> x);

/// By how many units in the last place of T, at the magnitude of `expected` or of `scale` if that
/// is larger, `got` is off.
template <std::floating_point T>
double ulp_error(T got, const reference_number& expected, long double scale = 0) {
  if (expected.high != expected.high || std::isinf(expected.high)) {
    return ulp_error<T, long double>(got, expected.high);
  }
  if (!std::isfinite(got)) return ulp_error<T, long double>(got, expected.high);
  const long double magnitude = std::max(std::abs(expected.high), std::abs(scale));
  const long double error = (static_cast<long double>(got) - expected.high) - expected.low;
  return static_cast<double>(std::abs(error) / ulp_at<T>(magnitude));
}

}  // namespace etna::test
