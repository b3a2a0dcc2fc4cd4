// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"

namespace etna {

/// The callable on cotangents that vjp returns. It keeps the point, and computes the value's
/// intermediate results again.
template <class F, class... X>
struct pullback_of {
  [[no_unique_address]] F function;
  std::tuple<X...> point;

  /// The transposed Jacobian times the cotangent, which has the shape of the value; in the shape of
  /// the argument, of several a tuple.
  template <argument C>
  ETNA_INLINE constexpr auto operator()(const C& cotangent) const {
    using plan = detail::call_plan<F, X...>;
    static_assert(tree_size<C> == plan::trace::outputs,
                  "Etna: the cotangent of vjp must have the shape of the function's value.");
    constexpr auto misfit = detail::find_misfit<typename plan::trace, true, C>();
    static_assert(misfit.fits(),
                  "Etna: the cotangent of vjp must have the shape of the function's value. The "
                  "compiler's error on `shapes_do_not_fit` names both shapes.");
    if constexpr (detail::check_directions<misfit>()) {
      using T = scalar_t<X..., C>;
      using selected = detail::selection<void, X...>;
      using program =
          etna::program<derived<typename plan::trace, derivation::pullback<selected::set>>>;
      using gradient = typename selected::template shape<detail::over<T>::template type>;
      const auto arguments = std::apply(
          [&](const auto&... a) { return detail::with_constants(function, a...); }, point);
      const auto inputs =
          detail::gather<T>(std::tuple_cat(arguments, std::tuple<const C&>(cotangent)));
      return compute<program, gradient>(inputs.data());
    }
  }
};

/// What vjp returns.
template <class Value, class Pullback>
struct value_and_pullback {
  Value value;
  Pullback pullback;
};

/// The callable that vjp returns.
template <class F>
struct vjp_of {
  [[no_unique_address]] F function;

  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    using plan = detail::call_plan<F, X...>;
    if constexpr (plan::valid) {
      using T = typename plan::scalar;
      using pullback = pullback_of<F, rebind_t<X, T>...>;
      value_and_pullback<detail::value_t<typename plan::trace, T>, pullback> r{
          {}, {function, {detail::copy<T>(x)...}}};
      const auto inputs = detail::gather_call<T>(function, x...);
      emission<program<derived<typename plan::trace, derivation::value>>, T>::run(inputs.data(),
                                                                                  r.value);
      return r;
    }
  }
};

/// vjp(f): vjp(f)(x...) gives the value, and a pullback that maps a cotangent to its product with
/// the Jacobian, one reverse pass each.
template <class F>
constexpr vjp_of<F> vjp(F function) {
  return {function};
}

}  // namespace etna
