// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/axes.hpp"
#include "etna/transform/known_sums.hpp"

namespace etna {

/// Reverse mode as a graph-to-graph pass: appends the adjoint nodes of the nodes below `size` to
/// the graph they are in. `Capacity` bounds the nodes.
template <int Capacity>
struct reverse_pass {
  bool active[Capacity]{};
  int adjoint[Capacity]{};  // a node plus one, or 0: no contribution yet
  int gate[Capacity]{};     // a truth value plus one under which the adjoint counts, or 0: always
  int size = 0;

  constexpr reverse_pass(const recorder& g, int nodes, const input_set& inputs) : size(nodes) {
    detail::mark_active(g, nodes, inputs, active);
  }

  /// Adds a contribution to a node's adjoint. Contributions of a branch of `where` are gated by its
  /// condition: they are selected away where the other branch is taken, however infinite the
  /// derivatives between.
  constexpr void give(recorder& g, int node, const symbol& contribution, int condition) {
    if (!active[node]) return;
    if (adjoint[node] == 0) {
      adjoint[node] = contribution.in(g) + 1;
      gate[node] = condition;
      return;
    }
    if (gate[node] == condition) {
      adjoint[node] =
          detail::plus(g, symbol::of(g, adjoint[node] - 1), contribution, size).in(g) + 1;
      return;
    }
    adjoint[node] =
        (gated(g, symbol::of(g, adjoint[node] - 1), gate[node]) + gated(g, contribution, condition))
            .in(g) +
        1;
    gate[node] =
        gate[node] == 0 || condition == 0 ? 0 : truth(g, condition - 1, gate[node] - 1, true);
  }

  /// Adds the contribution of node `from` to its operand's adjoint. Where the operand's elements
  /// were repeated the contribution is summed, and what is not to count must be gone before.
  constexpr void give_operand(recorder& g, int from, int operand, const symbol& contribution,
                              int condition) {
    if (g.shapes && active[operand] && !g.shapes->same(g.shape_of(from), g.shape_of(operand))) {
      give(g, operand, detail::sum_to(g, gated(g, contribution, condition), from, operand), 0);
    } else {
      give(g, operand, contribution, condition);
    }
  }

  /// Propagates the adjoints given so far down to the inputs.
  constexpr void run(recorder& g) {
    for (int i = size - 1; i >= 0; --i) {
      if (adjoint[i] == 0 || !active[i] || g.is_input(i)) continue;
      const symbol w = total(g, i);
      const operation_info& operation = g.operation(i);
      if (operation.code == op::where_::code) {
        const symbol condition = symbol::of(g, g.a[i]);
        give_operand(g, i, g.b[i], w, both(g, gate[i], condition.in(g)));
        give_operand(g, i, g.c[i], w,
                     both(g, gate[i], symbol::apply<op::logical_not>(condition).test.in(g)));
        continue;
      }
      if (operation.on_arrays) {
        symbol to[3];
        operation.pull(g, i, gated(g, w, gate[i]), to);
        for (int k = 0; k < operation.arity; ++k) {
          if (!to[k].is(0)) give(g, detail::operand_of(g, i, k), to[k], 0);
        }
        continue;
      }
      if (operation.bilinear && g.a[i] != g.b[i]) {
        for (int k = 0; k < operation.arity; ++k) {
          const int operand = detail::operand_of(g, i, k);
          if (active[operand])
            give_operand(g, i, operand, detail::times(g, w, detail::partial(g, operation, i, k)),
                         gate[i]);
        }
        continue;
      }
      symbol p[3];
      const int operands = detail::distinct_partials(g, i, p);
      for (int k = 0; k < operands; ++k) {
        const int operand = detail::operand_of(g, i, k);
        if (active[operand]) give_operand(g, i, operand, detail::times(g, w, p[k]), gate[i]);
      }
    }
  }

  /// The adjoint of a node, after run.
  constexpr symbol of(recorder& g, int node) const {
    symbol w = adjoint[node] == 0 ? symbol(0.0) : gated(g, total(g, node), gate[node]);
    if (g.shapes) w.repeat_to(g, symbol::of(g, node));
    return w;
  }

 private:
  constexpr symbol total(recorder& g, int node) const {
    return detail::with_known_sums<Capacity>(g, symbol::of(g, adjoint[node] - 1), size);
  }
  static constexpr symbol gated(recorder& g, const symbol& x, int condition) {
    if (condition == 0) return x;
    return symbol::apply<op::where_>(symbol::of(g, condition - 1), x, symbol(0.0));
  }
  static constexpr int truth(recorder& g, int p, int q, bool either) {
    const symbol x = symbol::of(g, p), y = symbol::of(g, q);
    return (either ? symbol::apply<op::logical_or>(x, y) : symbol::apply<op::logical_and>(x, y))
               .test.in(g) +
           1;
  }
  static constexpr int both(recorder& g, int condition, int test) {
    return condition == 0 ? test + 1 : truth(g, condition - 1, test, false);
  }
};

}  // namespace etna
