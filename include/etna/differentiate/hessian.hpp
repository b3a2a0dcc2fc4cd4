// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/large_matrix.hpp"
#include "etna/differentiate/value_and_grad.hpp"

namespace etna {

namespace detail {

/// Blocks of second derivatives: for argument X a tuple over the arguments Y, or the one block.
template <class T, class Selection>
struct hessian_over {
  template <class X>
  struct row {
    template <class Y>
    using type = rebind_t<X, rebind_t<Y, T>>;
  };
  template <class X>
  using type = typename Selection::template shape<row<X>::template type>;
};

/// Whether a Hessian is computed column by column. (While tracing, it is not: nodes are recorded
/// once.)
template <class Trace, input_set Set, class T>
constexpr bool is_large_hessian() {
  constexpr int n = Set.count();
  if constexpr (std::is_same_v<T, symbol> || n * (n + 1) / 2 <= limits::matrix_entries) {
    return false;
  } else {
    using gradient = derived<Trace, derivation::rows<Set, false, 1>>;
    // The matrix is symmetric.
    return n * gradient::value.nodes.size > limits::matrix_steps ||
           count_entries<gradient, Set>() > 2 * limits::matrix_entries;
  }
}

}  // namespace detail

/// The callable that hessian returns.
template <class F, class... Options>
struct hessian_of {
  [[no_unique_address]] F function;

  /// The Hessian at x, indexed h[i][j]; of several arguments a tuple of tuples of such blocks.
  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    using plan = detail::gradient_plan<F, detail::gradient_options<Options...>, X...>;
    if constexpr (plan::valid) {
      using T = typename plan::scalar;
      using selected = typename plan::selected;
      using hessian =
          typename selected::template shape<detail::hessian_over<T, selected>::template type>;
      const auto inputs = detail::gather_call<T>(function, x...);
      using trace = typename plan::call::trace;
      if constexpr (detail::is_large_hessian<trace, selected::set, T>()) {
        using gradient = program<derived<trace, derivation::rows<selected::set, false, 1>>>;
        constexpr int n = selected::set.count();
        using place = derivation::hessian<selected::set>;
        std::array<T, static_cast<std::size_t>(n * n)> entries{};
        detail::columns_in_lanes<gradient, selected::set>(
            inputs.data(), [&](int row, int column, const T& entry) {
              if (row > column) return;  // both halves are the same numbers
              entries[static_cast<std::size_t>(place::place(row, column))] = entry;
              entries[static_cast<std::size_t>(place::place(column, row))] = entry;
            });
        hessian h;
        detail::store_entries(entries, h);
        return h;
      } else {
        return compute<program<derived<trace, derivation::hessian<selected::set>>>, hessian>(
            inputs.data());
      }
    }
  }
};

/// hessian(f): the matrix of second derivatives of f, which must return one scalar; symmetric to
/// the last bit. Option: wrt<I...>.
template <class F, option... Options>
constexpr hessian_of<F, Options...> hessian(F function, Options...) {
  return {function};
}

}  // namespace etna
