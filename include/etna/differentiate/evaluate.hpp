// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"

namespace etna {

/// The callable that evaluate returns.
template <class F>
struct evaluate_of {
  [[no_unique_address]] F function;

  /// f(x...)
  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    using plan = detail::call_plan<F, X...>;
    if constexpr (plan::valid) {
      using T = typename plan::scalar;
      const auto inputs = detail::gather_call<T>(function, x...);
      return compute<program_of<plan>, detail::value_t<typename plan::trace, T>>(inputs.data());
    }
  }

  /// into(memory, x..., out): writes f(x...), for a function of arrays, to `out`, which has the
  /// shape of the value and must not overlap x. Nothing is allocated after the first call.
  template <class... XOut>
    requires(sizeof...(XOut) >= 2)
  void into(workspace& memory, XOut&&... x_out) const {
    write(std::make_index_sequence<sizeof...(XOut) - 1>{}, memory, std::tie(x_out...));
  }

 private:
  template <class Plan>
  using program_of = program<derived<typename Plan::trace, derivation::value>>;

  template <std::size_t... I, class XOut>
  void write(std::index_sequence<I...>, workspace& memory, const XOut& all) const {
    using plan = detail::call_plan<F, std::remove_cvref_t<std::tuple_element_t<I, XOut>>...>;
    if constexpr (plan::valid) {
      using T = typename plan::scalar;
      const auto inputs = detail::gather_call<T>(function, std::as_const(std::get<I>(all))...);
      emission<program_of<plan>, T>::run(memory, inputs.data(), std::get<sizeof...(I)>(all));
    }
  }
};

/// evaluate(f): a callable with f's arguments that returns the value of f, computed by the program
/// that the library makes of it: simplified, with its subexpressions shared, functions of arrays in
/// fused loops. (JAX: jit.)
template <class F>
constexpr evaluate_of<F> evaluate(F function) {
  return {function};
}

}  // namespace etna
