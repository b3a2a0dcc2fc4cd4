// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/arithmetic.hpp"
#include "etna/transform/activity.hpp"

namespace etna {

/// Derivatives of orders 1 to N by one input, as a graph-to-graph pass whose cost grows with N²,
/// not exponentially. With y = f(x) and p = f'(x) as the operation's rule gives it, y' = p x', and
/// by Leibniz
///
///     y⁽ᵏ⁾ = Σ_{j=1..k} C(k−1, j−1) x⁽ʲ⁾ p⁽ᵏ⁻ʲ⁾,
///
/// so the derivatives of a node follow from those of its operands and, of lower order, of its
/// partial derivatives, which are nodes too. (Griewank and Walther, Evaluating Derivatives, 2nd
/// ed., section 13.2.)
template <int N, int Capacity>
class higher_order_pass {
 public:
  constexpr higher_order_pass(recorder& g, int input, const int* outputs, int number_of_outputs) {
    depends[input] = true;
    const detail::dependencies<Capacity> primal(g, g.size(), outputs, number_of_outputs);
    for (int n = 0; n < primal.count; ++n) order[primal.node[n]] = N;
    // Partial derivatives of a node that is needed to order r are needed to order r - 1, and so are
    // their operands.
    for (int r = N; r >= 1; --r) {
      for (int i = 0; i < g.size(); ++i) {
        if (g.is_input(i) || g.is_constant(i)) continue;
        for (int k = 0; k < g.operation(i).arity; ++k) {
          depends[i] = depends[i] || depends[detail::operand_of(g, i, k)];
        }
        if (!depends[i] || order[i] < r || known[i]) continue;
        known[i] = true;
        symbol p[3];
        detail::partials(g, i, p);
        for (int k = 0; k < g.operation(i).arity; ++k) {
          partial[i][k] = p[k].in(g);
          require(g, partial[i][k], r - 1);
        }
      }
    }
    nodes = g.size();
    derivative[1][input] = g.constant(1) + 1;
    for (int k = 1; k <= N; ++k) {
      for (int i = 0; i < nodes; ++i) {
        if (!depends[i] || order[i] < k || g.is_input(i)) continue;
        const symbol y = compute(g, i, k);
        if (!y.is(0)) derivative[k][i] = y.in(g) + 1;
      }
    }
  }

  /// The k-th derivative of a node.
  constexpr symbol of(recorder& g, int node, int k) const {
    if (k == 0) return symbol::of(g, node);
    return derivative[k][node] == 0 ? symbol(0.0) : symbol::of(g, derivative[k][node] - 1);
  }

 private:
  constexpr void require(recorder& g, int node, int r) {
    order[node] = order[node] < r ? r : order[node];
    for (int i = node; i >= 0; --i) {
      if (order[i] < r || g.is_input(i) || g.is_constant(i)) continue;
      for (int k = 0; k < g.operation(i).arity; ++k) {
        const int operand = detail::operand_of(g, i, k);
        if (order[operand] < r) order[operand] = r;
      }
    }
  }

  static constexpr double binomial(int n, int k) {
    double c = 1;
    for (int i = 0; i < k; ++i) c = c * (n - i) / (i + 1);
    return c;
  }

  constexpr symbol compute(recorder& g, int i, int k) const {
    const int code = g.code(i);
    if (code == op::where_::code) {
      return symbol::apply<op::where_>(symbol::of(g, g.a[i]), of(g, g.b[i], k), of(g, g.c[i], k));
    }
    symbol sum(0.0);
    if (code == op::multiply::code) {
      for (int j = 0; j <= k; ++j)
        sum = sum + symbol(binomial(k, j)) * (of(g, g.a[i], j) * of(g, g.b[i], k - j));
      return sum;
    }
    if (!known[i]) return sum;
    for (int operand = 0; operand < g.operation(i).arity; ++operand) {
      const int x = detail::operand_of(g, i, operand);
      if (!depends[x]) continue;
      for (int j = 1; j <= k; ++j) {
        sum = sum +
              symbol(binomial(k - 1, j - 1)) * (of(g, x, j) * of(g, partial[i][operand], k - j));
      }
    }
    return sum;
  }

  int nodes = 0;
  bool depends[Capacity]{};
  bool known[Capacity]{};
  int order[Capacity]{};  // to which the node's derivatives are needed
  int partial[Capacity][3]{};
  int derivative[N + 1][Capacity]{};  // a node plus one, or 0: structurally zero
};

}  // namespace etna
