// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/decimal.hpp"
#include "etna/graph/symbol.hpp"
#include "etna/graph/variable.hpp"

namespace etna::detail {

/// How strongly the parts of an expression hold together, as in C++.
enum binding {
  binds_not,
  binds_or,
  binds_and,
  binds_equal,
  binds_less,
  binds_sum,
  binds_product,
  binds_sign,
  binds_atom
};

constexpr binding infix_binding(const char* symbol) {
  switch (*symbol) {
    case '|':
      return binds_or;
    case '&':
      return binds_and;
    case '=':
    case '!':
      return binds_equal;
    case '<':
    case '>':
      return binds_less;
    case '+':
    case '-':
      return binds_sum;
    case '*':
    case '/':
    case '%':
      return binds_product;
    default:
      return binds_not;
  }
}

/// What both notations share: a stack of pieces in place of recursion, since a long sum is a deep
/// graph.
template <class Notation, class Graph>
class expression_writer {
 public:
  constexpr expression_writer(const Graph& graph, const variable* names, int count,
                              text_writer& writer)
      : g(graph), variables(names), out(writer) {
    for (const char* letters = "tsrmnabcdefgh"; *letters != 0; ++letters) {
      letter = *letters;
      bool taken = false;
      for (int k = 0; k < count; ++k) taken = taken || *names[k].name == letter;
      if (!taken) break;
    }
  }

  bool defined[Graph::capacity]{};  // whether a node is written as its name
  int number[Graph::capacity]{};    // of its name
  char letter = 't';                // of all names; no variable begins with it

  constexpr void write_expression(int root) {
    push({"", 0, root, binds_not});
    while (top_ > 0) {
      const piece p = stack_[--top_];
      if (p.node < 0) {
        out.put(p.text, static_cast<std::size_t>(p.length));
      } else if (defined[p.node]) {
        self().write_name(p.node);
      } else if (self().binding_of(p.node) < p.wanted) {
        parenthesised(p.node);
        flush();
      } else if (g.is_input(p.node)) {
        self().write_input(p.node);
      } else if (g.is_constant(p.node)) {
        const double value = constant(p.node);
        self().write_constant(p.wanted == without_sign ? -value : value);
      } else {
        self().expand(p.node, g.operation(p.node), p.wanted == without_sign);
        flush();
      }
    }
  }

  constexpr bool is_sum(int i) const { return is(i, op::add::code) || is(i, op::subtract::code); }
  constexpr bool is_square(int i) const { return is(i, op::multiply::code) && g.a[i] == g.b[i]; }

 protected:
  constexpr Notation& self() { return static_cast<Notation&>(*this); }

  static constexpr int without_sign = -1;  // wanted of a node that begins with one

  constexpr bool is(int i, int code) const {
    return g.op[i] > constant_node && g.operation(i).code == code;
  }
  constexpr bool is_atom(int i) const {
    return defined[i] || g.is_input(i) || (g.is_constant(i) && !is_negative(i));
  }
  constexpr double constant(int i) const { return constant_value(g.a[i], g.b[i]); }
  constexpr bool is_negative(int i) const {
    return !defined[i] && g.is_constant(i) &&
           __builtin_bit_cast(std::uint64_t, constant(i)) >> 63 != 0;
  }

  // What a node expands to, in order.
  constexpr void add(const char* text) {
    batch_[size_++] = {text, static_cast<int>(length(text)), -1, binds_not};
  }
  constexpr void add(const char* text, int count) {
    batch_[size_++] = {text, count, -1, binds_not};
  }
  constexpr void add(int node, int wanted) { batch_[size_++] = {"", 0, node, wanted}; }
  /// x - y for x + (-y), and x + y for x - (-y).
  constexpr void add_sum(int a, bool plus, int b) {
    const bool negative = self().begins_with_sign(b);
    add(a, binds_sum);
    add(plus == negative ? " - " : " + ");
    add(b, negative ? without_sign : binds_product);
  }
  constexpr void parenthesised(int node) {
    add(Notation::open);
    add(node, binds_not);
    add(Notation::close);
  }
  /// f(a, b, c), where f has been added.
  constexpr void arguments(int i, int arity) {
    if (arity == 0) return;
    add(Notation::open);
    add(g.a[i], binds_not);
    if (arity > 1) add(", ");
    if (arity > 1) add(g.b[i], binds_not);
    if (arity > 2) add(", ");
    if (arity > 2) add(g.c[i], binds_not);
    add(Notation::close);
  }
  constexpr void infix(int a, const char* symbol, int b, binding level, bool no_sign = false) {
    const int left = level == binds_not                            ? binds_atom
                     : level == binds_equal || level == binds_less ? level + 1
                                                                   : level;
    add(a, no_sign ? without_sign : left);
    add(" ");
    add(symbol);
    add(" ");
    add(b, level == binds_not ? binds_atom : level + 1);
  }

  const Graph& g;
  const variable* variables;
  text_writer& out;

 private:
  struct piece {
    const char* text;
    int length;
    int node;  // -1: the text
    int wanted;
  };
  static constexpr int most_pieces = 16;

  constexpr void push(piece p) { stack_[top_++] = p; }
  constexpr void flush() {
    while (size_ > 0) push(batch_[--size_]);
  }

  piece stack_[most_pieces * (Graph::capacity + 1)]{};
  piece batch_[most_pieces]{};
  int top_ = 0, size_ = 0;
};

}  // namespace etna::detail
