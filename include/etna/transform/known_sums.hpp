// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/transform/activity.hpp"

/// \file
/// The gradient of x·Ax is Ax + Aᵀx. Reverse mode meets Ax as sums the function has, and Aᵀx
/// product by product. Where A is symmetric these are the products of the same sums.

namespace etna::detail {

/// An adjoint as the chain of additions that reverse mode has made of its contributions.
/// `Capacity` bounds them.
template <int Capacity>
class adjoint_sum {
 public:
  /// The nodes below `size` are the function's own.
  constexpr adjoint_sum(recorder& recorder, const symbol& sum, int size)
      : g(recorder), sum_(sum), size_(size) {
    collect();
  }

  /// The same with w s + Σ w q[k] as 2 w s, where s = Σ q[k] is a sum of products of the function.
  constexpr symbol with_known_sums() {
    bool changed = false;
    for (int t = 0; t < terms_; ++t) {
      if (there_[t] && join(t)) changed = true;
    }
    if (!changed) return sum_;
    symbol sum(0.0);
    for (int t = terms_ - 1; t >= 0; --t) {
      const symbol x = symbol::of(g, node_[t]);
      if (there_[t]) sum = sign_[t] > 0 ? plus(g, sum, x, size_) : sum - x;
    }
    return sum;
  }

 private:
  constexpr bool is_link(int i) const { return is_sum_from(g, i, size_); }
  constexpr bool is_sum_of_function(int i) const { return i < size_ && g.code(i) == op::add::code; }

  constexpr void collect() {
    int i = sum_.node;
    for (; is_link(i); i = g.a[i]) {
      add(g.b[i], g.code(i) == op::add::code ? 1 : -1);
    }
    add(i, 1);
  }
  constexpr void add(int node, int sign) {
    node_[terms_] = node;
    sign_[terms_] = sign;
    there_[terms_++] = true;
  }

  /// Whether term t is w s as above; then it is made 2 w s.
  constexpr bool join(int t) {
    const int i = node_[t];
    if (is_sum_of_function(i)) return join(t, symbol(1.0), i);
    if (g.code(i) != op::multiply::code) return false;
    for (int k = 0; k < 2; ++k) {
      const int s = operand_of(g, i, k);
      if (is_sum_of_function(s) && join(t, symbol::of(g, operand_of(g, i, 1 - k)), s)) return true;
    }
    return false;
  }
  constexpr bool join(int t, const symbol& w, int s) {
    const symbol signed_w = sign_[t] > 0 ? w : -w;
    int taken[Capacity];
    int count = 0, from = 0, rest = s;
    // The function began its sum with the first product, or with 0 plus it.
    while (rest >= 0 && !g.is_constant(rest)) {
      const bool more = is_sum_of_function(rest);
      const int at = find(signed_w, more ? g.b[rest] : rest, from);
      if (at < 0) {
        while (count > 0) there_[taken[--count]] = true;
        return false;
      }
      there_[at] = false;
      taken[count++] = from = at;
      rest = more ? g.a[rest] : -1;
    }
    node_[t] = ((w + w) * symbol::of(g, s)).in(g);
    return true;
  }

  /// The term that is w (x y), or w x for a product that is x alone, found as reverse mode makes
  /// it; or -1.
  constexpr int find(const symbol& w, int product, int from) {
    if (g.code(product) != op::multiply::code)
      return find(times(g, w, symbol::of(g, product)), from);
    const symbol x = symbol::of(g, g.a[product]), y = symbol::of(g, g.b[product]);
    const int at = x.is_constant() ? -1 : find(times(g, times(g, w, x), y), from);
    return at >= 0 || y.is_constant() ? at : find(times(g, times(g, w, y), x), from);
  }
  constexpr int find(const symbol& wanted, int from) const {
    const bool negative = wanted.is_a<op::negate>();
    const int node = negative ? g.a[wanted.node] : wanted.node;
    for (int k = 0; k < terms_; ++k) {
      const int t = (from + terms_ - k) % terms_;
      if (there_[t] && node_[t] == node && sign_[t] == (negative ? -1 : 1)) return t;
    }
    return -1;
  }

  recorder& g;
  symbol sum_;
  int size_;
  int terms_ = 0;
  int node_[Capacity];
  int sign_[Capacity];
  bool there_[Capacity];
};

/// An adjoint in which sums that the function has are not summed again.
template <int Capacity>
constexpr symbol with_known_sums(recorder& g, const symbol& adjoint, int size) {
  const bool of_three = adjoint.graph && is_sum_from(g, adjoint.node, size) &&
                        is_sum_from(g, g.a[adjoint.node], size);
  return of_three ? adjoint_sum<Capacity>(g, adjoint, size).with_known_sums() : adjoint;
}

}  // namespace etna::detail
