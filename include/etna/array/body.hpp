// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "etna/array/planner.hpp"

/// \file
/// The bodies of a plan's loops, as graphs of their own: what each reads, computes, stores and
/// reduces.

namespace etna::detail {

/// How the element of an array follows from row and column of a loop.
enum class pattern : unsigned char { full, row, column, scalar };

/// What a loop reads: the node, and where and how; or, of what is the same for a row, its inverse
/// or its negative, or that of the inverse; or one of the loop's sums so far.
struct loop_load {
  int node = 0;
  place from;
  pattern how = pattern::full;
  bool inverse = false, negative = false;
  int sum = -1;  // the number of the result
};
/// A result of a loop: the number of the body's output, what it is reduced with (0: it is stored;
/// else an operation's code) and over which axes, where it goes, and whether it matters only if a
/// product is 0.
struct loop_result {
  int output = 0;
  int reduction = 0;
  int axes = 0;
  place to;
  bool if_zero = false;
};

/// A loop of a plan, or the scalars of one time: the body as a graph of its own, and what it reads
/// and gives.
template <int Nodes, int Outputs>
struct loop_body {
  graph<2 * Nodes + 1> nodes;  // those of the program, inverses, terms and additions of sums
  int loads = 0, results = 0, outputs = 0;
  int output[Nodes + 1]{};
  loop_load load[2 * Nodes + 1]{};
  loop_result result[Nodes + Outputs + 1]{};
};

/// What `program` takes.
template <int Nodes, int Outputs>
struct body_graph {
  graph<Nodes + 1> nodes;
  decision_tree<1, Outputs> paths;
};
template <int Nodes, int Outputs, class Body>
constexpr auto shrink_body(const Body& b) {
  body_graph<Nodes, Outputs> c;
  c.nodes.size = Nodes;
  c.nodes.rounded = b.nodes.rounded;
  for (int i = 0; i < Nodes; ++i) {
    c.nodes.op[i] = b.nodes.op[i];
    c.nodes.a[i] = b.nodes.a[i];
    c.nodes.b[i] = b.nodes.b[i];
    c.nodes.c[i] = b.nodes.c[i];
  }
  for (int k = constant_node + 1; k < operation_slots; ++k) {
    c.nodes.operation_code[k] = b.nodes.operation_code[k];
    if (b.nodes.operation_code[k] != 0) c.nodes.operations[k] = b.nodes.operations[k];
  }
  for (int k = 0; k < Outputs; ++k) c.paths.output[0][k] = b.output[k];
  return c;
}

template <class Graph, class Plan>
class body_builder {
 public:
  static constexpr int nodes = Plan::nodes;
  using body = loop_body<nodes, Plan::outputs>;

  constexpr body_builder(const Graph& graph, const Plan& plan, const plan_step& step, body& b)
      : g(graph), plan_(plan), step_(step), out(b), content_(graph, plan, step) {
    for (int i = 0; i < nodes; ++i) {
      renamed_[i] = output_of_[i] = -1;
      for (auto& made : made_of_) made[i] = -1;
    }
    if (step.kind == step_kind::loop) {
      for_each_root(g, plan, step, [&](int i) { content_.need(i, [](int) {}); });
    } else {
      need_scalars();
    }
    for (int k = constant_node + 1; k < operation_slots; ++k) {
      out.nodes.operation_code[k] = g.operation_code[k];
      if (g.operation_code[k] != 0) out.nodes.operations[k] = g.operations[k];
    }
    out.nodes.rounded = g.rounded;
    for (int i = 0; i < nodes; ++i) {
      if (content_.loaded[i] && !g.is_constant(i)) renamed_[i] = add_load(i, false, false);
    }
    for (int i = 0; i < nodes; ++i) {
      if (content_.loaded[i] && g.is_constant(i)) renamed_[i] = add(g.op[i], g.a[i], g.b[i], -1);
      if (content_.computed[i] && !scale_by_same(i)) {
        const int arity = g.operation(i).arity;
        renamed_[i] = add(g.op[i], arity > 0 ? operand(i, 0) : -1, arity > 1 ? operand(i, 1) : -1,
                          arity > 2 ? operand(i, 2) : -1);
      }
    }
    if (step.kind == step_kind::loop) {
      add_results();
    } else {
      for (int i = 0; i < nodes; ++i) {
        if (content_.computed[i]) out.result[out.results++] = {output(i), 0, 0, plan.at[i]};
      }
    }
  }

 private:
  constexpr void need_scalars() {
    for (int i = 0; i < nodes; ++i) {
      if (!plan_.live[i] || plan_.role[i] != node_role::scalar || plan_.time[i] != step_.time)
        continue;
      content_.computed[i] = true;
      for (int k = 0; k < operands_needed(g, i); ++k) {
        const int x = operand_at(g, i, k);
        const bool here = plan_.role[x] == node_role::scalar && plan_.time[x] == step_.time;
        if (!here) content_.loaded[x] = true;
      }
    }
  }
  constexpr int add(int op, int a, int b, int c) {
    const int k = out.nodes.size++;
    out.nodes.op[k] = op;
    out.nodes.a[k] = a;
    out.nodes.b[k] = b;
    out.nodes.c[k] = c;
    return k;
  }
  constexpr int operand(int i, int k) const {
    const int x = operand_at(g, i, k);
    // Of an operand of which only the shape matters the first stands for it.
    return k < operands_needed(g, i) ? renamed_[x] : renamed_[g.a[i]];
  }
  constexpr pattern pattern_of(int i) const {
    const shape& s = plan_.extent[i];
    return s.is_scalar()                                    ? pattern::scalar
           : plan_.same_space(i, step_.rows, step_.columns) ? pattern::full
           : s.rows == 1                                    ? pattern::row
                                                            : pattern::column;
  }
  constexpr int add_load(int i, bool inverse, bool negative) {
    out.load[out.loads] = {i, plan_.at[i], pattern_of(i), inverse, negative};
    return add(input_node, out.loads++, -1, -1);
  }
  constexpr bool is_same_for_row(int i) const {
    const pattern how = pattern_of(i);
    return content_.loaded[i] && (how == pattern::scalar || how == pattern::column);
  }
  /// What is made once of a number that is the same for a row; or that number.
  constexpr int made_of(int i, bool inverse, bool negative) {
    if (!inverse && !negative) return renamed_[i];
    int& made = made_of_[2 * inverse + negative - 1][i];
    if (made >= 0) return made;
    if (!g.is_constant(i)) return made = add_load(i, inverse, negative);
    const double x = constant_value(g.a[i], g.b[i]), y = inverse ? 1 / x : x;
    const auto bits = __builtin_bit_cast(std::uint64_t, negative ? -y : y);
    return made = add(constant_node, static_cast<int>(static_cast<std::uint32_t>(bits)),
                      static_cast<int>(static_cast<std::uint32_t>(bits >> 32)), -1);
  }
  /// Whether the loop makes the negative of node i.
  constexpr bool is_negated(int i) const {
    for (int n = i + 1; n < nodes; ++n) {
      if (content_.computed[n] && g.operation(n).code == op::negate::code && g.a[n] == i)
        return true;
    }
    return false;
  }
  /// Node i, if it is x divided by such a number: then x times the inverse. The sign of x, or of
  /// the quotient or product, goes there as well.
  constexpr bool scale_by_same(int i) {
    if (step_.kind != step_kind::loop) return false;
    const int times = op::multiply::code, over = op::divide::code, minus = op::negate::code;
    const bool is_negative =
        g.operation(i).code == minus && (is_made_once(g.a[i], times) || is_made_once(g.a[i], over));
    const int scaled = is_negative ? g.a[i] : i, code = g.operation(scaled).code;
    if (code != times && code != over) return false;
    for (int k = 0; k < (code == over ? 1 : 2); ++k) {
      const int x = operand_at(g, scaled, k), by = operand_at(g, scaled, 1 - k);
      // (Of a negation that has taken a product or quotient in, nothing is left to take the sign
      // of.)
      const bool of_negative = is_made_once(x, minus) && renamed_[g.a[x]] >= 0;
      if (!is_same_for_row(by) || !(code == over || is_negative || of_negative)) continue;
      if (is_made_once(i, code) && is_negated(i)) return true;  // by the negation, with its sign
      const int factor = made_of(by, code == over, is_negative != of_negative);
      renamed_[i] = add(slot_of<op::multiply>(), renamed_[of_negative ? g.a[x] : x], factor, -1);
      return true;
    }
    return false;
  }
  /// The number of an operation in the body's graph.
  template <class Op>
  constexpr int slot_of() {
    int k = constant_node + 1;
    while (out.nodes.operation_code[k] != Op::code && out.nodes.operation_code[k] != 0) ++k;
    out.nodes.operation_code[k] = Op::code;
    out.nodes.operations[k] = &info<Op>;
    return k;
  }
  constexpr int output(int i) {
    if (output_of_[i] < 0) {
      out.output[out.outputs] = renamed_[i];
      output_of_[i] = out.outputs++;
    }
    return output_of_[i];
  }
  /// Whether this loop alone makes node i, for one use.
  constexpr bool is_made_once(int i, int code) const {
    return content_.computed[i] && g.operation(i).code == code && uses_of(g, plan_, i) == 1;
  }
  /// Node i as a term of a sum: a z + b z, or a z - b z, as (a + b) z, if nothing else uses these.
  constexpr int term(int i) {
    const int times = op::multiply::code, x = g.a[i], y = g.b[i];
    if (!(is_made_once(i, op::add::code) || is_made_once(i, op::subtract::code)) ||
        !is_made_once(x, times) || !is_made_once(y, times))
      return renamed_[i];
    for (int k = 0; k < 2; ++k) {
      for (int l = 0; l < 2; ++l) {
        if (operand_at(g, x, k) != operand_at(g, y, l)) continue;
        const int factor = add(g.op[i], operand(x, 1 - k), operand(y, 1 - l), -1);
        return add(slot_of<op::multiply>(), factor, operand(x, k), -1);
      }
    }
    return renamed_[i];
  }
  /// The output that is the next result's sum so far plus node i: an addition of the body, so that
  /// it is fused with a product.
  constexpr int add_to_sum(int i) {
    out.load[out.loads].sum = out.results;
    const int so_far = add(input_node, out.loads++, -1, -1);
    out.output[out.outputs] = add(slot_of<op::add>(), term(i), so_far, -1);
    return out.outputs++;
  }
  constexpr bool is_reduced_here(int i) const {
    return plan_.live[i] && plan_.time[i] == step_.time && plan_.role[i] == node_role::reduction &&
           plan_.same_space(g.a[i], step_.rows, step_.columns);
  }
  /// The output of what is stored. Beside a sum, a product in it is an output of its own, for
  /// nothing but that it is not fused: on Zen 5 two fused operations and a store take longer.
  constexpr int stored(int i) {
    const bool is_sum = content_.computed[i] && (g.operation(i).code == op::add::code ||
                                                 g.operation(i).code == op::subtract::code);
    for (int k = 0; has_sum_ && is_sum && k < 2; ++k) {
      const int x = operand_at(g, i, k);
      if (is_made_once(x, op::multiply::code)) output(x);
    }
    return output(i);
  }
  constexpr void add_results() {
    for (int i = 0; i < nodes; ++i)
      has_sum_ = has_sum_ || (is_reduced_here(i) && g.operation(i).code == op::sum_::code);
    for (int i = 0; i < nodes; ++i) {
      if (!plan_.live[i] || plan_.time[i] != step_.time) continue;
      if (plan_.role[i] == node_role::fused && plan_.at[i].in != place::nowhere &&
          plan_.same_space(i, step_.rows, step_.columns))
        out.result[out.results++] = {stored(i), 0, 0, plan_.at[i]};
      if (is_reduced_here(i)) {
        const int code = g.operation(i).code;
        const int number = code == op::sum_::code ? add_to_sum(g.a[i]) : output(g.a[i]);
        out.result[out.results++] = {number, code, g.c[i] & reduced_axes::all, plan_.at[i],
                                     (g.c[i] & reduced_axes::if_zero) != 0};
      }
    }
    for (int k = 0; k < Plan::outputs; ++k) {
      if (plan_.copied[k] == step_.time &&
          plan_.same_space(plan_.output[k], step_.rows, step_.columns))
        out.result[out.results++] = {stored(plan_.output[k]), 0, 0, {place::output, k}};
    }
  }

  const Graph& g;
  const Plan& plan_;
  const plan_step& step_;
  body& out;
  loop_content<Graph, Plan> content_;
  int renamed_[nodes]{}, made_of_[3][nodes]{}, output_of_[nodes]{};
  bool has_sum_ = false;
};

/// Step `Step` of the plan of a derived function, as what `program` takes.
template <class Derived, int Step>
struct step_body {
  static constexpr const auto& plan = plan_of<Derived>::value;
  static constexpr auto draft = [] {
    using builder = body_builder<std::remove_cvref_t<decltype(Derived::value.nodes)>,
                                 std::remove_cvref_t<decltype(plan)>>;
    typename builder::body b;
    builder(Derived::value.nodes, plan, plan.step[Step], b);
    return b;
  }();
  static constexpr auto value = shrink_body<draft.nodes.size, draft.outputs>(draft);
  static constexpr int inputs = draft.loads, outputs = draft.outputs;
  static constexpr auto loads = [] {
    std::array<loop_load, static_cast<std::size_t>(draft.loads)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = draft.load[k];
    return all;
  }();
  static constexpr auto results = [] {
    std::array<loop_result, static_cast<std::size_t>(draft.results)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = draft.result[k];
    return all;
  }();
};

}  // namespace etna::detail
