// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/symbol.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/select.hpp"

namespace etna {

/// A set of inputs: those with which a derivative is concerned.
struct input_range {
  int first = 0;
  int count = 0;
};

namespace detail {

/// Marks the nodes below `size` that depend on an input of the range. Only those have adjoints and tangents, so an
/// inactive operand at a singular point contributes nothing, not even NaN.
constexpr void mark_active(const recorder& g, int size, input_range range, bool* active) {
  for (int i = 0; i < size; ++i) {
    if (g.is_input(i)) {
      active[i] = active[i] || (g.a(i) >= range.first && g.a(i) < range.first + range.count);
    } else if (!g.is_constant(i)) {
      const int arity = g.operation(i).arity;
      active[i] = (arity > 0 && active[g.a(i)]) || (arity > 1 && active[g.b(i)]) ||
                  (arity > 2 && active[g.c(i)]);
    }
  }
}

/// The partial derivatives of node i by its operands.
constexpr void partials(recorder& g, int i, symbol* p) {
  const operation_info& operation = g.operation(i);
  symbol x[3];
  if (operation.arity > 0) x[0] = symbol::of(g, g.a(i));
  if (operation.arity > 1) x[1] = symbol::of(g, g.b(i));
  if (operation.arity > 2) x[2] = symbol::of(g, g.c(i));
  operation.partials(x, symbol(g, i, operation.code), p);
}

constexpr int operand_of(const recorder& g, int i, int k) {
  return k == 0 ? g.a(i) : k == 1 ? g.b(i) : g.c(i);
}

}  // namespace detail
}  // namespace etna
