// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/expression/formula.hpp"
#include "etna/graph/symbol.hpp"

namespace etna {

namespace detail {

using lowering_step = symbol (*)(const symbol&, const symbol&, const symbol&);

/// The operation with a code, on symbols.
template <int Code>
constexpr symbol lower_step(const symbol& x, const symbol& y, const symbol& z) {
  using operation = typename operation_of<Code>::type;
  static_cast<void>(x), static_cast<void>(y), static_cast<void>(z);
  if constexpr (operation::arity == 0) return symbol::apply<operation>();
  if constexpr (operation::arity == 1) return symbol::apply<operation>(x);
  if constexpr (operation::arity == 2) return symbol::apply<operation>(x, y);
  if constexpr (operation::arity == 3) return symbol::apply<operation>(x, y, z);
}

}  // namespace detail

/// A formula as a function of symbols: traced, it gives the same nodes as a function in which the
/// formula is written out. Its arguments hold, in this order, the scalars of the formula's
/// variables (by position, or by name) and of the constants it carries.
template <auto Graph>
struct lowered {
  template <argument... X>
    requires((0 + ... + tree_size<X>) == Graph.inputs() + Graph.constants)
  constexpr symbol operator()(const X&... x) const {
    constexpr auto steps = []<int... K>(std::integer_sequence<int, K...>) {
      return std::array<detail::lowering_step, sizeof...(K)>{detail::lower_step<Graph.codes[K]>...};
    }(std::make_integer_sequence<int, Graph.operations>{});
    symbol input[Graph.inputs() + Graph.constants + 1];
    [[maybe_unused]] int next = 0;
    ((next = for_each_leaf(x, [&](const symbol& s, int i) { input[i] = s; }, next)), ...);
    symbol node[Graph.size];
    for (int i = 0; i < Graph.size; ++i) {
      const formula_node n = Graph.node(i);
      switch (n.op) {
        case formula_variable:
        case formula_position:
          node[i] = input[n.a];
          break;
        case formula_constant:
          node[i] = input[Graph.inputs() + n.a];
          break;
        case formula_literal:
          node[i] = symbol(__builtin_bit_cast(double, Graph.literal[n.a]));
          break;
        default: {
          const auto operand = [&](int k) -> const symbol& { return node[k == 0 ? 0 : k - 1]; };
          node[i] = steps[static_cast<std::size_t>(n.op - formula_operations)](
              operand(n.a), operand(n.b), operand(n.c));
        }
      }
    }
    return node[Graph.size - 1];
  }
};

}  // namespace etna
