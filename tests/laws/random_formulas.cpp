// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <tuple>

#include "etna/expression/literals.hpp"
#include "etna/graph/lower.hpp"
#include "laws/random_functions.hpp"

/// \file
/// Random programs written as formulas. A formula has no branches: `where` chooses instead.

namespace {

using namespace etna::test;

template <class Op, class... X>
constexpr auto apply_first(const std::tuple<X...>& x) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return etna::apply<Op>(std::get<I>(x)...);
  }(std::make_index_sequence<static_cast<std::size_t>(Op::arity)>{});
}

/// Slot K of the program of a function.
template <class F, int K>
constexpr auto slot() {
  if constexpr (K < random_program::inputs) {
    return etna::arg<K>;
  } else {
    constexpr random_program::step step = F::program.steps[K - random_program::inputs];
    if constexpr (step.op == random_program::literal) {
      return etna::formula<etna::detail::literal_graph(step.constant)>{};
    } else {
      const std::tuple operands(slot<F, step.operand[0]>(), slot<F, step.operand[1]>(),
                                slot<F, step.operand[2]>());
      if constexpr (step.op == random_program::branch) {
        return apply_first<etna::op::where_>(operands);
      } else {
        return apply_first<all_drawn::operation<step.op>>(operands);
      }
    }
  }
}

template <class F>
constexpr auto formula_of() {
  constexpr etna::formula<etna::detail::literal_graph(0)> zero;
  return slot<F, F::program.output>() + zero * etna::arg<random_program::inputs - 1>;
}

template <class F>
int check_formula() {
  return check<etna::lowered<decltype(formula_of<F>())::graph>>(F::program);
}

template <std::uint64_t First, std::uint64_t... K>
int check_formulas(std::integer_sequence<std::uint64_t, K...>) {
  return (0 + ... + check_formula<random_function<First + K>>());
}

}  // namespace

TEST_CASE("random formulas agree with 50-digit arithmetic") {
  constexpr std::uint64_t formulas = etna::detail::instrumented ? 2 : 8;
  const int left_out = check_formulas<300>(std::make_integer_sequence<std::uint64_t, formulas>{});
  CHECK(left_out <= 2);
}
