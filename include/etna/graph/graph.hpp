// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include "etna/core/config.hpp"

namespace etna {

struct symbol;
class recorder;
class shape_rules;
struct shape;

/// A partial derivative of a bilinear operation: one of its operands, or a constant.
struct bilinear_partial {
  int operand = -1;  // -1: the constant
  double constant = 0;

  constexpr bilinear_partial() = default;
  constexpr explicit bilinear_partial(int value) : constant(value) {}
  static constexpr bilinear_partial of(int operand) {
    bilinear_partial p;
    p.operand = operand;
    return p;
  }
};

/// What the graph knows of an operation, with its type erased: a row of the constexpr table that
/// replaces a switch.
struct operation_info {
  int code;
  int arity;
  bool commutative;
  bool bilinear;
  bool transparent;  // the value is that of the first operand
  bool is_cheap;     // as an addition
  const char* name;
  const char *infix, *prefix, *latex;  // for printing; empty where the operation has none
  void (*partials)(const symbol* x, symbol y, symbol* partial);
  double (*evaluate)(const double* x);
  bilinear_partial bilinear_partials[3];
  int operands_needed;
  // Of operations on whole arrays (array_operation): the shape of the result, the adjoints of
  // the operands, and in how many of these it is linear.
  bool on_arrays;
  shape (*shape_of)(const shape_rules& shapes, const shape* x, int first, int second);
  void (*pull)(recorder& g, int node, const symbol& adjoint, symbol* to);
  int linear_operands;
};

/// The first two values of `graph::op`; an operation's own follow.
inline constexpr int input_node = 0, constant_node = 1;
/// Most distinct operations in one graph.
inline constexpr int operation_slots = 256;

/// A graph: flat arrays of ints, one entry a node, in an order where operands come before their
/// uses. Node i is an input (a: its index), a constant (a, b: the bits of its double) or
/// `operations[op[i]]` applied to the nodes a, b, c. (Operations on whole arrays have attributes
/// where they have no operands: the first in c, the second in b.)
template <int Capacity>
struct graph {
  static constexpr int capacity = Capacity;
  int size = 0;
  bool full = false;     // a larger capacity is needed; the contents mean nothing
  bool rounded = false;  // a long expression of constants was folded in double
  int op[Capacity]{}, a[Capacity]{}, b[Capacity]{}, c[Capacity]{};
  const operation_info* operations[operation_slots]{};
  int operation_code[operation_slots]{};  // 0: a free slot

  constexpr bool is_input(int i) const { return op[i] == input_node; }
  constexpr bool is_constant(int i) const { return op[i] == constant_node; }
  constexpr const operation_info& operation(int i) const { return *operations[op[i]]; }
};

/// The double whose bits are split over two ints, and back: constants are hashed and compared by
/// their bits.
constexpr double constant_value(int low, int high) {
  return __builtin_bit_cast(double, static_cast<std::uint64_t>(static_cast<std::uint32_t>(low)) |
                                        static_cast<std::uint64_t>(static_cast<std::uint32_t>(high))
                                            << 32);
}

}  // namespace etna
