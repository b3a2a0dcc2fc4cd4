// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/operation.hpp"

namespace etna {

namespace op {

/// Operations whose result is a truth value. As a number it is 1 or 0, and its derivative is 0.
template <fixed_string Name, int Arity>
struct comparison : operation<Name, Arity> {
  static constexpr bool is_comparison = true;
  static constexpr operation_kind kind = operation_kind::selection;
  template <class S, class... X>
  static constexpr std::array<S, static_cast<std::size_t>(Arity)> partials(S, X...) {
    return {};
  }
};

/// x < y, false if either is NaN.
struct less : comparison<"less", 2> {
  static constexpr const char* infix = "<";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(x < y, T(1), T(0));
  }
};

/// x <= y, false if either is NaN (so it is not the negation of y < x).
struct less_equal : comparison<"less_equal", 2> {
  static constexpr const char* infix = "<=";
  static constexpr const char* latex = "\\le";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(x <= y, T(1), T(0));
  }
};

/// x == y, false if either is NaN.
struct equal : comparison<"equal", 2> {
  static constexpr bool commutative = true;
  static constexpr const char* infix = "==";
  static constexpr const char* latex = "=";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(x == y, T(1), T(0));
  }
};

struct logical_not : comparison<"not", 1> {
  static constexpr const char* prefix = "!";
  static constexpr const char* latex = "\\lnot ";
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    return T(1) - x;
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, bool) {
    if (!x.template is_a<logical_not>()) return false;
    out = x.operand(0);
    return true;
  }
};

struct logical_and : comparison<"and", 2> {
  static constexpr bool commutative = true;
  static constexpr const char* infix = "&";
  static constexpr const char* latex = "\\land";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    return x * y;
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, S y, bool in_derivative);
};

struct logical_or : comparison<"or", 2> {
  static constexpr bool commutative = true;
  static constexpr const char* infix = "|";
  static constexpr const char* latex = "\\lor";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(x + y > T(0), T(1), T(0));
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, S y, bool in_derivative);
};

// What a symbol is part of: without it the conditions under which adjoints count would pile up.
template <class S>
constexpr bool is_same(S x, S y) {
  return x.graph && y.graph && x.node == y.node;
}
template <class Op, class S>
constexpr bool has_operand(S x, S y) {
  return x.template is_a<Op>() &&
         (is_same(x.operand(0), y) || (Op::arity > 1 && is_same(x.operand(1), y)));
}

template <class S>
constexpr bool logical_and::simplify(S& out, S x, S y, bool) {
  if (x.is_constant()) return out = x.constant != 0 ? y : x, true;
  if (y.is_constant()) return out = y.constant != 0 ? x : y, true;
  if (has_operand<logical_not>(x, y) || has_operand<logical_not>(y, x)) return out = S(0), true;
  if (is_same(x, y) || has_operand<logical_or>(y, x) || has_operand<logical_and>(x, y))
    return out = x, true;
  if (has_operand<logical_or>(x, y) || has_operand<logical_and>(y, x)) return out = y, true;
  return false;
}

template <class S>
constexpr bool logical_or::simplify(S& out, S x, S y, bool) {
  if (x.is_constant()) return out = x.constant != 0 ? x : y, true;
  if (y.is_constant()) return out = y.constant != 0 ? y : x, true;
  if (has_operand<logical_not>(x, y) || has_operand<logical_not>(y, x)) return out = S(1), true;
  if (is_same(x, y) || has_operand<logical_and>(y, x) || has_operand<logical_or>(x, y))
    return out = x, true;
  if (has_operand<logical_and>(x, y) || has_operand<logical_or>(y, x)) return out = y, true;
  return false;
}

using comparison_operations =
    operations<less, less_equal, equal, logical_not, logical_and, logical_or>;

}  // namespace op

/// Comparisons of symbols, duals and formulas; NaN compares as in IEEE 754. On symbols they return
/// a `condition`, which is decided when it is used as a bool.
template <class X, class Y>
concept compared = (operand_type<X> || operand_type<Y>) && operand<X> && operand<Y>;

template <class X, class Y>
  requires compared<X, Y>
ETNA_INLINE constexpr applied_t<op::less, X, Y> operator<(const X& x, const Y& y) {
  return apply<op::less>(x, y);
}
template <class X, class Y>
  requires compared<X, Y>
ETNA_INLINE constexpr applied_t<op::less, Y, X> operator>(const X& x, const Y& y) {
  return apply<op::less>(y, x);
}
template <class X, class Y>
  requires compared<X, Y>
ETNA_INLINE constexpr applied_t<op::less_equal, X, Y> operator<=(const X& x, const Y& y) {
  return apply<op::less_equal>(x, y);
}
template <class X, class Y>
  requires compared<X, Y>
ETNA_INLINE constexpr applied_t<op::less_equal, Y, X> operator>=(const X& x, const Y& y) {
  return apply<op::less_equal>(y, x);
}
template <class X, class Y>
  requires compared<X, Y>
ETNA_INLINE constexpr applied_t<op::equal, X, Y> operator==(const X& x, const Y& y) {
  return apply<op::equal>(x, y);
}
template <class X, class Y>
  requires compared<X, Y>
ETNA_INLINE constexpr applied_t<op::equal, X, Y> operator!=(const X& x, const Y& y) {
  return !apply<op::equal>(x, y);
}

}  // namespace etna

ETNA_OPERATION(etna::op::less)
ETNA_OPERATION(etna::op::less_equal)
ETNA_OPERATION(etna::op::equal)
ETNA_OPERATION(etna::op::logical_not)
ETNA_OPERATION(etna::op::logical_and)
ETNA_OPERATION(etna::op::logical_or)
