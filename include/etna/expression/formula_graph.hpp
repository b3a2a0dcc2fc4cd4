// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include "etna/expression/names.hpp"

namespace etna {

/// A node of a formula. The operations of a formula are numbered from formula_operations on, what
/// comes before are leaves.
struct formula_node {
  int op;
  // An operation's operands, as nodes plus one (0: no operand). The a of a leaf is the index of a
  // variable's name, of an argument, of a number that the formula carries, or of a literal.
  int a, b, c;

  /// A node in one word, which is small where its numbers are: so are then the names of types.
  constexpr std::uint64_t pack() const {
    return static_cast<std::uint64_t>(op) | static_cast<std::uint64_t>(a) << 10 |
           static_cast<std::uint64_t>(b) << 28 | static_cast<std::uint64_t>(c) << 46;
  }
  static constexpr formula_node unpack(std::uint64_t word) {
    constexpr std::uint64_t mask = (1 << 18) - 1;
    return {static_cast<int>(word & 1023), static_cast<int>(word >> 10 & mask),
            static_cast<int>(word >> 28 & mask), static_cast<int>(word >> 46)};
  }
};

inline constexpr int formula_variable = 0, formula_position = 1, formula_constant = 2,
                     formula_literal = 3, formula_operations = 4;

/// The graph of a formula, as a template argument: a flat array in which equal nodes are one node.
/// So the names of types, and debug information with them, grow with the nodes of a formula and not
/// with the paths through it. Operands come before their uses; the last node is the formula.
template <int Nodes, int Operations, int Literals, class Names>
struct formula_graph {
  static constexpr int size = Nodes;
  static constexpr int operations = Operations;
  static constexpr int literals = Literals;
  Names names;
  int positions, constants;
  int codes[Operations + 1];            // of its operations
  std::uint64_t literal[Literals + 1];  // the bits of doubles
  std::uint64_t nodes[Nodes];

  constexpr int inputs() const { return positions + names.count; }
  constexpr formula_node node(int i) const { return formula_node::unpack(nodes[i]); }
  constexpr bool is_variable() const { return Nodes == 1 && node(0).op == formula_variable; }
};

namespace detail {

constexpr int slots_for(int nodes) {
  int slots = 4;
  while (slots < 2 * nodes) slots *= 2;
  return slots;
}

/// A formula graph under construction; its names are in order of appearance.
template <int Nodes, int Operations, int Literals, int Names, int Text>
struct formula_draft {
  int size = 0, positions = 0, constants = 0, operations = 0, literals = 0, names = 0,
      text_size = 0;
  int codes[Operations + 1]{};
  std::uint64_t literal[Literals + 1]{};
  std::uint64_t nodes[Nodes]{};
  int start[Names + 1]{};  // of each name in the text
  char text[Text + 1]{};
  int table[slots_for(Nodes)]{};  // of nodes plus one; 0: empty

  constexpr int intern(std::uint64_t word) {
    constexpr unsigned mask = slots_for(Nodes) - 1;
    unsigned k = static_cast<unsigned>((word * 0x9e3779b97f4a7c15u) >> 40) & mask;
    for (; table[k] != 0; k = (k + 1) & mask) {
      if (nodes[table[k] - 1] == word) return table[k] - 1;
    }
    nodes[size] = word;
    table[k] = size + 1;
    return size++;
  }

  /// The index of x in a list, appended if it is new.
  template <class T>
  static constexpr int find(T* list, int& count, T x) {
    for (int k = 0; k < count; ++k) {
      if (list[k] == x) return k;
    }
    list[count] = x;
    return count++;
  }
  constexpr int find_name(const char* name) {
    for (int i = 0; i < names; ++i) {
      if (compare_names(text + start[i], name) == 0) return i;
    }
    start[names] = text_size;
    while (*name != 0) text[text_size++] = *name++;
    ++text_size;
    return names++;
  }

  /// Adds the nodes of a formula, with numbers of its own; returns its last node. Variables of the
  /// list `bound` become numbers, which come after those that the formula has already.
  template <class Graph, class Bound = name_list<0, 0>>
  constexpr int add(const Graph& g, const Bound& bound = {}) {
    constexpr int number_of_names = decltype(g.names)::count;
    int op[Graph::operations + 1]{}, value[Graph::literals + 1]{}, variable[number_of_names + 1]{};
    for (int k = 0; k < Graph::operations; ++k) op[k] = find(codes, operations, g.codes[k]);
    for (int k = 0; k < Graph::literals; ++k) value[k] = find(literal, literals, g.literal[k]);
    for (int k = 0; k < number_of_names; ++k) {
      const int b = bound.find(g.names[k]);
      variable[k] = b < 0 ? find_name(g.names[k]) : -1 - b;
    }
    const bool first =
        size == 0 && Bound::count == 0;  // its nodes are distinct, and numbered as they will be
    int place[Graph::size]{};            // plus one
    for (int i = 0; i < Graph::size; ++i) {
      if (first) {
        place[i] = intern(g.nodes[i]) + 1;
        continue;
      }
      formula_node n = g.node(i);
      if (n.op >= formula_operations) {
        n.op = formula_operations + op[n.op - formula_operations];
        n.a = n.a == 0 ? 0 : place[n.a - 1];
        n.b = n.b == 0 ? 0 : place[n.b - 1];
        n.c = n.c == 0 ? 0 : place[n.c - 1];
      } else if (n.op == formula_literal) {
        n.a = value[n.a];
      } else if (n.op == formula_constant) {
        n.a += constants;
      } else if (n.op == formula_variable && variable[n.a] < 0) {
        n = {formula_constant, constants + g.constants - 1 - variable[n.a], 0, 0};
      } else if (n.op == formula_variable) {
        n.a = variable[n.a];
      }
      place[i] = intern(n.pack()) + 1;
    }
    if (positions < g.positions) positions = g.positions;
    constants += g.constants + Bound::count;
    return place[Graph::size - 1] - 1;
  }
};

/// The draft in its exact size, its names in alphabetical order.
template <int Nodes, int Operations, int Literals, int Names, int Text, class Draft>
constexpr auto finish(const Draft& draft) {
  formula_graph<Nodes, Operations, Literals, name_list<Names, Text>> g{};
  g.positions = draft.positions;
  g.constants = draft.constants;
  for (int k = 0; k < Operations; ++k) g.codes[k] = draft.codes[k];
  for (int k = 0; k < Literals; ++k) g.literal[k] = draft.literal[k];
  int order[Names + 1]{}, place[Names + 1]{};
  for (int i = 0; i < Names; ++i) {
    const char* name = draft.text + draft.start[i];
    int k = i;
    for (; k > 0 && compare_names(draft.text + draft.start[order[k - 1]], name) > 0; --k) {
      order[k] = order[k - 1];
    }
    order[k] = i;
  }
  bool sorted = true;
  int size = 0;
  for (int k = 0; k < Names; ++k) {
    place[order[k]] = k;
    sorted = sorted && order[k] == k;
    const char* name = draft.text + draft.start[order[k]];
    while (*name != 0) g.names.text[size++] = *name++;
    ++size;
  }
  for (int i = 0; i < Nodes; ++i) {
    g.nodes[i] = draft.nodes[i];
    if (sorted) continue;
    formula_node n = g.node(i);
    if (n.op == formula_variable) g.nodes[i] = formula_node{n.op, place[n.a], 0, 0}.pack();
  }
  return g;
}

/// The graph of an operation applied to formulas with the graphs G.
template <int Code, auto... G>
constexpr auto join_formulas() {
  constexpr auto draft = [] {
    formula_draft<(1 + ... + G.size), (1 + ... + G.operations), (0 + ... + G.literals),
                  (0 + ... + G.names.count), (0 + ... + G.names.size)>
        d;
    const int operand[] = {d.add(G) + 1 ..., 0, 0, 0};
    const int op = formula_operations + d.find(d.codes, d.operations, Code);
    d.intern(formula_node{op, operand[0], operand[1], operand[2]}.pack());
    return d;
  }();
  return finish<draft.size, draft.operations, draft.literals, draft.names, draft.text_size>(draft);
}

/// The graph of a formula whose variables of the list Bound have become numbers.
template <auto G, auto Bound>
constexpr auto bind_names() {
  constexpr auto draft = [] {
    formula_draft<G.size, G.operations, G.literals, G.names.count, G.names.size> d;
    d.add(G, Bound);
    return d;
  }();
  return finish<draft.size, draft.operations, draft.literals, draft.names, draft.text_size>(draft);
}

/// A number that a formula carries.
inline constexpr formula_graph<1, 0, 0, name_list<0, 0>> carried_number{
    {}, 0, 1, {}, {}, {formula_node{formula_constant, 0, 0, 0}.pack()}};

/// A number that is known at compile time.
constexpr auto literal_graph(double value) {
  return formula_graph<1, 0, 1, name_list<0, 0>>{{},
                                                 0,
                                                 0,
                                                 {},
                                                 {__builtin_bit_cast(std::uint64_t, value)},
                                                 {formula_node{formula_literal, 0, 0, 0}.pack()}};
}

/// The argument at a position.
constexpr auto position_graph(int position) {
  return formula_graph<1, 0, 0, name_list<0, 0>>{
      {}, position + 1, 0, {}, {}, {formula_node{formula_position, position, 0, 0}.pack()}};
}

}  // namespace detail
}  // namespace etna
