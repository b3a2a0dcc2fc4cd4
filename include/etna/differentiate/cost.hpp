// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/shapes.hpp"
#include "etna/transform/count.hpp"

namespace etna {

/// What cost returns: operations of the value of a function, and of its gradient (of several
/// outputs: its Jacobian) in forward and in reverse mode.
struct function_cost {
  operation_counts value, forward, reverse;
};

namespace detail {

/// The derivative of all outputs along a direction in the inputs of Set, which further inputs hold.
template <input_set Set>
struct tangent_pass {
  static constexpr int inputs(int n, int) { return n + Set.count(); }
  static constexpr int outputs(int, int m) { return m; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    const dependencies<Capacity> nodes(g, g.size(), y, m);
    forward_pass<Capacity> pass(nodes);
    for (int k = 0; k < Set.count(); ++k) {
      pass.seed(g, Set.input(k), symbol(g, g.input(n + k), 0));
    }
    pass.run(g);
    for (int k = 0; k < m; ++k) out[k] = pass.of(g, y[k]).in(g);
  }
};

/// The counts of `Passes` passes that share what they can, in straight-line code. Too many of them
/// are a loop over one pass, which the derivation `Pass` gives.
template <class Trace, int Passes, class Together, class Pass>
constexpr operation_counts count_passes() {
  if constexpr (Passes == 1 || Passes * Trace::value.nodes.size <= limits::matrix_steps) {
    return count_operations<program<derived<Trace, Together>>>;
  } else {
    return Passes * count_operations<program<derived<Trace, Pass>>>;
  }
}

template <class Trace, input_set Set>
inline constexpr function_cost cost_of = {
    count_operations<program<derived<Trace, derivation::value>>>,
    count_passes<Trace, Set.count(), derivation::columns<Set, false>, tangent_pass<Set>>(),
    count_passes<Trace, Trace::outputs, derivation::rows<Set, false>, derivation::pullback<Set>>()};

template <class F, class Options, class... X>
constexpr function_cost cost_for(shapes<X...>) {
  static_assert(!Options::forward && !Options::reverse,
                "Etna: cost counts both modes; it takes no option but wrt<I...>.");
  using plan = call_plan<F, X...>;
  if constexpr (plan::valid) {
    return cost_of<typename plan::trace, selection<typename Options::wrt, X...>::set>;
  } else {
    return {};
  }
}

}  // namespace detail

/// cost(f): how many operations f and its derivatives take, counted at compile time in the programs
/// that are run: `value`, `forward` and `reverse`, each with `additions`, `multiplications`,
/// `divisions`, `roots`, `elementary`, `selections`, `others` and `total()`.
///
///     constexpr auto c = cost([](auto x, auto y) { return x * y + sin(x); });
///     static_assert(c.value.total() == 3 && c.reverse.elementary == 1);
///
/// The arguments are scalars unless they, or their types, are given: `cost(f, x...)`,
/// `cost<double, std::array<double, 3>>(f)`. The option wrt<I...> comes last. Of a function with
/// branches it is the path with most operations that counts.
template <class... X, class F, class... A>
constexpr function_cost cost(const F&, const A&...) {
  using looked_at = detail::looked_at_with_options<detail::shapes<X...>, A...>;
  return detail::cost_for<F, looked_at>(typename looked_at::template shapes_of<F>{});
}

}  // namespace etna
