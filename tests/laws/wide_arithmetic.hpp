// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>

#include "laws/random_program.hpp"

/// \file
/// Programs in 50-digit arithmetic, in a translation unit of its own since Boost.Multiprecision
/// takes seconds to compile.

namespace etna::test {

/// What a program is at its point x in 50 digits, correctly rounded.
struct exact_results {
  long double value = 0;
  std::array<long double, random_program::inputs> gradient{}, product{};  // the Hessian times v

  // By divided differences of the program's own function in the direction v, which share nothing
  // with derivatives but the operations' values.
  long double value_of_function = 0, slope = 0, curvature = 0;
  bool kink = false;  // whether an operation on the way has no derivative there

  static constexpr long double step = 0x1p-43L;
};

/// Runs the current program of the derivation second_order, which is that of p.
exact_results run_in_50_digits(const random_program& p);

}  // namespace etna::test
