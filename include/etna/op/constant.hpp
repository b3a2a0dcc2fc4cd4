// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/constants.hpp"
#include "etna/op/operation.hpp"

/// \file
/// Mathematical constants as operations without operands: a program computes with them in its own
/// number type, so that none of their digits is lost, however wide the type.

namespace etna {

namespace op {

template <fixed_string Name>
struct constant : operation<Name, 0> {
  static constexpr operation_kind kind = operation_kind::other;
};

/// π
struct pi_ : constant<"pi"> {
  static constexpr const char* latex = "\\pi";
  template <class T>
  ETNA_INLINE static constexpr T value() {
    return T(math::pi<detail::element_t<T>>());
  }
};

/// The base of the natural logarithm
struct e_ : constant<"e"> {
  static constexpr const char* latex = "e";
  template <class T>
  ETNA_INLINE static constexpr T value() {
    return T(math::e<detail::element_t<T>>());
  }
};

/// √2
struct sqrt2_ : constant<"sqrt2"> {
  static constexpr const char* latex = "\\sqrt{2}";
  template <class T>
  ETNA_INLINE static constexpr T value() {
    return T(math::sqrt2<detail::element_t<T>>());
  }
};

/// ln 2
struct ln2_ : constant<"ln2"> {
  static constexpr const char* latex = "\\ln\\left(2\\right)";
  template <class T>
  ETNA_INLINE static constexpr T value() {
    return T(math::ln2<detail::element_t<T>>());
  }
};

/// ln 10
struct ln10_ : constant<"ln10"> {
  static constexpr const char* latex = "\\ln\\left(10\\right)";
  template <class T>
  ETNA_INLINE static constexpr T value() {
    return T(math::ln10<detail::element_t<T>>());
  }
};

/// 2/√π
struct two_over_sqrt_pi_ : constant<"two_over_sqrt_pi"> {
  static constexpr const char* latex = "\\frac{2}{\\sqrt{\\pi}}";
  template <class T>
  ETNA_INLINE static constexpr T value() {
    return T(math::two_over_sqrt_pi<detail::element_t<T>>());
  }
};

using constant_operations = operations<pi_, e_, sqrt2_, ln2_, ln10_, two_over_sqrt_pi_>;

}  // namespace op

/// π in the number type T.
template <number T>
ETNA_INLINE constexpr T pi() {
  return apply_constant<op::pi_, T>();
}
/// The base of the natural logarithm in the number type T.
template <number T>
ETNA_INLINE constexpr T e() {
  return apply_constant<op::e_, T>();
}
/// √2 in the number type T.
template <number T>
ETNA_INLINE constexpr T sqrt2() {
  return apply_constant<op::sqrt2_, T>();
}
/// ln 2 in the number type T.
template <number T>
ETNA_INLINE constexpr T ln2() {
  return apply_constant<op::ln2_, T>();
}
/// ln 10 in the number type T.
template <number T>
ETNA_INLINE constexpr T ln10() {
  return apply_constant<op::ln10_, T>();
}
/// 2/√π in the number type T.
template <number T>
ETNA_INLINE constexpr T two_over_sqrt_pi() {
  return apply_constant<op::two_over_sqrt_pi_, T>();
}

}  // namespace etna

ETNA_OPERATION(etna::op::pi_)
ETNA_OPERATION(etna::op::e_)
ETNA_OPERATION(etna::op::sqrt2_)
ETNA_OPERATION(etna::op::ln2_)
ETNA_OPERATION(etna::op::ln10_)
ETNA_OPERATION(etna::op::two_over_sqrt_pi_)
