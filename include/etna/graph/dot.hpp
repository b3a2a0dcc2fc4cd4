// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/decimal.hpp"
#include "etna/graph/trace.hpp"
#include "etna/graph/variable.hpp"

namespace etna::detail {

/// Writes a graph for Graphviz: an arrow from each operand to what is computed from it. Of the
/// outputs of a path, the first `own` are those of the function itself: what they depend on is
/// called forward, the rest adjoint. They are not drawn. With own = 0 nothing is told apart.
template <class Graph, class Paths>
class dot_writer {
 public:
  constexpr dot_writer(const Graph& graph, const Paths& paths, int own, const variable* names,
                       text_writer& writer)
      : g(graph), paths_(paths), own_(own), variables_(names), out(writer) {
    mark(own, Paths::outputs, drawn_);
    mark(0, own, forward_);
  }

  /// `label(out, k)` writes what output k is called.
  template <class Label>
  constexpr void write(Label label) {
    out.put(
        "digraph {\n"
        "  rankdir=LR\n"
        "  ordering=in\n"
        "  node [fontname=\"Helvetica\", style=filled, color=\"#555555\", fillcolor=\"#e4e4e4\"]\n"
        "  edge [fontname=\"Helvetica\", color=\"#555555\", arrowsize=0.7]\n");
    write_nodes([&](int i) { return g.op[i] <= constant_node; }, "  ");
    if (own_ == 0) {
      write_nodes([&](int i) { return g.op[i] > constant_node; }, "  ");
    } else {
      write_cluster("forward", "#3b75af",
                    [&](int i) { return g.op[i] > constant_node && forward_[i]; });
      write_cluster("adjoint", "#d9822b",
                    [&](int i) { return g.op[i] > constant_node && !forward_[i]; });
    }
    write_arrows();  // outside the clusters: they would draw inputs into them
    write_outputs(label);
    for (int k = 0; k + 1 < Paths::leaves; ++k) write_decision(k);
    out.put("}\n");
  }

 private:
  /// Marks what the outputs from `first` on, and the decisions, depend on.
  constexpr void mark(int first, int last, bool* marked) const {
    for (int leaf = 0; leaf < Paths::leaves; ++leaf) {
      for (int k = first; k < last; ++k) marked[paths_.output[leaf][k]] = true;
    }
    for (int k = 0; k + 1 < Paths::leaves; ++k) marked[paths_.decisions[k].test] = true;
    for (int i = g.size - 1; i >= 0; --i) {
      if (marked[i]) for_each_operand(i, [&](int k) { marked[k] = true; });
    }
  }

  template <class F>
  constexpr void for_each_operand(int i, F f) const {
    if (g.op[i] <= constant_node) return;
    const int arity = g.operation(i).arity;
    if (arity > 0) f(g.a[i]);
    if (arity > 1) f(g.b[i]);
    if (arity > 2) f(g.c[i]);
  }

  template <class Belongs>
  constexpr void write_cluster(const char* name, const char* color, Belongs belongs) {
    out.put("  subgraph cluster_").put(name).put(" {\n    label=\"").put(name);
    out.put("\"\n    fontname=\"Helvetica\"\n    fontcolor=\"")
        .put(color)
        .put("\"\n    color=\"")
        .put(color);
    out.put("\"\n    node [fillcolor=\"").put(color).put("33\", color=\"").put(color).put("\"]\n");
    write_nodes(belongs, "    ");
    out.put("  }\n");
  }

  template <class Belongs>
  constexpr void write_nodes(Belongs belongs, const char* indent) {
    for (int i = 0; i < g.size; ++i) {
      if (!drawn_[i] || !belongs(i)) continue;
      out.put(indent);
      write_node(i);
      out.put(" [label=\"");
      write_label(i);
      out.put(g.is_input(i)      ? "\", shape=box]\n"
              : g.is_constant(i) ? "\", shape=plaintext, style=solid]\n"
                                 : "\"]\n");
    }
  }

  constexpr void write_arrows() {
    for (int i = 0; i < g.size; ++i) {
      if (!drawn_[i]) continue;
      for_each_operand(i, [&](int k) {
        out.put("  ");
        write_node(k);
        out.put(" -> ");
        write_node(i);
        out.put('\n');
      });
    }
  }

  constexpr void write_node(int i) { out.put('n').put_number(i); }

  constexpr void write_label(int i) {
    if (g.is_input(i)) {
      write_variable(out, variables_[g.a[i]]);
    } else if (g.is_constant(i)) {
      write_number(out, constant_value(g.a[i], g.b[i]));
    } else {
      const operation_info& operation = g.operation(i);
      out.put(*operation.infix != 0    ? operation.infix
              : *operation.prefix != 0 ? operation.prefix
                                       : operation.name);
    }
  }

  constexpr void write_output_name(int leaf, int k) {
    out.put("out").put_number(leaf).put('_').put_number(k - own_);
  }

  template <class Label>
  constexpr void write_outputs(Label label) {
    out.put("  subgraph outputs {\n    rank=max\n    node [shape=box, style=bold]\n");
    for_each_output([&](int leaf, int k) {
      out.put("    ");
      write_output_name(leaf, k);
      out.put(" [label=\"");
      label(out, k - own_);
      out.put("\"]\n");
    });
    out.put("  }\n");
    for_each_output([&](int leaf, int k) {
      out.put("  ");
      write_node(paths_.output[leaf][k]);
      out.put(" -> ");
      write_output_name(leaf, k);
      out.put('\n');
    });
  }
  template <class F>
  constexpr void for_each_output(F f) const {
    for (int leaf = 0; leaf < Paths::leaves; ++leaf) {
      for (int k = own_; k < Paths::outputs; ++k) f(leaf, k);
    }
  }

  /// A test, and dashed arrows to what it chooses.
  constexpr void write_decision(int k) {
    const decision& d = paths_.decisions[k];
    out.put("  if").put_number(k).put(" [label=\"if\", shape=diamond]\n  ");
    write_node(d.test);
    out.put(" -> if").put_number(k).put('\n');
    write_choice(k, d.yes, "yes");
    write_choice(k, d.no, "no");
  }
  constexpr void write_choice(int k, int branch, const char* answer) {
    for (int o = branch < 0 ? own_ : 0; o < (branch < 0 ? Paths::outputs : 1); ++o) {
      out.put("  if").put_number(k).put(" -> ");
      if (branch < 0) {
        write_output_name(~branch, o);
      } else {
        out.put("if").put_number(branch);
      }
      out.put(" [style=dashed, label=\"").put(answer).put("\"]\n");
    }
  }

  const Graph& g;
  const Paths& paths_;
  int own_;
  const variable* variables_;
  text_writer& out;
  bool drawn_[Graph::capacity]{}, forward_[Graph::capacity]{};
};

}  // namespace etna::detail
