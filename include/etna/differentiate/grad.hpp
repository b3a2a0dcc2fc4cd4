// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/value_and_grad.hpp"

namespace etna {

/// The callable that grad returns.
template <class F, class... Options>
struct grad_of {
  [[no_unique_address]] F function;

  /// The gradient at x, in the shape of x; of several arguments a tuple.
  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    using options = detail::gradient_options<Options...>;
    static_assert(!options::aux, "Etna: grad returns no auxiliary outputs; use value_and_grad.");
    if constexpr (detail::runs_on_duals<F, options, X...>) {
      return detail::gradient_on_duals<options>(function, x...).gradient;
    } else {
      using plan = detail::gradient_plan<F, options, X...>;
      if constexpr (plan::valid) {
        using T = typename plan::scalar;
        const auto inputs = detail::gather_call<T>(function, x...);
        return compute<typename plan::template program<false>, typename plan::gradient>(
            inputs.data());
      }
    }
  }
};

/// grad(f): a callable with f's arguments that returns the gradient of f, which must return one
/// scalar. Options: wrt<I...>, forward_mode, reverse_mode (default).
template <class F, option... Options>
constexpr grad_of<F, Options...> grad(F function, Options...) {
  return {function};
}

}  // namespace etna
