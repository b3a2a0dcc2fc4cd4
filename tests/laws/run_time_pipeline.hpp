// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "etna/evaluate/loop.hpp"
#include "etna/transform/derivation.hpp"
#include "laws/random_program.hpp"

/// \file
/// What compilers do with a function, done at run time: tracing, derivation, scheduling, and the
/// form of emission that is a loop over a table. The code is the library's, which is constexpr; it
/// is only called with graphs that nobody knew at compile time.

namespace etna::test {

inline constexpr input_set all_inputs = [] {
  input_set set;
  set.ranges = 1;
  set.range[0] = {0, random_program::inputs};
  return set;
}();

/// The value and the gradient, by reverse and by forward mode.
using reverse_gradient = derivation::rows<all_inputs, true>;
using forward_gradient = derivation::columns<all_inputs, true>;

/// The value, the gradient, and the Hessian times a vector.
struct second_order {
  static constexpr int inputs(int n, int) { return 2 * n; }
  static constexpr int outputs(int n, int) { return 1 + 2 * n; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    reverse_gradient::run<Capacity>(g, y, n, m, out);
    derivation::hessian_product<all_inputs>::run<Capacity>(g, y, n, m, out + 1 + n);
  }
};

inline constexpr int most_leaves = 1 << random_program::most_branches;

/// A graph, and its paths; with fewer than there is room for, the rest is there but not reached.
template <int Capacity, int Outputs>
struct run_time_graph {
  static constexpr int capacity = Capacity;
  graph<Capacity> nodes;
  decision_tree<most_leaves, Outputs> paths;
  int leaves = 0;
};

using traced_program = run_time_graph<256, 1>;
template <class Derivation>
using derived_program = run_time_graph<4096, Derivation::outputs(random_program::inputs, 1)>;

inline std::unique_ptr<traced_program> trace(const random_program& p) {
  auto t = std::make_unique<traced_program>();
  for (decision& d : t->paths.decisions) d.test = 0;
  const auto table = std::make_unique<intern_table<traced_program::capacity>>();
  recorder g(t->nodes, *table);
  symbol x[random_program::inputs];
  for (int k = 0; k < random_program::inputs; ++k) x[k] = symbol(g, g.input(k), 0);
  int leaf = 0;
  t->leaves = detail::follow_paths(
      g, t->paths.decisions, &t->paths.root, [&] { return run(p, x); },
      [&](const symbol& y) { t->paths.output[leaf++][0] = y.in(g); });
  return t;
}

template <class Derivation>
std::unique_ptr<derived_program<Derivation>> derive(const traced_program& t) {
  using derived = derived_program<Derivation>;
  constexpr int capacity = derived::capacity;
  auto d = std::make_unique<derived>();
  const auto table = std::make_unique<intern_table<capacity>>();
  recorder g(d->nodes, *table);
  g.load(t.nodes);
  g.in_derivative = true;
  d->leaves = t.leaves;
  d->paths.root = t.paths.root;
  for (int k = 0; k < most_leaves; ++k) d->paths.decisions[k] = t.paths.decisions[k];
  for (int leaf = 0; leaf < t.leaves; ++leaf) {
    Derivation::template run<capacity>(g, t.paths.output[leaf], random_program::inputs, 1,
                                       d->paths.output[leaf]);
  }
  return d;
}

/// The place of the program that is being run.
template <class Derivation>
struct current_program {
  static constexpr int inputs = Derivation::inputs(random_program::inputs, 1);
  static constexpr int outputs = Derivation::outputs(random_program::inputs, 1);
  static constexpr int most_nodes = derived_program<Derivation>::capacity;
  static constexpr int most_statements = 2 * most_nodes;  // paths repeat what they share
  using code_type =
      program_code<most_statements, most_nodes, 2 * most_leaves, most_leaves, outputs>;
  static inline code_type code;
};

/// The rows of a table of operations, and the operations that only emission makes.
template <class List>
struct emission_table;
template <class... Op>
struct emission_table<operations<Op...>> {
  static constexpr int code[] = {Op::code...};
  static constexpr int row(int of_code) {
    int k = 0;
    while (code[k] != of_code) ++k;
    return k;
  }
  template <class Operation, class T>
  static void step(T* target, const T& x, const T& y, const T& z) {
    if constexpr (detail::is_pair<Operation::code>) {
      detail::run_pair(T(x), target);
    } else {
      *target = detail::emitted<Operation::code>::run(T(x), T(y), T(z));
    }
  }
  template <class T>
  static constexpr std::array<void (*)(T*, const T&, const T&, const T&), sizeof...(Op)> steps{
      &step<Op, T>...};
};
using all_emitted =
    emission_table<detail::joined<op::all_operations,
                                  operations<op::multiply_add, op::multiply_subtract,
                                             op::subtract_product, op::sine_and_cosine>>::type>;

}  // namespace etna::test

/// What the loop over a table looks up at compile time otherwise.
template <class Derivation>
struct etna::detail::program_table<etna::test::current_program<Derivation>> {
  static constexpr const auto& code = etna::test::current_program<Derivation>::code;
  struct distinct_codes {
    int index[etna::test::current_program<Derivation>::most_statements];
  };
  static inline distinct_codes codes;
  template <class T>
  static constexpr auto steps = etna::test::all_emitted::steps<T>;
};

namespace etna::test {

/// Makes a derived program the current one. False if there is no room for it.
template <class Derivation>
bool schedule(const derived_program<Derivation>& d) {
  using current = current_program<Derivation>;
  auto& code = current::code;
  if (d.nodes.full || d.nodes.size * d.leaves > current::most_statements) return false;
  code = {};
  detail::scheduler<derived_program<Derivation>::capacity, typename current::code_type>(
      d.nodes, d.paths, code, false);
  for (int s = 0; s < code.statements; ++s) {
    detail::program_table<current>::codes.index[s] = all_emitted::row(code.op[s]);
  }
  return true;
}

/// Runs the current program.
template <class Derivation, class T>
std::array<T, static_cast<std::size_t>(current_program<Derivation>::outputs)> run_current(
    const T* x) {
  const auto& code = current_program<Derivation>::code;
  std::array<T, static_cast<std::size_t>(current_program<Derivation>::outputs)> out{};
  const auto w = std::make_unique<T[]>(static_cast<std::size_t>(code.slots + 1));
  for (int k = 0; k < code.constants; ++k) {
    w[static_cast<std::size_t>(k)] = detail::from_constant<T>::make(code.constant[k]);
  }
  detail::loop_block<current_program<Derivation>>(0, x, w.get(), detail::no_mask{}, out);
  return out;
}

}  // namespace etna::test
