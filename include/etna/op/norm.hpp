// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>

#include "etna/op/power.hpp"

namespace etna {

namespace op {

/// The square root of a sum of squares. Its derivatives at 0 are 0, as suits a norm; those of sqrt
/// are infinite.
struct root_of_squares_ : operation<"root_of_squares", 1> {
  static constexpr operation_kind kind = operation_kind::root;
  static constexpr const char* latex = "\\sqrt{#1}";
  static constexpr range domain[] = {{1e-30, 1e30}};
  static constexpr double ulp = 0.5;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    return sqrt_::value(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S r) {
    // Over infinity at 0: nothing divides by 0 then, nor in the derivatives of this.
    return {S(0.5) / detail::nonzero(r)};
  }
};

}  // namespace op

ETNA_FUNCTION(root_of_squares)

}  // namespace etna

ETNA_OPERATION(etna::op::root_of_squares_)
