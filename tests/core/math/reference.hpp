// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace etna::test {

/// By how many units in its last place `got` misses the function at (x, y), which 50-digit
/// arithmetic computes, or more digits where it takes them. The names are the C library's,
/// and polygamma for the y-th derivative of digamma.
///
/// In a translation unit of its own since Boost.Multiprecision takes seconds to compile.
double error_of(std::string_view function, float got, long double x, long double y = 0);
double error_of(std::string_view function, double got, long double x, long double y = 0);
double error_of(std::string_view function, long double got, long double x, long double y = 0);

/// The same error not in units: for values next to a zero, which cancellation makes inexact.
double absolute_error(std::string_view function, long double got, long double x, long double y = 0);

/// The value in decimal, all of its digits.
std::string digits_of(std::string_view function, long double x, long double y = 0);

}  // namespace etna::test
