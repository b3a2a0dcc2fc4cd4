// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

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
      using program =
          etna::program<derived<typename plan::call::trace, derivation::hessian<selected::set>>>;
      typename selected::template shape<detail::hessian_over<T, selected>::template type> h;
      const auto inputs = detail::gather<T>(detail::with_constants(function, x...));
      emission<program, T>::run(inputs.data(), h);
      return h;
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
