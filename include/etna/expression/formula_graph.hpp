// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "etna/expression/names.hpp"

namespace etna {

/// What the nodes of a formula are that are no operations.
enum formula_leaf {
  formula_variable = -1,  // a: its index in the list of names
  formula_position = -2,  // a: its index among the arguments
  formula_constant = -3,  // a: its index among the numbers that the formula carries
  formula_literal = -4    // a, b: the bits of its double
};

/// The graph of a formula, as a template argument: flat arrays of ints in which equal nodes are one
/// node. So the names of types, and debug information with them, grow with the nodes of a formula
/// and not with the paths through it, and small numbers keep them short. Node i is a leaf, if op[i]
/// is negative, or the operation with the code codes[op[i]] of the nodes i - a[i], i - b[i], i -
/// c[i] (0: no operand). The last node is the formula.
template <int Nodes, int Codes, class Names>
struct formula_graph {
  static constexpr int size = Nodes;
  static constexpr int operations = Codes;
  Names names;
  int positions, constants;
  int codes[Codes + 1];
  int op[Nodes], a[Nodes], b[Nodes], c[Nodes];

  constexpr int inputs() const { return positions + names.count; }
  constexpr bool is_variable() const { return Nodes == 1 && op[0] == formula_variable; }
};

namespace detail {

/// A formula graph under construction. Operands are nodes, -1: no operand; names are in order of
/// appearance.
template <int Nodes, int Codes, int Names, int Text>
struct formula_draft {
  int size = 0, positions = 0, constants = 0, operations = 0, names = 0, text_size = 0;
  int codes[Codes + 1]{};
  int op[Nodes]{}, a[Nodes]{}, b[Nodes]{}, c[Nodes]{};
  int start[Names + 1]{};  // of each name in the text
  char text[Text + 1]{};
  int table[2 * Nodes + 1]{};  // of nodes plus one; 0: empty

  constexpr int intern(int o, int x, int y, int z) {
    const unsigned h = (static_cast<unsigned>(o) * 31u + static_cast<unsigned>(x)) * 0x9e3779b1u +
                       static_cast<unsigned>(y) * 0x85ebca6bu +
                       static_cast<unsigned>(z) * 0xc2b2ae35u;
    constexpr unsigned slots = 2 * Nodes + 1;
    unsigned k = (h ^ (h >> 15)) % slots;
    for (; table[k] != 0; k = (k + 1) % slots) {
      const int i = table[k] - 1;
      if (op[i] == o && a[i] == x && b[i] == y && c[i] == z) return i;
    }
    op[size] = o;
    a[size] = x;
    b[size] = y;
    c[size] = z;
    table[k] = size + 1;
    return size++;
  }
  constexpr int operation(int code) {
    for (int k = 0; k < operations; ++k) {
      if (codes[k] == code) return k;
    }
    codes[operations] = code;
    return operations++;
  }
  constexpr int name(const char* text_of_name) {
    for (int i = 0; i < names; ++i) {
      if (compare_names(text + start[i], text_of_name) == 0) return i;
    }
    start[names] = text_size;
    while (*text_of_name != 0) text[text_size++] = *text_of_name++;
    ++text_size;
    return names++;
  }

  /// Adds the nodes of a formula, with constants of its own; returns its last node. Variables of
  /// the list `bound` become constants, which come after those that the formula has already.
  template <class Graph, class Bound = name_list<0, 0>>
  constexpr int add(const Graph& g, const Bound& bound = {}) {
    int operation_of[Graph::operations + 1]{}, variable[decltype(g.names)::count + 1]{},
        node[Graph::size]{};
    for (int k = 0; k < Graph::operations; ++k) operation_of[k] = operation(g.codes[k]);
    for (int i = 0; i < decltype(g.names)::count; ++i) {
      const int k = bound.find(g.names[i]);
      variable[i] = k < 0 ? name(g.names[i]) : -1 - k;
    }
    for (int i = 0; i < Graph::size; ++i) {
      const int leaf = g.op[i] == formula_variable ? variable[g.a[i]] : g.a[i];
      const auto operand = [&](int distance) { return distance == 0 ? -1 : node[i - distance]; };
      if (g.op[i] >= 0) {
        node[i] = intern(operation_of[g.op[i]], operand(g.a[i]), operand(g.b[i]), operand(g.c[i]));
      } else if (g.op[i] == formula_constant) {
        node[i] = intern(formula_constant, constants + leaf, 0, 0);
      } else if (g.op[i] == formula_variable && leaf < 0) {
        node[i] = intern(formula_constant, constants + g.constants - 1 - leaf, 0, 0);
      } else {
        node[i] = intern(g.op[i], leaf, g.b[i], 0);
      }
    }
    if (positions < g.positions) positions = g.positions;
    constants += g.constants + Bound::count;
    return node[Graph::size - 1];
  }
};

/// The draft in its exact size, its names in alphabetical order.
template <int Size, int Codes, int Names, int Text, class Draft>
constexpr auto finish(const Draft& draft) {
  formula_graph<Size, Codes, name_list<Names, Text>> g{};
  g.positions = draft.positions;
  g.constants = draft.constants;
  for (int k = 0; k < Codes; ++k) g.codes[k] = draft.codes[k];
  int order[Names + 1]{}, place[Names + 1]{};
  for (int i = 0; i < Names; ++i) {
    int k = i;
    for (; k > 0 &&
           compare_names(draft.text + draft.start[order[k - 1]], draft.text + draft.start[i]) > 0;
         --k) {
      order[k] = order[k - 1];
    }
    order[k] = i;
  }
  int size = 0;
  for (int k = 0; k < Names; ++k) {
    place[order[k]] = k;
    for (const char* name = draft.text + draft.start[order[k]]; *name != 0; ++name)
      g.names.text[size++] = *name;
    ++size;
  }
  for (int i = 0; i < Size; ++i) {
    const bool leaf = draft.op[i] < 0;
    const auto operand = [&](int node) { return leaf ? node : node < 0 ? 0 : i - node; };
    g.op[i] = draft.op[i];
    g.a[i] = g.op[i] == formula_variable ? place[draft.a[i]] : operand(draft.a[i]);
    g.b[i] = operand(draft.b[i]);
    g.c[i] = operand(draft.c[i]);
  }
  return g;
}

/// The graph of an operation applied to formulas with the graphs G.
template <int Code, auto... G>
constexpr auto join_formulas() {
  constexpr auto draft = [] {
    formula_draft<(1 + ... + G.size), (1 + ... + G.operations), (0 + ... + G.names.count),
                  (0 + ... + G.names.size)>
        d;
    const int operand[] = {d.add(G)..., -1, -1, -1};
    d.intern(d.operation(Code), operand[0], operand[1], operand[2]);
    return d;
  }();
  return finish<draft.size, draft.operations, draft.names, draft.text_size>(draft);
}

/// The graph of a formula whose variables of the list Bound have become constants.
template <auto G, auto Bound>
constexpr auto bind_names() {
  constexpr auto draft = [] {
    formula_draft<G.size, G.operations, G.names.count, G.names.size> d;
    d.add(G, Bound);
    return d;
  }();
  return finish<draft.size, draft.operations, draft.names, draft.text_size>(draft);
}

/// The graph of one leaf.
constexpr auto leaf_graph(formula_leaf op, int a, int b = 0) {
  return formula_graph<1, 0, name_list<0, 0>>{
      {}, op == formula_position ? a + 1 : 0, op == formula_constant ? 1 : 0, {}, {op}, {a}, {b},
      {}};
}

/// The graph of a number that is known.
constexpr auto literal_graph(double value) {
  const auto bits = __builtin_bit_cast(std::uint64_t, value);
  return leaf_graph(formula_literal, static_cast<int>(static_cast<std::uint32_t>(bits)),
                    static_cast<int>(static_cast<std::uint32_t>(bits >> 32)));
}

}  // namespace detail
}  // namespace etna
