// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/axes.hpp"
#include "etna/transform/activity.hpp"

namespace etna {

namespace detail {

/// The tangent of a reduction, given its operand's.
constexpr symbol tangent_of_reduction(recorder& g, int i, const symbol& t) {
  const int axes = g.c[i];
  symbol to[1];
  g.operation(i).pull(g, i, symbol(1.0), to);
  const symbol sum = sum_over(g, to[0] * t, g.a[i], axes & reduced_axes::all);
  const bool is_row = (axes & (reduced_axes::all | reduced_axes::kept)) == reduced_axes::columns;
  return is_row ? transpose(sum) : sum;
}

/// The tangent of a node of an operation on arrays; `of` gives the operands' tangents. That of a
/// linear operation is the operation of the tangents.
template <class Of>
constexpr symbol tangent_on_arrays(recorder& g, int i, Of of) {
  const operation_info& operation = g.operation(i);
  if (op::is_reduction(operation.code)) return tangent_of_reduction(g, i, of(g.a[i]));
  const int x[] = {g.a[i], g.b[i], g.c[i]};
  const auto with = [&](int first, int last) {
    int t[] = {x[0], x[1], x[2]};
    for (int k = first; k < last; ++k) {
      symbol tangent = of(x[k]);
      tangent.repeat_to(g, symbol::of(g, x[k]));
      t[k] = tangent.in(g);
    }
    return symbol::made(g, g.node(operation, t[0], t[1], t[2]), operation.code);
  };
  bool depends = false;
  symbol sum(0.0);
  for (int k = 0; k < operation.linear_operands; ++k) {
    if (of(x[k]).is(0)) continue;
    depends = true;
    if (operation.bilinear) sum = sum + with(k, k + 1);
  }
  return depends && !operation.bilinear ? with(0, operation.linear_operands) : sum;
}

}  // namespace detail

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
    const int size = g.size();
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
      if (g.operation(i).on_arrays) {
        const symbol t = detail::tangent_on_arrays(g, i, [&](int k) { return of(g, k); });
        if (!t.is(0)) tangent[i] = t.in(g) + 1;
        continue;
      }
      symbol p[3];
      const int operands = detail::distinct_partials(g, i, p);
      symbol sum(0.0);
      for (int k = 0; k < operands; ++k) {
        const int operand = detail::operand_of(g, i, k);
        if (tangent[operand] != 0)
          sum = detail::plus(g, sum, detail::times(g, of(g, operand), p[k]), size);
      }
      if (!sum.is(0)) tangent[i] = sum.in(g) + 1;
    }
  }

  /// The tangent of an output: in its shape.
  constexpr symbol of_output(recorder& g, int node) const {
    symbol t = of(g, node);
    if (g.shapes) t.repeat_to(g, symbol::of(g, node));
    return t;
  }
  constexpr symbol of(recorder& g, int node) const {
    return tangent[node] == 0 ? symbol(0.0) : symbol::of(g, tangent[node] - 1);
  }
};

}  // namespace etna
