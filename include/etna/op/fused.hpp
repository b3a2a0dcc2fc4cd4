// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/arithmetic.hpp"
#include "etna/op/trigonometric.hpp"

/// \file
/// Operations that only emission makes, of several nodes: what a compiler can fuse when it sees it
/// in one expression.

namespace etna::op {

/// x y + z, which the compiler may contract to one instruction as it may in the user's own code.
struct multiply_add : operation<"multiply_add", 3> {
  static constexpr bool composite = true;
  using parts = operations<multiply, add>;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T z) {
    return x * y + z;
  }
};

/// x y - z
struct multiply_subtract : operation<"multiply_subtract", 3> {
  static constexpr bool composite = true;
  using parts = operations<multiply, subtract>;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T z) {
    return x * y - z;
  }
};

/// z - x y
struct subtract_product : operation<"subtract_product", 3> {
  static constexpr bool composite = true;
  using parts = operations<multiply, subtract>;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T z) {
    return z - x * y;
  }
};

/// Sine and cosine of one argument in one call. Its statement has two targets (see
/// evaluate/statements.hpp).
struct sine_and_cosine : operation<"sine_and_cosine", 1> {
  static constexpr bool composite = true;
  using parts = operations<sin_, cos_>;
  template <class T>
  ETNA_INLINE static constexpr void value(T x, T& sine, T& cosine) {
    if constexpr (std::floating_point<T>) {
      const auto both = math::sincos(x);
      sine = both.sin;
      cosine = both.cos;
    } else {
      sine = apply<sin_>(x);
      cosine = apply<cos_>(x);
    }
  }
};

}  // namespace etna::op

ETNA_OPERATION(etna::op::multiply_add)
ETNA_OPERATION(etna::op::multiply_subtract)
ETNA_OPERATION(etna::op::subtract_product)
ETNA_OPERATION(etna::op::sine_and_cosine)
