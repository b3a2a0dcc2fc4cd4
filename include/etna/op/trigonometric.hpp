// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math.hpp"
#include "etna/op/arithmetic.hpp"

namespace etna {

namespace op {

/// sin x, x in radians
struct sin_ : operation<"sin", 1> {
  static constexpr const char* latex = "\\sin";
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::sin;
    return sin(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {cos(x)};
  }
};

/// cos x, x in radians
struct cos_ : operation<"cos", 1> {
  static constexpr const char* latex = "\\cos";
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::cos;
    return cos(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {-sin(x)};
  }
};

}  // namespace op

template <operand X>
ETNA_INLINE constexpr applied_t<op::sin_, X> sin(const X& x) {
  return apply<op::sin_>(x);
}
template <operand X>
ETNA_INLINE constexpr applied_t<op::cos_, X> cos(const X& x) {
  return apply<op::cos_>(x);
}

}  // namespace etna

ETNA_OPERATION(etna::op::sin_)
ETNA_OPERATION(etna::op::cos_)
