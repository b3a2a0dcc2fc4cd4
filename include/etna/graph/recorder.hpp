// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include "etna/core/shape.hpp"
#include "etna/graph/graph.hpp"

namespace etna {

/// The decisions of one run through the user's function: which comparisons were asked, and what
/// they were answered.
struct path {
  int decided = 0;  // decisions fixed before the run
  int asked = 0;
  int test[limits::decisions]{};
  bool answer[limits::decisions]{};
};

// Called in constant evaluation only, where a call to a function that is not constexpr is an error
// that shows its name.
void too_many_decisions_on_one_path_use_etna_where();
void an_array_compared_is_many_answers_use_etna_where();

/// Builds a graph. Equal nodes are one node (hash-consing), so shared subexpressions are found
/// while they are written. It is not a template: it points into the arrays of a graph of any
/// capacity. When they are full it goes inert, and the pass is repeated with more.
class recorder {
 public:
  /// The nodes, as in `graph`. (Not functions: calls count as constexpr steps.)
  const int *const op, *const a, *const b, *const c;

  template <class Graph, class Table>
  constexpr recorder(Graph& graph, Table& table)
      : op(graph.op),
        a(graph.a),
        b(graph.b),
        c(graph.c),
        op_(graph.op),
        a_(graph.a),
        b_(graph.b),
        c_(graph.c),
        table_(table.slot),
        operations_(graph.operations),
        operation_code_(graph.operation_code),
        size_(graph.size),
        full_(graph.full),
        rounded_(graph.rounded),
        capacity_(Graph::capacity),
        mask_(static_cast<unsigned>(sizeof(table.slot) / sizeof(int) - 1)) {}

  constexpr int size() const { return size_; }
  constexpr bool full() const { return full_; }
  constexpr bool is_input(int i) const { return op_[i] == input_node; }
  constexpr bool is_constant(int i) const { return op_[i] == constant_node; }
  constexpr int code(int i) const { return operation_code_[op_[i]]; }
  constexpr double value(int i) const { return constant_value(a_[i], b_[i]); }
  constexpr const operation_info& operation(int i) const { return *operations_[op_[i]]; }

  constexpr int input(int index) { return intern(input_node, index, -1, -1); }
  /// An input in the shape of a node.
  constexpr int input_like(int index, int node) {
    const int i = input(index);
    if (shapes) shapes->set(i, (*shapes)[node]);
    return i;
  }
  constexpr int constant(double value) {
    const auto bits = __builtin_bit_cast(std::uint64_t, value);
    return intern(constant_node, static_cast<int>(static_cast<std::uint32_t>(bits)),
                  static_cast<int>(static_cast<std::uint32_t>(bits >> 32)), -1);
  }
  constexpr int node(const operation_info& operation, int x, int y, int z) {
    int k = operation.code & (operation_slots - 1);
    if (operation_code_[k] != operation.code) k = slot(operation);
    return intern(k, x, y, z, operation.commutative);
  }
  /// The shape of a node; that of a scalar where there are no arrays.
  constexpr shape shape_of(int node) const { return shapes ? (*shapes)[node] : shape(); }
  /// The node that `node` would return if it is there already, else -1.
  constexpr int find(const operation_info& operation, int x, int y, int z) const {
    int k = operation.code & (operation_slots - 1);
    for (; operation_code_[k] != operation.code; k = (k + 1) & (operation_slots - 1)) {
      if (k > constant_node && operation_code_[k] == 0) return -1;
    }
    return lookup(k, x, y, z, operation.commutative).node;
  }
  constexpr void mark_rounded() { rounded_ = true; }

  /// Takes over a finished graph, node for node; this recorder must be empty.
  template <class Graph>
  constexpr void load(const Graph& from) {
    for (int k = constant_node + 1; k < operation_slots; ++k) {
      operation_code_[k] = from.operation_code[k];
      if (operation_code_[k] != 0) operations_[k] = from.operations[k];
    }
    size_ = from.size;
    full_ = from.full;
    rounded_ = from.rounded;
    for (int i = 0; i < from.size; ++i) {
      const int o = op_[i] = from.op[i], x = a_[i] = from.a[i], y = b_[i] = from.b[i],
                z = c_[i] = from.c[i];
      const bool commutative = o > constant_node && operations_[o]->commutative;
      table_[lookup(o, x, y, z, commutative).slot] = i + 1;
    }
  }

  /// The answer to the comparison `test` on the path being followed: remembered, or decided now.
  constexpr bool decide(int test) {
    for (int k = 0; k < taken.asked; ++k) {
      if (taken.test[k] == test) return taken.answer[k];
    }
    if (full_) return false;
    if (!shape_of(test).is_scalar()) an_array_compared_is_many_answers_use_etna_where();
    if (taken.asked == limits::decisions) too_many_decisions_on_one_path_use_etna_where();
    const int k = taken.asked++;
    taken.test[k] = test;
    if (k >= taken.decided) taken.answer[k] = true;
    return taken.answer[k];
  }

  path taken;
  const shape_rules* shapes = nullptr;  // null: the function is one of scalars
  bool in_derivative = false;  // whether identities may be used that hold for finite values only

 private:
  // Pointers are not compared: under GCC's -fsanitize=undefined that is not a constant expression.
  constexpr int slot(const operation_info& operation) {
    int k = operation.code & (operation_slots - 1);
    while (k <= constant_node || operation_code_[k] != operation.code) {
      if (k > constant_node && operation_code_[k] == 0) {
        operation_code_[k] = operation.code;
        operations_[k] = &operation;
        break;
      }
      k = (k + 1) & (operation_slots - 1);
    }
    return k;
  }
  struct place {
    int node;  // -1: not there
    unsigned slot;
  };
  constexpr place lookup(int o, int x, int y, int z, bool commutative) const {
    const bool swap = commutative && y < x;
    unsigned k =
        (static_cast<unsigned>(o) * 31u + static_cast<unsigned>(swap ? y : x)) * 0x9e3779b1u +
        static_cast<unsigned>(swap ? x : y) * 0x85ebca6bu + static_cast<unsigned>(z) * 0xc2b2ae35u;
    for (k = (k ^ (k >> 15)) & mask_; table_[k] != 0; k = (k + 1) & mask_) {
      const int i = table_[k] - 1;
      if (op_[i] != o || c_[i] != z) continue;
      if (a_[i] == x && b_[i] == y) return {i, k};
      if (commutative && a_[i] == y && b_[i] == x) return {i, k};
    }
    return {-1, k};
  }
  constexpr int intern(int o, int x, int y, int z, bool commutative = false) {
    const place at = lookup(o, x, y, z, commutative);
    if (at.node >= 0) return at.node;
    if (size_ == capacity_) {
      full_ = true;
      return 0;
    }
    const int i = size_++;
    table_[at.slot] = i + 1;
    op_[i] = o;
    a_[i] = x;
    b_[i] = y;
    c_[i] = z;
    if (shapes) shapes->set(i, infer(i));
    return i;
  }
  constexpr shape infer(int i) const {
    if (op_[i] <= constant_node) return {};
    const operation_info& o = operation(i);
    const int operand[] = {a_[i], b_[i], c_[i]};
    shape x[3];
    for (int k = 0; k < o.arity; ++k) x[k] = (*shapes)[operand[k]];
    if (o.on_arrays) return o.shape_of(*shapes, x, c_[i], b_[i]);
    for (int k = 1; k < o.arity; ++k) x[0] = shapes->broadcast(o.code, x[0], x[k]);
    return x[0];
  }

  int *op_, *a_, *b_, *c_, *table_;
  const operation_info** operations_;
  int* operation_code_;
  int& size_;
  bool &full_, &rounded_;
  int capacity_;
  unsigned mask_;
};

/// Open addressing: 0 is empty, otherwise a node's index plus one.
template <int Capacity>
struct intern_table {
  static_assert((Capacity & (Capacity - 1)) == 0, "slots are found by masking");
  int slot[2 * Capacity]{};
};

}  // namespace etna
