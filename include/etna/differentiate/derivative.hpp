// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"

namespace etna {

namespace detail {

/// Whether F can be differentiated by X, a scalar alone.
template <class F, class... X>
constexpr bool check_variable() {
  constexpr bool is_scalar = sizeof...(X) == 1 && (operand<X> && ...);
  static_assert(is_scalar,
                "Etna: derivative and taylor are of functions of one scalar variable; see "
                "etna::jacobian and etna::hessian.");
  if constexpr (is_scalar) {
    return call_plan<F, X...>::valid;
  } else {
    return false;
  }
}

/// The shape of the value of F at an X.
template <class F, class... X>
using value_shape =
    rebind_t<typename call_plan<F, X...>::trace::result, typename call_plan<F, X...>::scalar>;

template <int First, int Last, bool Scaled, class Result, class F, class X>
ETNA_INLINE constexpr void derivatives_at(const F& f, const X& x, Result& out) {
  using plan = call_plan<F, X>;
  using program =
      etna::program<derived<typename plan::trace, derivation::derivatives<First, Last, Scaled>>>;
  const auto inputs = gather_call<typename plan::scalar>(f, x);
  emission<program, typename plan::scalar>::run(inputs.data(), out);
}

}  // namespace detail

/// The callable that derivative<N> returns.
template <int N, class F>
struct derivative_of {
  [[no_unique_address]] F function;

  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    if constexpr (detail::check_variable<F, X...>()) {
      detail::value_shape<F, X...> y{};
      detail::derivatives_at<N, N, false>(function, x..., y);
      return y;
    }
  }
};

/// The callable that taylor<N> returns.
template <int N, class F>
struct taylor_of {
  [[no_unique_address]] F function;

  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    if constexpr (detail::check_variable<F, X...>()) {
      std::array<detail::value_shape<F, X...>, static_cast<std::size_t>(N + 1)> c{};
      detail::derivatives_at<0, N, true>(function, x..., c);
      return c;
    }
  }
};

/// derivative<N>(f): the N-th derivative (default: the first) of a function of one variable, in the
/// shape of its value. The cost grows with N², not exponentially.
template <int N = 1, class F>
constexpr derivative_of<N, F> derivative(F function) {
  static_assert(N >= 0, "Etna: the order of a derivative is 0 or more.");
  return {function};
}

/// taylor<N>(f): taylor<N>(f)(x)[k] is the k-th derivative at x divided by k!, for k = 0 … N: the
/// Taylor coefficients of f around x.
template <int N, class F>
constexpr taylor_of<N, F> taylor(F function) {
  static_assert(N >= 0, "Etna: the order of a Taylor polynomial is 0 or more.");
  return {function};
}

}  // namespace etna
