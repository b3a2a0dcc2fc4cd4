// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/transform/activity.hpp"

namespace etna {

/// Forward mode as a graph-to-graph pass: appends the tangent nodes of the nodes that some outputs
/// depend on to the graph they are in. `Capacity` bounds the nodes.
template <int Capacity>
struct forward_pass {
  const detail::dependencies<Capacity>& nodes;
  int tangent[Capacity]{};  // a node plus one, or 0: structurally zero

  constexpr explicit forward_pass(const detail::dependencies<Capacity>& of_outputs)
      : nodes(of_outputs) {}

  /// Sets the tangent of an input node.
  constexpr void seed(recorder& g, int node, symbol value) { tangent[node] = value.in(g) + 1; }

  /// Propagates the seeds up to the outputs.
  constexpr void run(recorder& g) {
    for (int n = 0; n < nodes.count; ++n) {
      const int i = nodes.node[n];
      const int arity = g.operation(i).arity;
      bool active = false;
      for (int k = 0; k < arity; ++k) active = active || tangent[detail::operand_of(g, i, k)] != 0;
      if (!active) continue;
      if (g.code(i) == op::where_::code) {
        const symbol chosen =
            symbol::apply<op::where_>(symbol::of(g, g.a[i]), of(g, g.b[i]), of(g, g.c[i]));
        if (!chosen.is(0)) tangent[i] = chosen.in(g) + 1;
        continue;
      }
      symbol p[3];
      const int operands = detail::distinct_partials(g, i, p);
      symbol sum(0.0);
      for (int k = 0; k < operands; ++k) {
        const int operand = detail::operand_of(g, i, k);
        if (tangent[operand] != 0)
          sum = detail::plus(g, sum, detail::times(g, of(g, operand), p[k]));
      }
      if (!sum.is(0)) tangent[i] = sum.in(g) + 1;
    }
  }

  constexpr symbol of(recorder& g, int node) const {
    return tangent[node] == 0 ? symbol(0.0) : symbol::of(g, tangent[node] - 1);
  }
};

}  // namespace etna
