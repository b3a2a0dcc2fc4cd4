// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/latex_notation.hpp"
#include "etna/graph/text_notation.hpp"
#include "etna/graph/trace.hpp"

namespace etna::detail {

/// Calls f(std::type_identity<E>) for each element or member of the type R.
template <class R, class F>
constexpr void for_each_element_type(F f) {
  using tree = tree_of<R>;
  if constexpr (tree::kind == tree_kind::array) {
    for (int k = 0; k < tree::extent; ++k) f(std::type_identity<typename tree::element>{});
  } else {
    [&]<int... I>(std::integer_sequence<int, I...>) {
      (f(std::type_identity<
           std::remove_cvref_t<decltype(tree::template get<I>(std::declval<R&>()))>>{}),
       ...);
    }(std::make_integer_sequence<int, tree::members>{});
  }
}

template <class R>
constexpr int array_rank() {
  if constexpr (tree_of<R>::kind == tree_kind::leaf) {
    return 0;
  } else if constexpr (tree_of<R>::kind == tree_kind::array) {
    constexpr int rank = array_rank<typename tree_of<R>::element>();
    return rank < 0 ? -1 : rank + 1;
  } else {
    return -1;
  }
}

/// Writes a graph as formulas: what is used more than once gets a name, and what an `if` chooses is
/// shown as cases.
template <class Notation, class Result, class Graph, class Paths>
class printer {
 public:
  constexpr printer(const Graph& graph, const Paths& paths, const variable* names, int count,
                    text_writer& writer)
      : g(graph), paths_(paths), expressions_(graph, names, count, writer), out(writer) {
    int tests[limits::decisions + 1]{};
    count_uses(paths.root, tests, 0);
  }

  /// Lines of text, without a line break at the end:
  ///
  ///     t1 = exp(x)
  ///     if x < 0:
  ///       t1 * t1
  ///     else:
  ///       t1
  constexpr void write_text() { write_text_block(paths_.root, 0); }

  /// LaTeX for math mode.
  constexpr void write_latex() { write_latex_block(paths_.root); }

 private:
  constexpr void write_text_block(int branch, int depth) {
    const int before = definitions_;
    find_undefined(branch);
    define([&] { indent(depth); }, "\n");
    indent(depth);
    while (!is_leaf(branch)) {
      const decision& d = paths_.decisions[branch];
      out.put("if ");
      expressions_.write_expression(d.test);
      out.put(":\n");
      write_text_block(d.yes, depth + 1);
      out.put('\n');
      indent(depth);
      out.put("else");
      if (is_leaf(d.no) || find_undefined(d.no) > 0) {
        out.put(":\n");
        write_text_block(d.no, depth + 1);
        return forget(before);
      }
      out.put(' ');
      branch = d.no;
    }
    write_braced<Result>(branch, 0);
    forget(before);
  }

  constexpr void write_latex_block(int branch) {
    const int before = definitions_;
    const bool lines = find_undefined(branch) > 0;
    if (lines) out.put("\\begin{aligned} ");
    define([] {}, " \\\\ ");
    if (lines) out.put("& ");
    if (is_leaf(branch)) {
      write_latex_result<Result>(branch, 0);
    } else {
      write_latex_cases(branch);
    }
    if (lines) out.put(" \\end{aligned}");
    forget(before);
  }

  constexpr void write_latex_cases(int branch) {
    out.put("\\begin{cases} ");
    while (true) {
      const decision& d = paths_.decisions[branch];
      write_latex_block(d.yes);
      out.put(" & \\text{if } ");
      expressions_.write_expression(d.test);
      out.put(" \\\\ ");
      if (is_leaf(d.no) || find_undefined(d.no) > 0) {
        write_latex_block(d.no);
        break;
      }
      branch = d.no;
    }
    out.put(" & \\text{otherwise} \\end{cases}");
  }

  /// The values of a leaf in the shape R, from output `first` on; returns the output after the
  /// last.
  template <class R>
  constexpr int write_braced(int leaf, int first) {
    if constexpr (tree_of<R>::kind == tree_kind::leaf) {
      expressions_.write_expression(paths_.output[~leaf][first]);
      return first + 1;
    } else {
      const char* separator = "{";
      for_each_element_type<R>([&]<class E>(std::type_identity<E>) {
        out.put(separator);
        separator = ", ";
        first = write_braced<E>(leaf, first);
      });
      out.put(*separator == '{' ? "{}" : "}");
      return first;
    }
  }

  /// The same in LaTeX: arrays as column vectors, arrays of arrays as matrices.
  template <class R>
  constexpr int write_latex_result(int leaf, int first) {
    constexpr int rank = array_rank<R>();
    if constexpr (rank == 0) {
      expressions_.write_expression(paths_.output[~leaf][first]);
      return first + 1;
    } else {
      constexpr bool matrix = rank == 1 || rank == 2;
      const char* separator = matrix ? "\\begin{pmatrix} " : Notation::open;
      for_each_element_type<R>([&]<class E>(std::type_identity<E>) {
        out.put(separator);
        separator = matrix ? " \\\\ " : ", ";
        if constexpr (rank == 2) {
          for (int k = 0; k < tree_size<E>; ++k) {
            if (k > 0) out.put(" & ");
            first = write_latex_result<typename tree_of<E>::element>(leaf, first);
          }
        } else {
          first = write_latex_result<E>(leaf, first);
        }
      });
      out.put(matrix ? " \\end{pmatrix}" : Notation::close);
      return first;
    }
  }

  constexpr void indent(int depth) {
    for (int k = 0; k < depth; ++k) out.put("  ");
  }

  static constexpr bool is_leaf(int branch) { return branch < 0; }

  /// Finds the nodes that must get their names before the expressions at the head of a block are
  /// written: a test, or the outputs.
  constexpr int find_undefined(int branch) {
    for (int i = 0; i < g.size; ++i) needed_[i] = false;
    const auto need = [&](int i) { needed_[i] = needed_[i] || !expressions_.defined[i]; };
    if (is_leaf(branch)) {
      for (int k = 0; k < Paths::outputs; ++k) need(paths_.output[~branch][k]);
    } else {
      need(paths_.decisions[branch].test);
    }
    int count = 0;
    for (int i = g.size - 1; i >= 0; --i) {
      if (!needed_[i]) continue;
      for_each_operand(i, need);
      if (named_[i]) ++count;
    }
    return count;
  }

  template <class Before>
  constexpr void define(Before before, const char* after) {
    for (int i = 0; i < g.size; ++i) {
      if (!needed_[i] || !named_[i]) continue;
      if (expressions_.number[i] == 0) expressions_.number[i] = ++numbers_;
      before();
      expressions_.write_name(i);
      expressions_.write_definition();
      expressions_.write_expression(i);
      out.put(after);
      expressions_.defined[i] = true;
      defined_[definitions_++] = i;
    }
  }

  /// What was defined in a block is unknown to its sibling.
  constexpr void forget(int until) {
    while (definitions_ > until) expressions_.defined[defined_[--definitions_]] = false;
  }

  template <class F>
  constexpr void for_each_operand(int i, F f) const {
    if (g.op[i] <= constant_node) return;
    const int arity = g.operation(i).arity;
    if (arity > 0) f(g.a[i]);
    if (arity > 1 && !expressions_.is_square(i)) f(g.b[i]);
    if (arity > 2) f(g.c[i]);
  }

  /// Names what is used more than once on a path, by its tests and its outputs.
  constexpr void count_uses(int branch, int* tests, int count) {
    if (!is_leaf(branch)) {
      const decision& d = paths_.decisions[branch];
      tests[count] = d.test;
      count_uses(d.yes, tests, count + 1);
      count_uses(d.no, tests, count + 1);
      return;
    }
    int uses[Graph::capacity]{};
    for (int k = 0; k < count; ++k) ++uses[tests[k]];
    for (int k = 0; k < Paths::outputs; ++k) ++uses[paths_.output[~branch][k]];
    for (int i = g.size - 1; i >= 0; --i) {
      if (uses[i] == 0) continue;
      for_each_operand(i, [&](int k) { ++uses[k]; });
      if (uses[i] > 1 && !is_trivial(i)) named_[i] = true;
    }
  }

  constexpr bool is_trivial(int i) const {
    if (g.op[i] <= constant_node) return true;
    const operation_info& operation = g.operation(i);
    return operation.arity == 0 ||
           (operation.code == op::negate::code && g.op[g.a[i]] <= constant_node);
  }

  const Graph& g;
  const Paths& paths_;
  Notation expressions_;
  text_writer& out;
  bool named_[Graph::capacity]{}, needed_[Graph::capacity]{};
  int defined_[Graph::capacity]{};
  int definitions_ = 0, numbers_ = 0;
};

}  // namespace etna::detail
