// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>

/// \file
/// What the problems of the suite have in common. A problem is a struct P with
/// - `name`, and `inputs`, `constants`, `outputs`, how many numbers each are;
/// - `domain(i)`: where the i-th number is drawn from, the inputs' first, then the constants';
/// - `function`: the formula as a user writes it, for any number type; it takes the inputs as an
///   array, then the constants, if there are any, as another;
/// - `by_hand`: value and gradient as an expert writes them. It takes what the formula takes and
/// the
///   place for the gradient, and returns the value; with several outputs it fills the Jacobian
///   alone;
/// - `remark`: what by_hand knows that the formula does not show, if anything.

namespace bench {

struct interval {
  double lower, upper;
};

/// Where a problem is evaluated.
template <class P, class T = double>
struct point {
  std::array<T, P::inputs> x;
  std::array<T, P::constants> constants;
};

/// What is computed there; row o of the Jacobian is the gradient of output o.
template <class P, class T = double>
struct result {
  T value;
  std::array<std::array<T, P::inputs>, P::outputs> jacobian;
};

}  // namespace bench
