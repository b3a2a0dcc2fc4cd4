// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/arithmetic.hpp"

/// \file
/// How sums, products and quotients are simplified while they are recorded. What is done outside
/// derivatives holds for every IEEE number, signed zeros and NaN included; in derivatives it may
/// hold for finite numbers only. Constants are folded where that is exact.

namespace etna::op {

/// A node as c z, a constant times a node.
template <class S>
class scaled {
 public:
  double c = 1;
  int node;  // z

  constexpr explicit scaled(const S& x) : scaled(x.graph, x.node, x.code) {}
  constexpr scaled(decltype(S::graph) graph, int i, int operation_code) : node(i), graph_(graph) {
    if (operation_code == multiply::code) split();
  }
  constexpr S z() const { return S::of(*graph_, node); }
  constexpr bool is_scaled() const { return c != 1; }
  /// The same for (c z) u, as c (z u).
  constexpr void pull_out() {
    if (is_scaled() || graph_->code(node) != multiply::code) return;
    const int a = graph_->a[node], b = graph_->b[node];
    if (graph_->code(a) == multiply::code && pull_out_of(a, b)) return;
    if (graph_->code(b) == multiply::code) pull_out_of(b, a);
  }

 private:
  constexpr void split() {
    const int a = graph_->a[node], b = graph_->b[node];
    if (graph_->is_constant(a)) {
      c = graph_->value(a);
      node = b;
    } else if (graph_->is_constant(b)) {
      c = graph_->value(b);
      node = a;
    }
  }
  constexpr bool pull_out_of(int factor, int other) {
    const scaled p(graph_, factor, multiply::code);
    if (!p.is_scaled()) return false;
    c = p.c;
    node = (p.z() * S::of(*graph_, other)).node;
    return true;
  }

  decltype(S::graph) graph_;
};

/// c z + sign d z = (c + sign d) z
template <class S>
constexpr bool collect(S& out, const S& x, const S& y, double sign) {
  scaled<S> p(x), q(y);
  if (p.node != q.node) {
    p.pull_out();
    q.pull_out();
  }
  double sum = 0;
  if (p.node != q.node || !detail::exact_sum(p.c, sign * q.c, sum)) return false;
  return out = S(sum) * p.z(), true;
}

/// Whether x is known not to be -0: a square, or a sum that has one.
template <class S>
constexpr bool is_never_negative_zero(const S& x) {
  if (x.code == multiply::code) return x.graph->a[x.node] == x.graph->b[x.node];
  return x.code == add::code &&
         (is_never_negative_zero(x.operand(0)) || is_never_negative_zero(x.operand(1)));
}

template <class S>
constexpr bool add::simplify(S& out, const S& x, const S& y, bool in_derivative) {
  if (x.graph && y.graph) {
    if (y.code == negate::code) return out = x - y.operand(0), true;
    if (x.code == negate::code) return out = y - x.operand(0), true;
    return in_derivative && collect(out, x, y, 1);
  }
  double exact = 0;
  if (x.is(0) && (in_derivative || is_never_negative_zero(y))) return out = y, true;
  if (y.is(0) && (in_derivative || is_never_negative_zero(x))) return out = x, true;
  if (!x.is_constant() || !y.is_constant() || !detail::exact_sum(x.constant, y.constant, exact))
    return false;
  return out = S(exact), true;
}

template <class S>
constexpr bool subtract::simplify(S& out, const S& x, const S& y, bool in_derivative) {
  if (x.graph && y.graph) {
    if (y.code == negate::code) return out = x + y.operand(0), true;
    return in_derivative && collect(out, x, y, -1);
  }
  double exact = 0;
  if (y.is_positive_zero()) return out = x, true;
  if (in_derivative && x.is(0)) return out = -y, true;
  if (!x.is_constant() || !y.is_constant() || !detail::exact_sum(x.constant, -y.constant, exact))
    return false;
  return out = S(exact), true;
}

template <class S>
constexpr bool negate::simplify(S& out, const S& x, bool in_derivative) {
  if (x.is_constant()) return out = S(-x.constant), true;
  if (x.code == negate::code) return out = x.operand(0), true;
  if (!in_derivative || !x.graph) return false;
  if (x.code == subtract::code) return out = x.operand(1) - x.operand(0), true;
  const scaled<S> p(x);
  return p.is_scaled() ? (out = S(-p.c) * p.z(), true) : false;
}

template <class S>
constexpr bool multiply::simplify(S& out, const S& x, const S& y, bool in_derivative) {
  if (x.is_constant()) return scale(out, y, x, in_derivative);
  if (y.is_constant()) return scale(out, x, y, in_derivative);
  if (!in_derivative || !x.graph || !y.graph) return false;
  if (x.code == negate::code) return out = -(x.operand(0) * y), true;
  if (y.code == negate::code) return out = -(x * y.operand(0)), true;
  if (x.code == divide::code && cancel(out, x, y)) return true;
  if (y.code == divide::code && cancel(out, y, x)) return true;
  if (x.code != multiply::code || y.code != multiply::code) return false;
  const scaled<S> p(x), q(y);  // (c z) (d u) = (c d z) u
  double exact = 0;
  if (!p.is_scaled() || !q.is_scaled() || !detail::exact_product(p.c, q.c, exact)) return false;
  return out = S(exact) * p.z() * q.z(), true;
}

template <class S>
constexpr bool multiply::cancel(S& out, const S& quotient, const S& y) {
  if (y.code == divide::code && y.graph->b[y.node] == quotient.graph->a[quotient.node])
    return out = y.operand(0) / quotient.operand(1), true;
  const scaled<S> p(y);
  if (y.graph->b[quotient.node] != p.node) return false;
  return out = S(p.c) * quotient.operand(0), true;
}

template <class S>
constexpr bool multiply::scale(S& out, const S& x, const S& c, bool in_derivative) {
  double exact = 0;
  if (c.constant == 1) return out = x, true;
  if (x.is_constant())
    return detail::exact_product(x.constant, c.constant, exact) ? (out = S(exact), true) : false;
  if (!in_derivative || !x.graph) return false;
  if (c.constant == 0) return out = S(0), true;
  if (c.constant == -1) return out = -x, true;
  if (x.code == negate::code) return out = S(-c.constant) * x.operand(0), true;
  if (x.code == multiply::code) {  // c (d z) = (c d) z, and c ((d z) u) = (c d) (z u)
    scaled<S> p(x);
    p.pull_out();
    if (!p.is_scaled() || !detail::exact_product(p.c, c.constant, exact)) return false;
    return out = S(exact) * p.z(), true;
  }
  if (x.code == divide::code) {  // c (d / z) = (c d) / z
    const S d = x.operand(0);
    if (d.is_constant() && detail::exact_product(d.constant, c.constant, exact))
      return out = S(exact) / x.operand(1), true;
  }
  return false;
}

template <class S>
constexpr bool divide::simplify(S& out, const S& x, const S& y, bool in_derivative) {
  if (x.graph && y.graph) {
    return in_derivative && x.code == negate::code ? (out = -(x.operand(0) / y), true) : false;
  }
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

}  // namespace etna::op
