// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/exact.hpp"
#include "etna/core/math/arithmetic.hpp"
#include "etna/op/operation.hpp"

namespace etna {

namespace op {

/// x + y
struct add : operation<"add", 2> {
  static constexpr operation_kind kind = operation_kind::addition;
  static constexpr bool commutative = true;
  static constexpr bool bilinear = true;
  static constexpr const char* infix = "+";
  static constexpr range domain[] = {{-100, 100}, {-100, 100}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    return x + y;
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S, S, S) {
    return {S(1), S(1)};
  }
  template <class S>
  static constexpr bool simplify(S& out, const S& x, const S& y, bool in_derivative);
};

/// x - y
struct subtract : operation<"subtract", 2> {
  static constexpr operation_kind kind = operation_kind::addition;
  static constexpr bool bilinear = true;
  static constexpr const char* infix = "-";
  static constexpr range domain[] = {{-100, 100}, {-100, 100}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    return x - y;
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S, S, S) {
    return {S(1), S(-1)};
  }
  template <class S>
  static constexpr bool simplify(S& out, const S& x, const S& y, bool in_derivative);
};

/// x y
struct multiply : operation<"multiply", 2> {
  static constexpr operation_kind kind = operation_kind::multiplication;
  static constexpr bool commutative = true;
  static constexpr bool bilinear = true;
  static constexpr const char* infix = "*";
  static constexpr range domain[] = {{-100, 100}, {-100, 100}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    return x * y;
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S) {
    return {y, x};
  }
  template <class S>
  static constexpr bool simplify(S& out, const S& x, const S& y, bool in_derivative);
  /// (a / z) (c z) = c a, or (a / z) (b / a) = b / z, if it is one of these.
  template <class S>
  static constexpr bool cancel(S& out, const S& quotient, const S& y);

 private:
  template <class S>
  static constexpr bool scale(S& out, const S& x, const S& c, bool in_derivative);
};

/// x / y
struct divide : operation<"divide", 2> {
  static constexpr operation_kind kind = operation_kind::division;
  static constexpr const char* infix = "/";
  static constexpr range domain[] = {{-100, 100}, {-100, 100}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    return x / y;
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S, S y, S r) {
    const S reciprocal =
        S(1) / y;  // shared by both, and by other quotients of the same denominator
    return {reciprocal, -(r * reciprocal)};
  }
  template <class S>
  static constexpr bool simplify(S& out, const S& x, const S& y, bool in_derivative);
};

/// -x
struct negate : operation<"negate", 1> {
  static constexpr operation_kind kind = operation_kind::other;
  static constexpr bool bilinear = true;
  static constexpr const char* prefix = "-";
  static constexpr range domain[] = {{-100, 100}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    return -x;
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S) {
    return {S(-1)};
  }
  template <class S>
  static constexpr bool simplify(S& out, const S& x, bool in_derivative);
};

/// 1 - x², to full precision next to ±1 too.
struct one_minus_square : operation<"one_minus_square", 1> {
  static constexpr operation_kind kind = operation_kind::multiplication;
  static constexpr const char* latex = "1 - (#1)^2";
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    return (T(1) - x) * (T(1) + x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(-2) * x};
  }
};

/// x y + z rounded once.
struct fma_ : operation<"fma", 3> {
  static constexpr bool bilinear = true;
  static constexpr range domain[] = {{-100, 100}, {-100, 100}, {-100, 100}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T z) {
    using math::fma;
    return fma(x, y, z);
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S y, S, S) {
    return {y, x, S(1)};
  }
};

using arithmetic_operations =
    operations<add, subtract, multiply, divide, negate, one_minus_square, fma_>;

}  // namespace op

template <class X, class Y>
concept calculated = (operand_type<X> || operand_type<Y>) && operand<X> && operand<Y>;

template <class X, class Y>
  requires calculated<X, Y>
ETNA_INLINE constexpr applied_t<op::add, X, Y> operator+(const X& x, const Y& y) {
  return apply<op::add>(x, y);
}
template <class X, class Y>
  requires calculated<X, Y>
ETNA_INLINE constexpr applied_t<op::subtract, X, Y> operator-(const X& x, const Y& y) {
  return apply<op::subtract>(x, y);
}
template <class X, class Y>
  requires calculated<X, Y>
ETNA_INLINE constexpr applied_t<op::multiply, X, Y> operator*(const X& x, const Y& y) {
  return apply<op::multiply>(x, y);
}
template <class X, class Y>
  requires calculated<X, Y>
ETNA_INLINE constexpr applied_t<op::divide, X, Y> operator/(const X& x, const Y& y) {
  return apply<op::divide>(x, y);
}
template <operand_type X>
ETNA_INLINE constexpr applied_t<op::negate, X> operator-(const X& x) {
  return apply<op::negate>(x);
}
template <operand_type X>
ETNA_INLINE constexpr X operator+(const X& x) {
  return x;
}
template <operand_type X, operand Y>
ETNA_INLINE constexpr X& operator+=(X& x, const Y& y) {
  return x = x + y;
}
template <operand_type X, operand Y>
ETNA_INLINE constexpr X& operator-=(X& x, const Y& y) {
  return x = x - y;
}
template <operand_type X, operand Y>
ETNA_INLINE constexpr X& operator*=(X& x, const Y& y) {
  return x = x * y;
}
template <operand_type X, operand Y>
ETNA_INLINE constexpr X& operator/=(X& x, const Y& y) {
  return x = x / y;
}

/// x y + z rounded once.
template <operand X, operand Y, operand Z>
ETNA_INLINE constexpr applied_t<op::fma_, X, Y, Z> fma(const X& x, const Y& y, const Z& z) {
  return apply<op::fma_>(x, y, z);
}

/// x², one multiplication.
template <operand X>
ETNA_INLINE constexpr applied_t<op::multiply, X, X> square(const X& x) {
  return apply<op::multiply>(x, x);
}

}  // namespace etna

ETNA_OPERATION(etna::op::add)
ETNA_OPERATION(etna::op::subtract)
ETNA_OPERATION(etna::op::multiply)
ETNA_OPERATION(etna::op::divide)
ETNA_OPERATION(etna::op::negate)
ETNA_OPERATION(etna::op::one_minus_square)
ETNA_OPERATION(etna::op::fma_)

#include "etna/op/arithmetic_rules.hpp"
