// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>
#include <utility>

#include "etna/graph/trace.hpp"
#include "etna/op/fused.hpp"
#include "etna/op/select.hpp"
#include "etna/op/trigonometric.hpp"

namespace etna {

/// A run of statements, and what follows it: a branch on the truth of a value, or the end of a
/// path.
struct program_block {
  int first = 0;
  int count = 0;
  bool ends = false;  // the path `leaf`; otherwise it goes on with block `yes` or `no`
  int test = 0;       // operand
  int yes = 0, no = 0;
  int leaf = 0;
};

/// A program: what is left of a graph when it has been pruned, fused and put in order. Statement s
/// sets slot target[s] to the operation with code op[s] of the operands a[s], b[s], c[s]. Operand
/// ~k is input k; operand k is slot k: first the constants, at least one (it also stands for the
/// operands that an operation does not have), then the values.
template <int Statements, int Constants, int Blocks, int Leaves, int Outputs>
struct program_code {
  static constexpr int leaves = Leaves;
  static constexpr int outputs = Outputs;
  int statements = 0, constants = 0, slots = 0, blocks = 0;
  bool rounded = false;
  int op[Statements + 1]{}, target[Statements + 1]{};
  int a[Statements + 1]{}, b[Statements + 1]{}, c[Statements + 1]{};
  double constant[Constants + 1]{};
  program_block block[Blocks]{};
  int output[Leaves][Outputs + 1]{};
};

namespace detail {

/// With no more paths than this, each path's statements are in the order in which they were
/// recorded: compilers make more of it than of a depth-first order. But it takes a pass over all
/// nodes for each path.
inline constexpr int paths_in_order = 8;

/// A sum of at least so many products is made of two: in one, each would wait for the one before.
inline constexpr int long_sum = 8;

/// Turns a graph into a program. Statements are in the order in which they were recorded, or
/// depth-first from what a block gives.
template <int Capacity, class Program>
class scheduler {
 public:
  template <class Graph, class Paths>
  constexpr scheduler(const Graph& g, const Paths& paths, Program& program, bool for_symbols)
      : out(program) {
    out.rounded = g.rounded;
    read(g, paths, for_symbols);
    for (int k = 0; k < operations; ++k) {
      const int i = operation[k];
      if (uses[i] == 0) continue;
      if (!for_symbols && code[i] == op::add::code) halve(i);
      fuse(i);
      if (!for_symbols && code[i] == op::where_::code) turn(i);
    }
    for (int k = constants - 1; k >= 0; --k) {
      const int i = constant[k];
      if (uses[i] == 0) continue;
      operand[i] = out.constants;
      out.constant[out.constants++] = constant_value(g.a[i], g.b[i]);
    }
    if (out.constants == 0) out.constants = 1;
    out.slots = out.constants;
    add_block(paths, paths.root);
  }

 private:
  static constexpr int unnamed = std::numeric_limits<int>::min();

  // Most nodes are of no use to any output: of those nothing but that is found out.
  template <class Graph, class Paths>
  constexpr void read(const Graph& g, const Paths& paths, bool for_symbols) {
    for (int i = 0; i < g.size; ++i) {
      const bool leaf = g.op[i] <= constant_node;
      same[i] = !leaf && !for_symbols && g.operation(i).transparent ? same[g.a[i]] : i;
    }
    for (int leaf = 0; leaf < Paths::leaves; ++leaf) {
      for (int k = 0; k < Paths::outputs; ++k) ++uses[same[paths.output[leaf][k]]];
    }
    for (int k = 0; k + 1 < Paths::leaves; ++k) ++uses[same[paths.decisions[k].test]];
    for (int i = g.size - 1; i >= 0; --i) {
      if (uses[i] == 0) continue;
      if (g.op[i] <= constant_node) {
        ready[i] = true;
        if (g.is_input(i)) {
          operand[i] = ~g.a[i];
        } else {
          one[i] = constant_value(g.a[i], g.b[i]) == 1;
          zero[i] = constant_value(g.a[i], g.b[i]) == 0;
          constant[constants++] = i;
        }
        continue;
      }
      operation[operations++] = i;
      operand[i] = unnamed;
      const operation_info& o = g.operation(i);
      code[i] = o.code;
      if (o.arity > 0) ++uses[a[i] = same[g.a[i]]];
      if (o.arity > 1) ++uses[b[i] = same[g.b[i]]];
      if (o.arity > 2) ++uses[c[i] = same[g.c[i]]];
      arity[i] = o.arity;
      if (code[i] == op::sin_::code) pair(i, sine[a[i]], cosine[a[i]]);
      if (code[i] == op::cos_::code) pair(i, cosine[a[i]], sine[a[i]]);
    }
  }

  /// Sine and cosine of one argument are one statement.
  constexpr void pair(int i, int& own, int& other) {
    own = i + 1;
    if (other == 0) return;
    partner[i] = other;
    partner[other - 1] = own;
  }

  constexpr bool only(int i, int wanted) const { return code[i] == wanted && uses[i] == 1; }

  /// Node i absorbs a node that nothing else uses.
  constexpr void absorb(int i, int absorbed, int new_code, int x, int y, int z = -1) {
    uses[absorbed] = 0;
    code[absorbed] = 0;
    code[i] = new_code;
    a[i] = x;
    b[i] = y;
    c[i] = z;
    arity[i] = z < 0 ? 2 : 3;
  }

  /// Where node i has what it adds a product to; null: it does not.
  constexpr int* rest(int i) {
    if (code[i] != op::add::code) return nullptr;
    if (only(b[i], op::multiply::code)) return &a[i];
    return only(a[i], op::multiply::code) ? &b[i] : nullptr;
  }
  /// The same where that is a sum of products, too, that nothing else uses.
  constexpr int* rest_of_products(int i) {
    int* const r = rest(i);
    return r != nullptr && uses[*r] == 1 && rest(*r) != nullptr ? r : nullptr;
  }

  /// Makes a long sum of products the sum of two, of every other product each.
  constexpr void halve(int i) {
    if (rest(i) == nullptr) return;
    int products = 1, first = i;
    for (; rest_of_products(first) != nullptr; first = *rest(first)) ++products;
    if (only(*rest(first), op::multiply::code)) ++products;
    if (products < long_sum) return;
    const int last = rest(i) == &a[i] ? b[i] : a[i];
    int odd = *rest(i), even = *rest(odd);
    a[i] = odd;
    b[i] = even;
    while (rest_of_products(even) != nullptr) {
      const int next = *rest(even);
      *rest(odd) = next;
      odd = even;
      even = next;
    }
    *rest(odd) = last;
  }

  constexpr bool is_reciprocal(int i) const { return only(i, op::divide::code) && one[a[i]]; }

  constexpr void fuse(int i) {
    const int x = a[i], y = b[i];
    if (const int* const r = rest(i)) {
      const int product = r == &a[i] ? y : x;
      absorb(i, product, op::multiply_add::code, a[product], b[product], *r);
    } else if (code[i] == op::subtract::code) {
      if (only(y, op::multiply::code))
        return absorb(i, y, op::subtract_product::code, a[y], b[y], x);
      if (only(x, op::multiply::code))
        return absorb(i, x, op::multiply_subtract::code, a[x], b[x], y);
    } else if (code[i] == op::multiply::code) {
      if (is_reciprocal(y)) return absorb(i, y, op::divide::code, x, b[y]);
      if (is_reciprocal(x)) return absorb(i, x, op::divide::code, y, b[x]);
    }
  }

  /// x == 0 ? a : b is x != 0 ? b : a, and whether its condition is 0 is what `where` asks. (The
  /// condition is no truth value then, which derivatives of symbols would count on.)
  constexpr void turn(int i) {
    const int x = a[i];
    if (code[x] != op::equal::code) return;
    const int compared = zero[b[x]] ? a[x] : zero[a[x]] ? b[x] : -1;
    if (compared < 0) return;
    a[i] = compared;
    std::swap(b[i], c[i]);
    ++uses[compared];
    if (--uses[x] > 0) return;
    --uses[a[x]];
    --uses[b[x]];
  }

  template <class Paths>
  constexpr int add_block(const Paths& paths, int branch) {
    const int k = out.blocks++;
    const int first = out.statements;
    if (branch < 0) {
      const int leaf = ~branch;
      if constexpr (Paths::leaves <= paths_in_order)
        emit_in_order(paths.output[leaf], Paths::outputs);
      for (int o = 0; o < Paths::outputs; ++o)
        out.output[leaf][o] = emit(same[paths.output[leaf][o]]);
      out.block[k] = {first, out.statements - first, true, 0, 0, 0, leaf};
    } else {
      const decision& d = paths.decisions[branch];
      const int test = emit(same[d.test]);
      const int count = out.statements - first;
      const int yes = add_block(paths, d.yes);
      const int no = add_block(paths, d.no);
      out.block[k] = {first, count, false, test, yes, no, 0};
    }
    // What this block computed is unknown to its sibling.
    for (int s = first; s < first + out.block[k].count; ++s) {
      ready[node[s]] = false;
      if (partner[node[s]] != 0) ready[partner[node[s]] - 1] = false;
    }
    return k;
  }

  constexpr void emit_in_order(const int* roots, int count) {
    bool needed[Capacity]{};
    for (int k = 0; k < count; ++k) needed[same[roots[k]]] = true;
    for (int k = 0; k < operations; ++k) {
      const int i = operation[k];
      if (!needed[i] || ready[i]) continue;
      if (arity[i] > 0) needed[a[i]] = true;
      if (arity[i] > 1) needed[b[i]] = true;
      if (arity[i] > 2) needed[c[i]] = true;
    }
    for (int k = operations - 1; k >= 0; --k) {
      if (needed[operation[k]]) emit(operation[k]);
    }
  }

  constexpr int emit(int root) {
    int top = 0;
    stack[top++] = root;
    while (top > 0) {
      const int n = stack[top - 1];
      if (ready[n]) {
        --top;
        continue;
      }
      const int before = top;
      const int count = arity[n];
      if (count > 2 && !ready[c[n]]) stack[top++] = c[n];
      if (count > 1 && !ready[b[n]]) stack[top++] = b[n];
      if (count > 0 && !ready[a[n]]) stack[top++] = a[n];
      if (top != before) continue;
      --top;
      add_statement(n);
    }
    return operand[root];
  }

  constexpr void name(int n) {
    if (operand[n] == unnamed) operand[n] = out.slots++;
    ready[n] = true;
  }

  constexpr void add_statement(int n) {
    const int s = out.statements++;
    const int other = partner[n] - 1;
    if (other >= 0) {
      const bool is_sine = code[n] == op::sin_::code;
      name(is_sine ? n : other);
      name(is_sine ? other : n);
      out.op[s] = op::sine_and_cosine::code;
      out.target[s] = operand[is_sine ? n : other];
    } else {
      name(n);
      out.op[s] = code[n];
      out.target[s] = operand[n];
    }
    node[s] = n;
    out.a[s] = arity[n] > 0 ? operand[a[n]] : 0;
    out.b[s] = arity[n] > 1 ? operand[b[n]] : 0;
    out.c[s] = arity[n] > 2 ? operand[c[n]] : 0;
  }

  Program& out;
  int same[Capacity]{};  // the node itself, or the one whose value it has
  int uses[Capacity]{};
  int code[Capacity]{}, arity[Capacity]{};
  int a[Capacity]{}, b[Capacity]{}, c[Capacity]{};
  int sine[Capacity]{}, cosine[Capacity]{}, partner[Capacity]{};  // plus one
  int operation[Capacity]{}, operations = 0;                      // that are used, the last first
  int constant[Capacity]{}, constants = 0;
  bool one[Capacity]{}, zero[Capacity]{};
  bool ready[Capacity]{};
  int operand[Capacity]{};
  int stack[3 * Capacity]{};
  int node[sizeof(Program::op) / sizeof(int)]{};  // of each statement
};

template <int Statements, int Constants, int Blocks, class Program>
constexpr auto shrink(const Program& p) {
  program_code<Statements, Constants, Blocks, Program::leaves, Program::outputs> q;
  q.statements = p.statements;
  q.constants = p.constants;
  q.slots = p.slots;
  q.blocks = p.blocks;
  q.rounded = p.rounded;
  for (int i = 0; i < Statements; ++i) {
    q.op[i] = p.op[i];
    q.target[i] = p.target[i];
    q.a[i] = p.a[i];
    q.b[i] = p.b[i];
    q.c[i] = p.c[i];
  }
  for (int i = 0; i < Constants; ++i) q.constant[i] = p.constant[i];
  for (int i = 0; i < Blocks; ++i) q.block[i] = p.block[i];
  for (int i = 0; i < Program::leaves; ++i) {
    for (int k = 0; k < Program::outputs; ++k) q.output[i][k] = p.output[i][k];
  }
  return q;
}

}  // namespace detail

/// The program of a traced or derived function. For numbers, transparent operations are left out;
/// for symbols they are kept: they say what a further derivative is. (Only a name: it is never
/// defined, or the debug information of a gradient would describe the graph that it came from.)
template <class Derived, bool ForSymbols = false>
struct program;

namespace detail {

template <class Program>
struct parts;
template <class Derived, bool ForSymbols>
struct parts<program<Derived, ForSymbols>> {
  using derived = Derived;
  static constexpr bool for_symbols = ForSymbols;
};

template <class Derived>
inline constexpr bool is_on_arrays = false;
template <class Derived>
  requires(Derived::arrays)
inline constexpr bool is_on_arrays<Derived> = true;

}  // namespace detail

/// The traced or derived function of a program.
template <class Program>
using derived_of = typename detail::parts<Program>::derived;

namespace detail {

// (Not lambdas of the variable: see make_trace.)
template <class Program>
constexpr auto draft_code() {
  constexpr const auto& derived = derived_of<Program>::value;
  constexpr int nodes = derived.nodes.size, leaves = derived.paths.leaves;
  // Siblings repeat what they share.
  constexpr int statements = leaves == 1                            ? nodes
                             : nodes * leaves < limits::graph_nodes ? nodes * leaves
                                                                    : limits::graph_nodes;
  program_code<statements, nodes, 2 * leaves, leaves, derived_of<Program>::outputs> p;
  scheduler<nodes, decltype(p)>(derived.nodes, derived.paths, p, parts<Program>::for_symbols);
  return p;
}

template <class Program>
constexpr auto make_code() {
  constexpr auto draft = draft_code<Program>();
  return shrink<draft.statements, draft.constants, draft.blocks>(draft);
}

}  // namespace detail

/// The code of a program.
template <class Program>
inline constexpr auto code_of = detail::make_code<Program>();

}  // namespace etna
