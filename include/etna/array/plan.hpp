// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/axes.hpp"
#include "etna/op/all.hpp"
#include "etna/transform/derivation.hpp"

/// \file
/// The plan of a program on arrays, made at compile time: which elementwise operations and
/// reductions share a loop, in which order loops and products run, and which intermediate arrays
/// are kept in memory.
///
/// Everything has a time. At each time the scalars are computed first, then the loops run, one for
/// all that goes over the same extents, then the operations on whole arrays. What a reduction or
/// one of these gives can be used by loops from the next time on.

namespace etna::detail {

/// Where a value is when a step needs it.
struct place {
  enum kind : unsigned char {
    nowhere,   // it is computed where it is used
    input,     // an argument
    constant,  // a constant of the graph
    scalar,    // a scalar that was computed
    slot,      // an array of the workspace
    output,    // a result
    index,     // the column
    extent     // an extent of an array
  };
  kind in = nowhere;
  int number = 0;  // which; of a constant or an extent: its node
};

/// (A subtraction: a product of matrices, times a factor, is subtracted from a result.)
enum class step_kind : unsigned char { scalars, loop, matmul, subtraction, operation };

struct plan_step {
  step_kind kind = step_kind::scalars;
  int time = 0;
  int node = -1;              // of an operation on whole arrays
  int rows = 1, columns = 1;  // of a loop
};

/// What a node of a program on arrays is.
enum class node_role : unsigned char {
  leaf,        // an argument, a constant, an index, an extent
  scalar,      // an elementwise operation on scalars
  fused,       // an elementwise operation on arrays
  reduction,   // made in the loop over its operand
  whole_array  // a product of matrices, a slice: steps of their own
};

/// The plan of a graph of `Nodes` nodes and `Outputs` outputs.
template <int Nodes, int Outputs>
struct array_plan {
  static constexpr int nodes = Nodes, outputs = Outputs;
  static constexpr int capacity = 2 * Nodes + Outputs + 1;

  int steps = 0;
  plan_step step[capacity]{};
  // Of every node:
  bool live[Nodes]{};
  node_role role[Nodes]{};
  shape extent[Nodes]{};  // its shape; of equal extents one stands for all
  int time[Nodes]{};
  place at[Nodes]{};
  int factor[Nodes]{};  // of a subtraction: the node of its factor; 0: it is none
  // Of every output: the node, and when it is copied; -1: it is made where it belongs.
  int output[Outputs + 1]{};
  int copied[Outputs + 1]{};
  // The arrays of the workspace, and how many scalars are kept.
  int slots = 0;
  shape slot[Nodes]{};
  int scalars = 0;

  constexpr bool same_space(int i, int rows, int columns) const {
    return extent[i].rows == rows && extent[i].columns == columns;
  }
};

/// Whether node i, of shape s, is its operand's memory in another shape.
template <class Graph>
constexpr bool is_same_memory(const Graph& g, const shape& s, int i) {
  if (g.op[i] <= constant_node || !g.operation(i).on_arrays) return false;
  const bool is_vector = s.rows == 1 || s.columns == 1;
  return g.operation(i).transparent || (g.operation(i).code == op::transpose_::code && is_vector);
}

template <class Graph>
constexpr int operand_at(const Graph& g, int i, int k) {
  return k == 0 ? g.a[i] : k == 1 ? g.b[i] : g.c[i];
}

/// How many operands a node needs the values of: of the others only the shape matters.
template <class Graph>
constexpr int operands_needed(const Graph& g, int i) {
  return g.op[i] <= constant_node ? 0 : g.operation(i).operands_needed;
}

/// How many operations and outputs use node i.
template <class Graph, class Plan>
constexpr int uses_of(const Graph& g, const Plan& plan, int i) {
  int uses = 0;
  for (int k = 0; k < Plan::outputs; ++k) uses += plan.output[k] == i;
  for (int n = 0; n < Plan::nodes; ++n) {
    for (int k = 0; plan.live[n] && k < operands_needed(g, n); ++k)
      uses += operand_at(g, n, k) == i;
  }
  return uses;
}

/// What a loop computes: the nodes, given what it is for.
template <class Graph, class Plan>
class loop_content {
 public:
  bool computed[Plan::nodes]{}, loaded[Plan::nodes]{};

  constexpr loop_content(const Graph& graph, const Plan& plan, const plan_step& step)
      : g(graph), plan_(plan), step_(step) {}

  /// Node i is needed. Calls keep(k) for nodes of earlier loops that have to be kept for this one.
  template <class Keep>
  constexpr void need(int i, const Keep& keep) {
    if (computed[i] || loaded[i]) return;
    if (plan_.role[i] == node_role::fused && is_computed_here(i)) {
      computed[i] = true;
      for (int k = 0; k < operands_needed(g, i); ++k) need(operand_at(g, i, k), keep);
      return;
    }
    loaded[i] = true;
    if (plan_.role[i] == node_role::fused && plan_.at[i].in == place::nowhere) keep(i);
  }

 private:
  constexpr bool is_computed_here(int i) const {
    if (!plan_.same_space(i, step_.rows, step_.columns)) return false;
    if (plan_.time[i] == step_.time) return true;
    // What an earlier loop computed is computed again if that is cheaper than to keep it.
    return plan_.at[i].in == place::nowhere && work(i, 0) <= most_repeated;
  }
  /// What it takes to compute node i again, in additions; beyond most_repeated it does not matter.
  constexpr int work(int i, int so_far) const {
    if (so_far > most_repeated || plan_.role[i] != node_role::fused ||
        plan_.at[i].in != place::nowhere || !plan_.same_space(i, step_.rows, step_.columns))
      return so_far;
    so_far += cost_of(g.operation(i));
    for (int k = 0; k < operands_needed(g, i); ++k) so_far = work(operand_at(g, i, k), so_far);
    return so_far;
  }
  static constexpr int cost_of(const operation_info& o) {
    return o.transparent ? 0 : o.is_cheap ? 1 : most_repeated + 1;
  }

  static constexpr int most_repeated = 4;
  const Graph& g;
  const Plan& plan_;
  const plan_step& step_;
};

/// Calls root(i) for the nodes that a loop stores or reduces.
template <class Graph, class Plan, class Root>
constexpr void for_each_root(const Graph& g, const Plan& plan, const plan_step& loop, Root root) {
  for (int i = 0; i < Plan::nodes; ++i) {
    if (!plan.live[i] || plan.time[i] != loop.time) continue;
    if (plan.role[i] == node_role::fused && plan.at[i].in != place::nowhere &&
        plan.same_space(i, loop.rows, loop.columns))
      root(i);
    if (plan.role[i] == node_role::reduction && plan.same_space(g.a[i], loop.rows, loop.columns))
      root(g.a[i]);
  }
  for (int k = 0; k < Plan::outputs; ++k) {
    if (plan.copied[k] == loop.time && plan.same_space(plan.output[k], loop.rows, loop.columns))
      root(plan.output[k]);
  }
}

/// A matrix times a vector, a loop over the result and the transpose of the matrix times a vector
/// that the loop makes: steps that need only one pass over the matrix.
struct one_pass {
  int loop = -1, last = -1;
};
/// The pass that begins with step s of a plan, if there is one.
template <class Graph, class Plan>
constexpr one_pass pass_from(const Graph& g, const Plan& plan, int s) {
  const auto product_with_vector = [&](int k, bool transposed) {
    if (k >= plan.steps || plan.step[k].kind != step_kind::matmul) return false;
    const int i = plan.step[k].node;
    return ((g.c[i] & op::matmul_::first_transposed) != 0) == transposed &&
           plan.extent[i].columns == 1 && plan.extent[i].rows != 1;
  };
  if (!product_with_vector(s, false)) return {};
  // Scalars do not depend on the product.
  const int loop =
      s + 1 < plan.steps && plan.step[s + 1].kind == step_kind::scalars ? s + 2 : s + 1;
  const int i = plan.step[s].node;
  if (!product_with_vector(loop + 1, true) || g.a[plan.step[loop + 1].node] != g.a[i]) return {};
  const plan_step& between = plan.step[loop];
  if (between.kind != step_kind::loop || between.rows != 1 ||
      between.columns != plan.extent[i].rows)
    return {};
  return {loop, loop + 1};
}

}  // namespace etna::detail
