// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/trace.hpp"
#include "etna/transform/forward.hpp"
#include "etna/transform/reverse.hpp"

/// \file
/// The derivations: what is computed of a function with n inputs and m outputs. Each is a struct that gives the number
/// of inputs and outputs of the derived program and appends its nodes, for one path, to the graph.

namespace etna::derivation {

/// The function itself.
struct value {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int m) { return m; }
  template <int Capacity>
  static constexpr void run(recorder&, const int* y, int, int m, int* out) {
    for (int k = 0; k < m; ++k) out[k] = y[k];
  }
};

/// The m outputs if Value, then the Jacobian by the inputs of the range, row after row, by one reverse pass a row.
template <input_range Range, bool Value>
struct rows {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int m) { return (Value ? m : 0) + m * Range.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    const int size = g.size();
    if (Value) {
      for (int k = 0; k < m; ++k) *out++ = y[k];
    }
    for (int k = 0; k < m; ++k) {
      reverse_pass<Capacity> pass(g, size, Range);
      pass.give(g, y[k], symbol(1.0), 0);
      pass.run(g);
      for (int i = 0; i < Range.count; ++i) *out++ = pass.of(g, Range.first + i).in(g);
    }
  }
};

/// The same by one forward pass a column.
template <input_range Range, bool Value>
struct columns {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int n, int m) { return rows<Range, Value>::outputs(n, m); }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    const int size = g.size();
    if (Value) {
      for (int k = 0; k < m; ++k) *out++ = y[k];
    }
    for (int i = 0; i < Range.count; ++i) {
      forward_pass<Capacity> pass(size);
      pass.seed(g, Range.first + i, symbol(1.0));
      pass.run(g);
      for (int k = 0; k < m; ++k) out[k * Range.count + i] = pass.of(g, y[k]).in(g);
    }
  }
};

/// The m outputs, then their derivative along a direction, which n further inputs hold.
struct pushforward {
  static constexpr int inputs(int n, int) { return 2 * n; }
  static constexpr int outputs(int, int m) { return 2 * m; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    const int size = g.size();
    forward_pass<Capacity> pass(size);
    for (int i = 0; i < n; ++i) pass.seed(g, i, symbol::of(g, g.input(n + i)));
    pass.run(g);
    for (int k = 0; k < m; ++k) {
      out[k] = y[k];
      out[m + k] = pass.of(g, y[k]).in(g);
    }
  }
};

/// The transposed Jacobian times a cotangent, which m further inputs hold.
template <input_range Range>
struct pullback {
  static constexpr int inputs(int n, int m) { return n + m; }
  static constexpr int outputs(int, int) { return Range.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    reverse_pass<Capacity> pass(g, g.size(), Range);
    for (int k = 0; k < m; ++k) pass.give(g, y[k], symbol::of(g, g.input(n + k)), 0);
    pass.run(g);
    for (int i = 0; i < Range.count; ++i) out[i] = pass.of(g, Range.first + i).in(g);
  }
};

/// The Hessian of one output by the inputs of the range, row after row: forward over reverse. It is symmetric to the
/// last bit, since both halves are the same nodes.
template <input_range Range>
struct hessian {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int) { return Range.count * Range.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    int gradient[Range.count]{};
    rows<Range, false>::template run<Capacity>(g, y, n, m, gradient);
    const int size = g.size();
    for (int i = 0; i < Range.count; ++i) {
      forward_pass<Capacity> pass(size);
      pass.seed(g, Range.first + i, symbol(1.0));
      pass.run(g);
      for (int j = i; j < Range.count; ++j) {
        const int entry = pass.of(g, gradient[j]).in(g);
        out[i * Range.count + j] = entry;
        out[j * Range.count + i] = entry;
      }
    }
  }
};

/// The Hessian of one output times a vector, which further inputs hold: forward over reverse.
template <input_range Range>
struct hessian_product {
  static constexpr int inputs(int n, int) { return n + Range.count; }
  static constexpr int outputs(int, int) { return Range.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    int gradient[Range.count]{};
    rows<Range, false>::template run<Capacity>(g, y, n, m, gradient);
    forward_pass<Capacity> pass(g.size());
    for (int i = 0; i < Range.count; ++i) pass.seed(g, Range.first + i, symbol::of(g, g.input(n + i)));
    pass.run(g);
    for (int i = 0; i < Range.count; ++i) out[i] = pass.of(g, gradient[i]).in(g);
  }
};

}  // namespace etna::derivation

namespace etna {

namespace detail {

template <int Capacity, int Leaves, int Outputs>
struct derived_graph {
  graph<Capacity> nodes;
  decision_tree<Leaves, Outputs> paths;
};

template <class Trace, class Derivation, int Capacity>
constexpr auto derive() {
  constexpr int n = Trace::inputs, m = Trace::outputs;
  derived_graph<Capacity, Trace::value.paths.leaves, Derivation::outputs(n, m)> d;
  intern_table<Capacity> table;
  recorder g(d.nodes, table);
  g.load(Trace::value.nodes);
  g.in_derivative = true;
  d.paths.root = Trace::value.paths.root;
  for (int leaf = 0; leaf < Trace::value.paths.leaves; ++leaf) {
    d.paths.decisions[leaf] = Trace::value.paths.decisions[leaf];
    Derivation::template run<Capacity>(g, Trace::value.paths.output[leaf], n, m, d.paths.output[leaf]);
  }
  return d;
}

}  // namespace detail

namespace detail {

template <class Trace, class Derivation, int Capacity>
struct derivation_at {
  static constexpr auto value = derive<Trace, Derivation, Capacity>();
};

template <class Trace, class Derivation, int Capacity>
constexpr const auto& large_enough() {
  using at = derivation_at<Trace, Derivation, Capacity>;
  if constexpr (at::value.nodes.full && Capacity < limits::graph_nodes) {
    return large_enough<Trace, Derivation, 4 * Capacity>();
  } else {
    return at::value;
  }
}

}  // namespace detail

/// A derivation applied to a traced function: the graph and the paths of the derivative.
template <class Trace, class Derivation>
struct derived {
  static constexpr int inputs = Derivation::inputs(Trace::inputs, Trace::outputs);
  static constexpr int outputs = Derivation::outputs(Trace::inputs, Trace::outputs);
  static constexpr const auto& value =
      detail::large_enough<Trace, Derivation, detail::power_of_two(4 * Trace::value.nodes.size + 64)>();
};

}  // namespace etna
