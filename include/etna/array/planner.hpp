// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/array/plan.hpp"
#include "etna/transform/derivation.hpp"

/// \file
/// Makes plans.

namespace etna::detail {

template <class Graph, class Plan>
class planner {
 public:
  /// `replaced` holds for every output the argument whose place it takes, or -1.
  template <class Shapes>
  constexpr planner(const Graph& graph, const Shapes& shapes, const int* outputs,
                    const int* replaced, Plan& plan)
      : g(graph), replaced_(replaced), out(plan) {
    for (int k = 0; k < Plan::outputs; ++k) out.output[k] = outputs[k];
    for (int i = 0; i < Plan::nodes; ++i) {
      const shape& s = shapes.node[i];
      out.extent[i] = {s.rank, shapes.dimensions.root(s.rows), shapes.dimensions.root(s.columns)};
    }
    mark_live();
    for (int i = 0; i < Plan::nodes; ++i) {
      if (out.live[i]) set_role(i), set_time(i);
    }
    for (int i = 0; i < Plan::nodes; ++i)
      last_ = out.live[i] && out.time[i] > last_ ? out.time[i] : last_;
    find_subtractions();
    place_outputs();
    place_results();
    add_steps();
    for (int s = out.steps - 1; s >= 0; --s) {
      if (out.step[s].kind == step_kind::loop) keep_for(out.step[s]);
    }
    place_scalars();
    share_slots();
    place_aliases();
  }

 private:
  constexpr int code(int i) const { return g.op[i] > constant_node ? g.operation(i).code : 0; }
  constexpr bool is_alias(int i) const { return is_same_memory(g, out.extent[i], i); }

  constexpr void mark_live() {
    for (int k = 0; k < Plan::outputs; ++k) out.live[out.output[k]] = true;
    for (int i = Plan::nodes - 1; i >= 0; --i) {
      if (!out.live[i]) continue;
      for (int k = 0; k < operands_needed(g, i); ++k) out.live[operand_at(g, i, k)] = true;
    }
  }

  constexpr void set_role(int i) {
    if (g.is_input(i)) {
      out.at[i] = {place::input, g.a[i]};
    } else if (g.is_constant(i)) {
      out.at[i] = {place::constant, i};
    } else if (code(i) == op::column_index_::code) {
      out.at[i] = {place::index, 0};
    } else if (code(i) == op::extent_::code) {
      out.at[i] = {place::extent, i};
    } else if (!g.operation(i).on_arrays) {
      out.role[i] = out.extent[i].is_scalar() ? node_role::scalar : node_role::fused;
    } else {
      out.role[i] = op::is_reduction(code(i)) ? node_role::reduction : node_role::whole_array;
    }
  }

  /// From which time on loops over other extents than its own can use a node.
  constexpr int available(int i) const {
    switch (out.role[i]) {
      case node_role::leaf:
        return 0;
      case node_role::scalar:
        return out.time[i];
      default:
        // The scalars of one time are computed together, and then are in memory.
        return is_alias(i) && out.role[g.a[i]] != node_role::scalar ? available(g.a[i])
                                                                    : out.time[i] + 1;
    }
  }
  constexpr void set_time(int i) {
    int time = 0;
    for (int k = 0; k < operands_needed(g, i); ++k) {
      const int x = operand_at(g, i, k);
      const bool in_one_loop = out.role[x] == node_role::fused &&
                               (out.role[i] == node_role::reduction ||
                                (out.role[i] == node_role::fused &&
                                 out.same_space(i, out.extent[x].rows, out.extent[x].columns)));
      const bool after_loops = out.role[i] == node_role::whole_array;
      const int from = in_one_loop || after_loops ? out.time[x] : available(x);
      time = from > time ? from : time;
    }
    out.time[i] = time;
  }

  constexpr int uses_of(int i) const { return detail::uses_of(g, out, i); }
  constexpr bool is_replaced(int i) const {
    while (is_alias(i)) i = g.a[i];
    for (int k = 0; k < Plan::outputs; ++k) {
      if (g.is_input(i) && replaced_[k] == g.a[i]) return true;
    }
    return false;
  }
  /// Whether node i, times a scalar, may be subtracted from an argument where that is: a product of
  /// matrices that is not used otherwise, and does not read what other results replace.
  constexpr bool is_subtraction(int i) const {
    return code(i) == op::matmul_::code && !out.extent[i].is_scalar() && uses_of(i) == 1 &&
           !is_replaced(g.a[i]) && !is_replaced(g.b[i]);
  }
  /// Finds results that are their argument minus a scalar times a product of matrices.
  constexpr void find_subtractions() {
    for (int k = 0; k < Plan::outputs; ++k) {
      const int result = out.output[k];
      if (replaced_[k] < 0 || code(result) != op::subtract::code || uses_of(result) != 1) continue;
      const int from = g.a[result], scaled = g.b[result];
      if (!g.is_input(from) || g.a[from] != replaced_[k] || code(scaled) != op::multiply::code ||
          uses_of(scaled) != 1)
        continue;
      for (int side = 0; side < 2; ++side) {
        const int product = operand_at(g, scaled, side), factor = operand_at(g, scaled, 1 - side);
        if (!is_subtraction(product) || !out.extent[factor].is_scalar()) continue;
        out.live[result] = out.live[scaled] = false;
        out.at[product] = {place::output, k};
        out.factor[product] = factor;
        break;
      }
    }
  }

  /// Results are made where they belong, once; those that are there twice, or are arguments, are
  /// copied.
  constexpr void place_outputs() {
    for (int k = 0; k < Plan::outputs; ++k) {
      const int i = out.output[k];
      out.copied[k] = -1;
      if (out.extent[i].is_scalar() || !out.live[i]) continue;
      if (replaced_[k] >= 0) {
        // Made apart, and copied when nothing reads the argument any more.
        keep(i);
        out.copied[k] = last_ + 1;
      } else if (out.role[i] != node_role::leaf && !is_alias(i) && out.at[i].in == place::nowhere) {
        out.at[i] = {place::output, k};
      } else {
        out.copied[k] = out.role[i] == node_role::fused ? out.time[i] : available(i);
      }
    }
  }
  constexpr void keep(int i) {
    if (out.at[i].in != place::nowhere) return;
    if (out.role[i] == node_role::scalar || out.role[i] == node_role::leaf) return;
    if (is_alias(i)) {
      keep(g.a[i]);
      return;
    }
    if (out.role[i] == node_role::reduction && out.extent[i].is_scalar()) return;
    out.at[i] = {place::slot};  // share_slots says which
  }
  constexpr void place_results() {
    for (int i = 0; i < Plan::nodes; ++i) {
      if (!out.live[i]) continue;
      if (out.role[i] == node_role::whole_array) {
        for (int k = 0; k < operands_needed(g, i); ++k) keep(operand_at(g, i, k));
        keep(i);
      } else if (out.role[i] == node_role::reduction) {
        keep(i);
      }
    }
  }

  /// Steps, in order.
  constexpr void add_steps() {
    int last = last_;
    for (int k = 0; k < Plan::outputs; ++k) last = out.copied[k] > last ? out.copied[k] : last;
    for (int t = 0; t <= last; ++t) {
      bool scalars = false;
      for (int i = 0; i < Plan::nodes; ++i)
        scalars = scalars || (out.live[i] && out.time[i] == t && out.role[i] == node_role::scalar);
      if (scalars) out.step[out.steps++] = {step_kind::scalars, t};
      const int first = out.steps;
      const auto loop_over = [&](const shape& s) {
        for (int l = first; l < out.steps; ++l) {
          if (out.step[l].rows == s.rows && out.step[l].columns == s.columns) return;
        }
        out.step[out.steps++] = {step_kind::loop, t, -1, s.rows, s.columns};
      };
      for (int i = 0; i < Plan::nodes; ++i) {
        if (!out.live[i] || out.time[i] != t) continue;
        if (out.role[i] == node_role::fused) loop_over(out.extent[i]);
        if (out.role[i] == node_role::reduction) loop_over(out.extent[g.a[i]]);
      }
      for (int k = 0; k < Plan::outputs; ++k) {
        if (out.copied[k] == t) loop_over(out.extent[out.output[k]]);
      }
      for (int i = 0; i < Plan::nodes; ++i) {
        if (!out.live[i] || out.time[i] != t || out.role[i] != node_role::whole_array ||
            is_alias(i) || out.factor[i] != 0)
          continue;
        const bool product = code(i) == op::matmul_::code;
        out.step[out.steps++] = {product ? step_kind::matmul : step_kind::operation, t, i};
      }
    }
    for (int i = 0; i < Plan::nodes; ++i) {
      if (out.live[i] && out.factor[i] != 0)
        out.step[out.steps++] = {step_kind::subtraction, last, i};
    }
  }

  /// Finds what a loop needs of earlier loops: later loops go first.
  constexpr void keep_for(const plan_step& loop) {
    loop_content<Graph, Plan> content(g, out, loop);
    for_each_root(g, out, loop, [&](int root) { content.need(root, [&](int i) { keep(i); }); });
  }

  /// The step that makes node i.
  constexpr int step_of(int i) const {
    const int looped = out.role[i] == node_role::reduction ? g.a[i] : i;
    for (int s = 0; s < out.steps; ++s) {
      const plan_step& step = out.step[s];
      const bool is_loop = step.kind == step_kind::loop && step.time == out.time[i] &&
                           out.same_space(looped, step.rows, step.columns);
      if (out.role[i] == node_role::whole_array ? step.node == i : is_loop) return s;
    }
    return -1;
  }
  /// Arrays of the same extents share memory if one is no longer read when the other is made;
  /// results too are memory until they are made.
  constexpr void share_slots() {
    int made_in[Plan::nodes]{}, last_read[Plan::nodes]{};
    for (int i = 0; i < Plan::nodes; ++i)
      made_in[i] = out.at[i].in == place::slot && !is_alias(i) ? step_of(i) : -1;
    // The steps of one pass happen together, from the first to the last.
    int begin[Plan::capacity]{}, end[Plan::capacity]{};
    for (int s = 0; s <= out.steps; ++s) begin[s] = end[s] = s;
    for (int s = 0; s < out.steps; ++s) {
      const one_pass pass = pass_from(g, out, s);
      for (int k = s; k <= pass.last; ++k) begin[k] = s, end[k] = pass.last;
    }
    const auto reads = [&](int step, int i) {
      while (is_alias(i)) i = g.a[i];
      if (out.at[i].in == place::slot && end[step] > last_read[i]) last_read[i] = end[step];
    };
    for (int s = 0; s < out.steps; ++s) {
      const plan_step& step = out.step[s];
      if (step.kind == step_kind::loop) {
        loop_content<Graph, Plan> content(g, out, step);
        for_each_root(g, out, step, [&](int root) { content.need(root, [](int) {}); });
        for (int i = 0; i < Plan::nodes; ++i) {
          if (content.loaded[i]) reads(s, i);
        }
        continue;
      }
      for (int i = 0; i < Plan::nodes; ++i) {
        const bool is_here = step.kind == step_kind::scalars
                                 ? out.role[i] == node_role::scalar && out.time[i] == step.time
                                 : i == step.node;
        if (!out.live[i] || !is_here) continue;
        for (int k = 0; k < operands_needed(g, i); ++k) reads(s, operand_at(g, i, k));
      }
    }
    for (int k = 0; k < Plan::outputs; ++k) {
      if (out.extent[out.output[k]].is_scalar()) reads(out.steps, out.output[k]);
    }

    // The memory of results, and then slots.
    constexpr int results = Plan::outputs;
    const auto extent_of = [&](int k) -> const shape& {
      return k < results ? out.extent[out.output[k]] : out.slot[k - results];
    };
    // Whether array i is done with when result k is made: a loop reads an element before it writes
    // there.
    const auto precedes_result = [&](int i, int k) {
      const int result = out.output[k], step = step_of(result);
      if (out.at[result].in != place::output || out.at[result].number != k || replaced_[k] >= 0)
        return false;
      const bool is_alone = begin[step] == step && end[step] == step;
      return last_read[i] < begin[step] ||
             (last_read[i] == step && is_alone && out.role[result] == node_role::fused);
    };
    int free_from[results + Plan::nodes]{};
    for (int s = 0; s < out.steps; ++s) {
      for (int i = 0; i < Plan::nodes; ++i) {
        if (made_in[i] != s) continue;
        int k = 0;
        while (k < results + out.slots &&
               (free_from[k] > begin[s] ||
                !out.same_space(i, extent_of(k).rows, extent_of(k).columns) ||
                (k < results && !precedes_result(i, k))))
          ++k;
        if (k == results + out.slots) out.slot[out.slots++] = out.extent[i];
        free_from[k] = last_read[i] + 1;
        out.at[i] = k < results ? place{place::output, k} : place{place::slot, k - results};
      }
    }
  }

  constexpr void place_scalars() {
    for (int i = 0; i < Plan::nodes; ++i) {
      if (!out.live[i] || !out.extent[i].is_scalar()) continue;
      if (out.role[i] == node_role::scalar || out.role[i] == node_role::reduction)
        out.at[i] = {place::scalar, out.scalars++};
    }
  }
  constexpr void place_aliases() {
    for (int i = 0; i < Plan::nodes; ++i) {
      if (out.live[i] && is_alias(i)) out.at[i] = out.at[g.a[i]];
    }
  }

  const Graph& g;
  const int* replaced_;
  Plan& out;
  int last_ = 0;  // the last time at which anything is computed
};

/// Whether results take the place of arguments.
template <class Derivation>
concept in_place = requires { Derivation::replaced(0, 0); };

/// For every output of a derived function the input whose place it takes, or -1.
template <class Derived>
inline constexpr auto replaced_inputs = [] {
  std::array<int, static_cast<std::size_t>(Derived::outputs) + 1> all{};
  for (int k = 0; k < Derived::outputs; ++k) {
    if constexpr (in_place<typename Derived::derivation>) {
      all[static_cast<std::size_t>(k)] = Derived::derivation::replaced(Derived::trace::outputs, k);
    } else {
      all[static_cast<std::size_t>(k)] = -1;
    }
  }
  return all;
}();

/// The plan of a derived function of arrays.
template <class Derived>
struct plan_of {
  static constexpr const auto& nodes = Derived::value.nodes;
  static constexpr auto value = [] {
    array_plan<nodes.size, Derived::outputs> plan;
    planner(nodes, Derived::value.shapes, Derived::value.paths.output[0],
            replaced_inputs<Derived>.data(), plan);
    return plan;
  }();
};

}  // namespace etna::detail
