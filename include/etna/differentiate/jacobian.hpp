// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"
#include "etna/differentiate/forward_closure.hpp"
#include "etna/differentiate/large_matrix.hpp"
#include "etna/transform/count.hpp"
#include "etna/transform/sparsity.hpp"

namespace etna {

namespace detail {

/// The result shape Y with each scalar replaced by the shape of argument X: `j[output][input]`.
template <class Y, class T>
struct jacobian_over {
  template <class X>
  using type = rebind_t<Y, rebind_t<X, T>>;
};

enum class jacobian_mode { forward, reverse, cheaper };

template <jacobian_mode Mode, class... Options>
struct jacobian_options {
  using wrt = typename find_wrt<Options...>::type;
  static constexpr bool forward =
      Mode == jacobian_mode::forward || has_option<forward_mode_option, Options...>;
  static constexpr bool reverse =
      Mode == jacobian_mode::reverse || has_option<reverse_mode_option, Options...>;
  static_assert(!(forward && reverse), "Etna: forward_mode and reverse_mode exclude each other.");
};

/// The program of a Jacobian, after the value if Value, in the mode asked for, else in the cheaper
/// one: the one that propagates less than half as much, or that is counted to have fewer
/// operations.
template <class Trace, class Options, input_set Set, bool Value = false>
constexpr auto jacobian_program() {
  using by_rows = program<derived<Trace, derivation::rows<Set, Value>>>;
  using by_columns = program<derived<Trace, derivation::columns<Set, Value>>>;
  if constexpr (Options::forward) {
    return std::type_identity<by_columns>{};
  } else if constexpr (Options::reverse || Trace::outputs == 1) {
    return std::type_identity<by_rows>{};
  } else if constexpr (Set.count() == 1) {
    return std::type_identity<by_columns>{};
  } else if constexpr (constexpr propagated<Trace, Set> p; p.tangents > 2 * p.adjoints) {
    return std::type_identity<by_rows>{};
  } else if constexpr (p.adjoints > 2 * p.tangents) {
    return std::type_identity<by_columns>{};
  } else if constexpr (count_operations<by_columns>.total() < count_operations<by_rows>.total()) {
    return std::type_identity<by_columns>{};
  } else {
    return std::type_identity<by_rows>{};
  }
}

/// Whether a Jacobian is computed by a loop over its columns or rows. (While tracing, it is not:
/// nodes are recorded once.)
template <class Trace, input_set Set, class T>
constexpr bool is_large_jacobian() {
  if constexpr (std::is_same_v<T, symbol> ||
                Trace::outputs * Set.count() <= limits::matrix_entries) {
    return false;
  } else {
    constexpr int passes = Trace::outputs < Set.count() ? Trace::outputs : Set.count();
    return passes * Trace::value.nodes.size > limits::matrix_steps ||
           count_entries<derived<Trace, derivation::value>, Set>() > limits::matrix_entries;
  }
}

/// The Jacobian on dual numbers.
template <class Options, class F, class... X>
ETNA_INLINE constexpr auto jacobian_on_duals(const F& f, const X&... x) {
  using T = scalar_t<X...>;
  using selected = selection<typename Options::wrt, X...>;
  constexpr int n = selected::set.count();
  const auto y = call_on_duals<selected::set>(f, x...);
  using result = std::remove_cvref_t<decltype(y)>;
  static_assert(argument<result>,
                "Etna: a Jacobian is of a function that returns a scalar of the type it is given, "
                "or an array, tuple or "
                "struct of such scalars.");
  constexpr int m = tree_size<result>;
  std::array<T, static_cast<std::size_t>(m * n)> entries{};
  for_each_leaf(y, [&](const dual<T, n>& output, int row) {
    for (int k = 0; k < n; ++k) {
      entries[static_cast<std::size_t>(derivation::blocks<selected::set>::place(m, row, k))] =
          output.partials[static_cast<std::size_t>(k)];
    }
  });
  typename selected::template shape<jacobian_over<result, T>::template type> j;
  store_entries(entries, j);
  return j;
}

}  // namespace detail

template <class F, detail::jacobian_mode Mode, class... Options>
struct jacobian_of;

template <class F, detail::jacobian_mode Mode, class... Options>
struct detail::derivative_of_what<jacobian_of<F, Mode, Options...>> {
  using function = F;
  template <class G>
  using on = jacobian_of<G, Mode, Options...>;
};

/// The callable that jacobian, jacfwd and jacrev return.
template <class F, detail::jacobian_mode Mode, class... Options>
struct jacobian_of {
  [[no_unique_address]] F function;

  /// The Jacobian at x, indexed [output][input]; of several arguments a tuple of such blocks.
  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    using options = detail::jacobian_options<Mode, Options...>;
    if constexpr (detail::runs_on_duals<F, options, X...>) {
      return detail::jacobian_on_duals<options>(function, x...);
    } else if constexpr (detail::call_plan<F, X...>::valid) {
      using plan = detail::call_plan<F, X...>;
      using T = typename plan::scalar;
      using selected = detail::selection<typename options::wrt, X...>;
      using result = typename plan::trace::result;
      using trace = typename plan::trace;
      constexpr input_set set = selected::set;
      using jacobian =
          typename selected::template shape<detail::jacobian_over<result, T>::template type>;
      const auto inputs = detail::gather_call<T>(function, x...);
      if constexpr (detail::is_large_jacobian<trace, set, T>()) {
        constexpr int m = trace::outputs, n = set.count();
        std::array<T, static_cast<std::size_t>(m * n)> entries{};
        const auto store = [&](int row, int column, const T& entry) {
          entries[static_cast<std::size_t>(derivation::blocks<set>::place(m, row, column))] = entry;
        };
        if constexpr (options::forward || (!options::reverse && n <= detail::lanes * m)) {
          detail::columns_in_lanes<program<derived<trace, derivation::value>>, set>(inputs.data(),
                                                                                    store);
        } else {
          detail::rows_in_turn<program<derived<trace, derivation::pullback<set>>>, m>(inputs.data(),
                                                                                      store);
        }
        jacobian j;
        detail::store_entries(entries, j);
        return j;
      } else {
        using program = typename decltype(detail::jacobian_program<trace, options, set>())::type;
        return compute<program, jacobian>(inputs.data());
      }
    }
  }
};

/// jacobian(f): the dense Jacobian, by forward or by reverse mode, whichever takes fewer
/// operations; that is decided at compile time. Options: wrt<I...>, forward_mode, reverse_mode.
template <class F, option... Options>
constexpr jacobian_of<F, detail::jacobian_mode::cheaper, Options...> jacobian(F function,
                                                                              Options...) {
  return {function};
}

/// jacfwd(f): the Jacobian by forward mode, a pass an input.
template <class F, option... Options>
constexpr jacobian_of<F, detail::jacobian_mode::forward, Options...> jacfwd(F function,
                                                                            Options...) {
  return {function};
}

/// jacrev(f): the Jacobian by reverse mode, a pass an output.
template <class F, option... Options>
constexpr jacobian_of<F, detail::jacobian_mode::reverse, Options...> jacrev(F function,
                                                                            Options...) {
  return {function};
}

}  // namespace etna
