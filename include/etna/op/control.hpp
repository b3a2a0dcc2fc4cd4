// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/operation.hpp"

/// \file
/// Operations that have the value of their first operand and only say how it is to be
/// differentiated.

namespace etna {

namespace op {

/// x, a constant for differentiation.
struct stop_gradient_ : operation<"stop_gradient", 1> {
  static constexpr bool transparent = true;
  static constexpr operation_kind kind = operation_kind::other;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    return x;
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S) {
    return {S(0)};
  }
};

/// value, with a further partial derivative p by x. Custom derivatives are made of it, with a
/// `value` that is stopped.
struct surrogate_ : operation<"surrogate", 3> {
  static constexpr bool transparent = true;
  static constexpr operation_kind kind = operation_kind::other;
  static constexpr int operands_needed = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T value, T, T) {
    return value;
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S, S, S p, S) {
    return {S(1), p, S(0)};
  }
};

/// x, repeated to the shape of an array. (Users have no function for it.)
struct like_ : operation<"like", 2> {
  static constexpr bool transparent = true;
  static constexpr operation_kind kind = operation_kind::other;
  static constexpr int operands_needed = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T) {
    return x;
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S, S, S) {
    return {S(1), S(0)};
  }
};

using control_operations = operations<stop_gradient_, surrogate_>;

}  // namespace op

ETNA_FUNCTION(stop_gradient)
ETNA_FUNCTION(surrogate)

}  // namespace etna

ETNA_OPERATION(etna::op::stop_gradient_)
ETNA_OPERATION(etna::op::surrogate_)
ETNA_OPERATION(etna::op::like_)
