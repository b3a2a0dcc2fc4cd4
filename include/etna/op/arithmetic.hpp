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
  static constexpr bool simplify(S& out, S x, S y, bool in_derivative);
};

/// x - y
struct subtract : operation<"subtract", 2> {
  static constexpr operation_kind kind = operation_kind::addition;
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
  static constexpr bool simplify(S& out, S x, S y, bool in_derivative);
};

/// x y
struct multiply : operation<"multiply", 2> {
  static constexpr operation_kind kind = operation_kind::multiplication;
  static constexpr bool commutative = true;
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
  static constexpr bool simplify(S& out, S x, S y, bool in_derivative);

 private:
  template <class S>
  static constexpr bool scale(S& out, S x, S c, bool in_derivative);
  template <class S>
  static constexpr bool cancel(S& out, S quotient, S y);
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
  static constexpr bool simplify(S& out, S x, S y, bool in_derivative);
};

/// -x
struct negate : operation<"negate", 1> {
  static constexpr operation_kind kind = operation_kind::other;
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
  static constexpr bool simplify(S& out, S x, bool in_derivative);
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

namespace op {

// What is simplified outside derivatives holds for every IEEE number, signed zeros and NaN
// included.

/// A symbol as c z, a constant times a symbol.
template <class S>
struct scaled {
  double c = 1;
  S z;
  constexpr explicit scaled(S x) : z(x) {
    if (x.code == multiply::code) {
      const S a = x.operand(0), b = x.operand(1);
      if (a.is_constant()) c = a.constant, z = b;
      if (b.is_constant()) c = b.constant, z = a;
    }
  }
  constexpr bool is_scaled() const { return c != 1; }
  /// The same for (c z) u, as c (z u).
  constexpr void pull_out() {
    if (is_scaled() || z.code != multiply::code) return;
    const S a = z.operand(0), b = z.operand(1);
    const scaled p(a), q(b);
    if (p.is_scaled()) c = p.c, z = p.z * b;
    if (q.is_scaled()) c = q.c, z = q.z * a;
  }
};

/// c z + sign d z = (c + sign d) z
template <class S>
constexpr bool collect(S& out, S x, S y, double sign) {
  scaled<S> p(x), q(y);
  if (p.z.node != q.z.node) p.pull_out(), q.pull_out();
  double sum = 0;
  if (p.z.node != q.z.node || !detail::exact_sum(p.c, sign * q.c, sum)) return false;
  return out = S(sum) * p.z, true;
}

template <class S>
constexpr bool add::simplify(S& out, S x, S y, bool in_derivative) {
  if (x.is_constant() || y.is_constant()) {
    double exact = 0;
    if (in_derivative && x.is(0)) return out = y, true;
    if (in_derivative && y.is(0)) return out = x, true;
    if (!x.is_constant() || !y.is_constant() || !detail::exact_sum(x.constant, y.constant, exact))
      return false;
    return out = S(exact), true;
  }
  if (y.code == negate::code) return out = x - y.operand(0), true;
  if (x.code == negate::code) return out = y - x.operand(0), true;
  return in_derivative && x.graph && y.graph && collect(out, x, y, 1);
}

template <class S>
constexpr bool subtract::simplify(S& out, S x, S y, bool in_derivative) {
  if (x.is_constant() || y.is_constant()) {
    double exact = 0;
    if (y.is_positive_zero()) return out = x, true;
    if (in_derivative && x.is(0)) return out = -y, true;
    if (!x.is_constant() || !y.is_constant() || !detail::exact_sum(x.constant, -y.constant, exact))
      return false;
    return out = S(exact), true;
  }
  if (y.code == negate::code) return out = x + y.operand(0), true;
  return in_derivative && x.graph && y.graph && collect(out, x, y, -1);
}

template <class S>
constexpr bool negate::simplify(S& out, S x, bool in_derivative) {
  if (x.is_constant()) return out = S(-x.constant), true;
  if (x.code == negate::code) return out = x.operand(0), true;
  if (!in_derivative) return false;
  if (x.code == subtract::code) return out = x.operand(1) - x.operand(0), true;
  const scaled<S> p(x);
  return p.is_scaled() ? (out = S(-p.c) * p.z, true) : false;
}

template <class S>
constexpr bool multiply::simplify(S& out, S x, S y, bool in_derivative) {
  if (x.is_constant()) return scale(out, y, x, in_derivative);
  if (y.is_constant()) return scale(out, x, y, in_derivative);
  if (!in_derivative) return false;
  if (x.code == negate::code) return out = -(x.operand(0) * y), true;
  if (y.code == negate::code) return out = -(x * y.operand(0)), true;
  if (x.code == divide::code && cancel(out, x, y)) return true;
  if (y.code == divide::code && cancel(out, y, x)) return true;
  if (x.code == multiply::code && y.code == multiply::code) {  // (c z) (d u) = (c d z) u
    const scaled<S> p(x), q(y);
    double exact = 0;
    if (p.is_scaled() && q.is_scaled() && detail::exact_product(p.c, q.c, exact))
      return out = S(exact) * p.z * q.z, true;
  }
  return false;
}

// (a / z) (c z) = c a
template <class S>
constexpr bool multiply::cancel(S& out, S quotient, S y) {
  const scaled<S> p(y);
  if (!p.z.graph || p.z.graph->b(quotient.node) != p.z.node) return false;
  return out = S(p.c) * quotient.operand(0), true;
}

template <class S>
constexpr bool multiply::scale(S& out, S x, S c, bool in_derivative) {
  double exact = 0;
  if (c.constant == 1) return out = x, true;
  if (x.is_constant())
    return detail::exact_product(x.constant, c.constant, exact) ? (out = S(exact), true) : false;
  if (!in_derivative) return false;
  if (c.constant == 0) return out = S(0), true;
  if (c.constant == -1) return out = -x, true;
  if (x.code == negate::code) return out = S(-c.constant) * x.operand(0), true;
  if (x.code == multiply::code) {  // c (d z) = (c d) z, and c ((d z) u) = (c d z) u
    const S a = x.operand(0), b = x.operand(1);
    const scaled<S> whole(x), p(a), q(b);
    if (whole.is_scaled())
      return detail::exact_product(whole.c, c.constant, exact) ? (out = S(exact) * whole.z, true)
                                                               : false;
    if (p.is_scaled() && detail::exact_product(p.c, c.constant, exact))
      return out = S(exact) * p.z * b, true;
    if (q.is_scaled() && detail::exact_product(q.c, c.constant, exact))
      return out = S(exact) * q.z * a, true;
  }
  if (x.code == divide::code) {  // c (d / z) = (c d) / z
    const S d = x.operand(0);
    if (d.is_constant() && detail::exact_product(d.constant, c.constant, exact))
      return out = S(exact) / x.operand(1), true;
  }
  return false;
}

template <class S>
constexpr bool divide::simplify(S& out, S x, S y, bool in_derivative) {
  if (x.is_constant() || y.is_constant()) {
    double exact = 0;
    if (y.is(1)) return out = x, true;
    if (in_derivative && x.is(0)) return out = S(0), true;
    if (in_derivative && y.is(-1)) return out = -x, true;
    if (in_derivative && x.is(1) && y.code == divide::code)
      return out = y.operand(1) / y.operand(0), true;
    if (!x.is_constant() || !y.is_constant() ||
        !detail::exact_quotient(x.constant, y.constant, exact))
      return false;
    return out = S(exact), true;
  }
  if (in_derivative && x.code == negate::code) return out = -(x.operand(0) / y), true;
  return false;
}

}  // namespace op

}  // namespace etna

ETNA_OPERATION(etna::op::add)
ETNA_OPERATION(etna::op::subtract)
ETNA_OPERATION(etna::op::multiply)
ETNA_OPERATION(etna::op::divide)
ETNA_OPERATION(etna::op::negate)
ETNA_OPERATION(etna::op::one_minus_square)
ETNA_OPERATION(etna::op::fma_)
