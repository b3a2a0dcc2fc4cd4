// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/trace.hpp"
#include "etna/transform/forward.hpp"
#include "etna/transform/higher_order.hpp"
#include "etna/transform/reverse.hpp"

/// \file
/// The derivations: what is computed of a function with n inputs and m outputs. Each is a struct
/// that gives the number of inputs and outputs of the derived program and appends its nodes, for
/// one path, to the graph. `of_arrays` says whether it is one of functions of arrays too.

namespace etna::derivation {

/// What errors call the further inputs of a derivation, one for each operand or result.
struct direction_names {
  const char *direction, *of;
};

/// The function itself.
struct value {
  static constexpr bool of_arrays = true;
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int m) { return m; }
  template <int Capacity>
  static constexpr void run(recorder&, const int* y, int, int m, int* out) {
    for (int k = 0; k < m; ++k) out[k] = y[k];
  }
};

/// What derivations that fill matrices have in common: a matrix is stored argument by argument, a
/// block of rows each.
template <input_set Set>
struct blocks {
  static constexpr int columns = Set.count();
  /// Where entry (row, column) of a matrix of m rows is stored.
  static constexpr int place(int m, int row, int column) {
    int before = 0;
    int r = 0;
    while (column >= before + Set.range[r].count) before += Set.range[r++].count;
    return before * m + row * Set.range[r].count + (column - before);
  }
};

/// All outputs if Value, then the Jacobian of the first Rows outputs (-1: of all), by one reverse
/// pass a row.
template <input_set Set, bool Value, int Rows = -1>
struct rows {
  static constexpr bool of_arrays = Rows == 1;
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int count(int m) { return Rows < 0 ? m : Rows; }
  static constexpr int outputs(int, int m) { return (Value ? m : 0) + count(m) * Set.count(); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    using block = blocks<Set>;
    const int size = g.size();
    if (Value) {
      for (int k = 0; k < m; ++k) *out++ = y[k];
    }
    for (int k = 0; k < count(m); ++k) {
      reverse_pass<Capacity> pass(g, size, Set);
      pass.give(g, y[k], symbol(1.0), 0);
      pass.run(g);
      for (int i = 0; i < block::columns; ++i) {
        out[block::place(count(m), k, i)] = pass.of(g, Set.input(i)).in(g);
      }
    }
  }
};

/// The same by one forward pass a column.
template <input_set Set, bool Value, int Rows = -1>
struct columns {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int n, int m) { return rows<Set, Value, Rows>::outputs(n, m); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    using block = blocks<Set>;
    const int count = rows<Set, Value, Rows>::count(m);
    const detail::dependencies<Capacity> nodes(g, g.size(), y, count);
    if (Value) {
      for (int k = 0; k < m; ++k) *out++ = y[k];
    }
    for (int i = 0; i < block::columns; ++i) {
      forward_pass<Capacity> pass(nodes);
      pass.seed(g, Set.input(i), symbol(1.0));
      pass.run(g);
      for (int k = 0; k < count; ++k)
        out[block::place(count, k, i)] = pass.of_output(g, y[k]).in(g);
    }
  }
};

/// All outputs, then what a step of gradient descent on the first makes of the inputs in Set, whose
/// place they take; a further input holds the learning rate.
template <input_set Set>
struct descent {
  static constexpr bool of_arrays = true;
  static constexpr int inputs(int n, int) { return n + 1; }
  static constexpr int outputs(int, int m) { return m + Set.count(); }
  /// The input whose place output k takes; -1: of none.
  static constexpr int replaced(int m, int k) { return k < m ? -1 : Set.input(k - m); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    rows<Set, true, 1>::template run<Capacity>(g, y, n, m, out);
    const symbol rate(g, g.input(n), 0);
    for (int k = m; k < outputs(n, m); ++k)
      out[k] = (symbol(g, g.input(replaced(m, k)), 0) - rate * symbol::of(g, out[k])).in(g);
  }
};

/// The m outputs, then their derivative along a direction, which further inputs hold: one for each
/// input but the last Constants.
template <int Constants>
struct pushforward {
  static constexpr bool of_arrays = true;
  static constexpr direction_names names{"jvp: the tangent", "operand"};
  static constexpr int inputs(int n, int) { return 2 * n - Constants; }
  static constexpr int outputs(int, int m) { return 2 * m; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    const detail::dependencies<Capacity> nodes(g, g.size(), y, m);
    forward_pass<Capacity> pass(nodes);
    for (int i = 0; i < n - Constants; ++i) pass.seed(g, i, symbol(g, g.input_like(n + i, i), 0));
    pass.run(g);
    for (int k = 0; k < m; ++k) {
      out[k] = y[k];
      out[m + k] = pass.of_output(g, y[k]).in(g);
    }
  }
};

/// The outputs of another derivation, each added to a number that a further input holds: sums over
/// many points.
template <class Derivation>
struct accumulated {
  static constexpr int inputs(int n, int m) {
    return Derivation::inputs(n, m) + Derivation::outputs(n, m);
  }
  static constexpr int outputs(int n, int m) { return Derivation::outputs(n, m); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    Derivation::template run<Capacity>(g, y, n, m, out);
    const int first = Derivation::inputs(n, m);
    for (int k = 0; k < outputs(n, m); ++k)
      out[k] = (symbol(g, g.input(first + k), 0) + symbol::of(g, out[k])).in(g);
  }
};

/// The derivatives of orders First to Last by the first input, order after order; divided by the
/// factorial of the order (Taylor coefficients) if Scaled.
template <int First, int Last, bool Scaled>
struct derivatives {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int m) { return (Last - First + 1) * m; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    const higher_order_pass<(Last > 0 ? Last : 1), Capacity> pass(g, 0, y, m);
    double factorial = 1;
    for (int k = 0; k <= Last; ++k) {
      factorial *= k > 0 ? k : 1;
      if (k < First) continue;
      for (int o = 0; o < m; ++o) {
        const symbol d = pass.of(g, y[o], k);
        *out++ = (Scaled ? d / symbol(factorial) : d).in(g);
      }
    }
  }
};

/// The transposed Jacobian times a cotangent, which m further inputs hold.
template <input_set Set>
struct pullback {
  static constexpr bool of_arrays = true;
  static constexpr direction_names names{"vjp: the cotangent", "result"};
  static constexpr int inputs(int n, int m) { return n + m; }
  static constexpr int outputs(int, int) { return Set.count(); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    reverse_pass<Capacity> pass(g, g.size(), Set);
    for (int k = 0; k < m; ++k) pass.give(g, y[k], symbol(g, g.input_like(n + k, y[k]), 0), 0);
    pass.run(g);
    for (int i = 0; i < Set.count(); ++i) out[i] = pass.of(g, Set.input(i)).in(g);
  }
};

/// The Hessian of one output, in blocks of argument by argument: forward over reverse. It is
/// symmetric to the last bit, since both halves are the same nodes.
template <input_set Set>
struct hessian {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int) { return Set.count() * Set.count(); }
  static constexpr int place(int row, int column) {
    int before = 0;
    for (int r = 0; r < Set.ranges; ++r) {
      const int count = Set.range[r].count;
      if (row < before + count)
        return before * Set.count() + blocks<Set>::place(count, row - before, column);
      before += count;
    }
    return -1;
  }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    constexpr int count = Set.count();
    int gradient[count + 1]{};
    rows<Set, false>::template run<Capacity>(g, y, n, m, gradient);
    const detail::dependencies<Capacity> nodes(g, g.size(), gradient, count);
    for (int i = 0; i < count; ++i) {
      forward_pass<Capacity> pass(nodes);
      pass.seed(g, Set.input(i), symbol(1.0));
      pass.run(g);
      for (int j = i; j < count; ++j) {
        out[place(i, j)] = out[place(j, i)] = pass.of(g, gradient[j]).in(g);
      }
    }
  }
};

/// The Hessian of one output times a vector, which further inputs hold: forward over reverse.
template <input_set Set>
struct hessian_product {
  static constexpr bool of_arrays = true;
  static constexpr direction_names names{"hvp: the vector", "operand"};
  static constexpr int inputs(int n, int) { return n + Set.count(); }
  static constexpr int outputs(int, int) { return Set.count(); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    constexpr int count = Set.count();
    int gradient[count + 1]{};
    rows<Set, false>::template run<Capacity>(g, y, n, m, gradient);
    const detail::dependencies<Capacity> nodes(g, g.size(), gradient, count);
    forward_pass<Capacity> pass(nodes);
    for (int i = 0; i < count; ++i) {
      const int input = Set.input(i);
      pass.seed(g, input, symbol(g, g.input_like(n + i, input), 0));
    }
    pass.run(g);
    for (int i = 0; i < count; ++i) out[i] = pass.of_output(g, gradient[i]).in(g);
  }
};

}  // namespace etna::derivation

namespace etna {

namespace detail {

template <int Capacity, int Leaves, int Outputs, bool Arrays>
struct derived_graph {
  graph<Capacity> nodes;
  decision_tree<Leaves, Outputs> paths;
  shapes_if<Capacity, Arrays> shapes;
};

/// The shapes of the nodes that a derivation starts with.
template <int From, int To>
constexpr void copy_shapes(const node_shapes<From>& from, int size, node_shapes<To>& to) {
  for (int i = 0; i < size; ++i) to.node[i] = from.node[i];
  to.dimensions = from.dimensions;
  to.error = from.error;
}
constexpr void copy_shapes(const no_shapes&, int, no_shapes&) {}

/// So many paths are derived in one constant expression, that none exceeds the compilers' limits
/// (Clang: 2^20 steps).
inline constexpr int paths_at_once = 8;

template <class Trace, class Derivation, int Capacity, int Leaves>
constexpr auto derive();

/// The derivation of the first `Leaves` paths.
template <class Trace, class Derivation, int Capacity, int Leaves>
struct derivation_at {
  static constexpr auto value = derive<Trace, Derivation, Capacity, Leaves>();
};

template <class Trace, class Derivation, int Capacity, int Leaves>
constexpr auto derive() {
  constexpr int n = Trace::inputs, m = Trace::outputs;
  constexpr int first = (Leaves - 1) / paths_at_once * paths_at_once;
  derived_graph<Capacity, Trace::value.paths.leaves, Derivation::outputs(n, m), Trace::arrays> d;
  intern_table<Capacity> table;
  recorder g(d.nodes, table);
  [[maybe_unused]] const shaped with_shapes(g, d.shapes);
  if constexpr (first == 0) {
    g.load(Trace::value.nodes);
    copy_shapes(Trace::value.shapes, Trace::value.nodes.size, d.shapes);
    d.paths.root = Trace::value.paths.root;
  } else {
    constexpr const auto& before = derivation_at<Trace, Derivation, Capacity, first>::value;
    g.load(before.nodes);
    copy_shapes(before.shapes, before.nodes.size, d.shapes);
    d.paths = before.paths;
  }
  g.in_derivative = true;
  for (int leaf = first; leaf < Leaves; ++leaf) {
    d.paths.decisions[leaf] = Trace::value.paths.decisions[leaf];
    Derivation::template run<Capacity>(g, Trace::value.paths.output[leaf], n, m,
                                       d.paths.output[leaf]);
  }
  return d;
}

template <class Trace, class Derivation, int Capacity>
constexpr const auto& large_enough() {
  using at = derivation_at<Trace, Derivation, Capacity, Trace::value.paths.leaves>;
  if constexpr (at::value.nodes.full && Capacity < limits::graph_nodes) {
    return large_enough<Trace, Derivation, 4 * Capacity>();
  } else {
    static_assert(!at::value.nodes.full,
                  "Etna: the derivative has more nodes than a graph can hold. Define "
                  "ETNA_GRAPH_NODES (it is etna::limits::graph_nodes) as a larger number, or "
                  "differentiate a part of the function.");
    return at::value;
  }
}

}  // namespace detail

/// A derivation applied to a traced function: the graph and the paths of the derivative.
template <class Trace, class Derivation>
struct derived {
  using trace = Trace;
  using derivation = Derivation;
  static constexpr bool arrays = Trace::arrays;
  static_assert(
      !arrays || requires { requires Derivation::of_arrays; },
      "Etna: this derivative is of functions of scalars. Of functions of arrays there are "
      "grad and value_and_grad in reverse mode, jvp, vjp and hvp.");
  static constexpr int inputs = Derivation::inputs(Trace::inputs, Trace::outputs);
  static constexpr int outputs = Derivation::outputs(Trace::inputs, Trace::outputs);
  static constexpr const auto& value =
      detail::large_enough<Trace, Derivation,
                           detail::power_of_two(4 * Trace::value.nodes.size + 64)>();
};

}  // namespace etna
