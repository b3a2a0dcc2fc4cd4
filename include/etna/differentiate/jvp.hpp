// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"
#include "etna/differentiate/forward_closure.hpp"

namespace etna {

/// What jvp returns.
template <class Value>
struct value_and_tangent {
  Value value;
  Value tangent;
};

template <argument Value>
struct tree<value_and_tangent<Value>>
    : detail::tree_of_members<&value_and_tangent<Value>::value,
                              &value_and_tangent<Value>::tangent> {
  template <class S>
  using rebind = value_and_tangent<rebind_t<Value, S>>;
};

/// The callable that jvp returns.
template <class F>
struct jvp_of {
  [[no_unique_address]] F function;

  /// jvp(f)(primals, tangents): two tuples of the same shapes. The value at the primals, and its
  /// derivative along the tangents.
  template <class... X, class... V>
  ETNA_INLINE constexpr auto operator()(const std::tuple<X...>& primals,
                                        const std::tuple<V...>& tangents) const {
    static_assert(sizeof...(X) == sizeof...(V), "Etna: jvp needs a tangent for every primal.");
    if constexpr (sizeof...(X) == sizeof...(V)) {
      static_assert(((tree_size<X> == tree_size<V>) && ...),
                    "Etna: a tangent of jvp must have the shape of its primal.");
      using plan = detail::call_plan<F, X...>;
      if constexpr (plan::valid) {
        constexpr auto misfit = detail::find_misfit<typename plan::trace, false, V...>();
        static_assert(misfit.fits(),
                      "Etna: a tangent of jvp must have the shape of its primal. The compiler's "
                      "error on `shapes_do_not_fit` names both shapes.");
        if constexpr (detail::check_directions<misfit>()) {
          using T = scalar_t<X..., V...>;
          constexpr int constants = plan::trace::inputs - (0 + ... + tree_size<X>);
          using program =
              etna::program<derived<typename plan::trace, derivation::pushforward<constants>>>;
          const auto point = std::apply(
              [&](const auto&... a) { return detail::with_constants(function, a...); }, primals);
          const auto inputs =
              detail::gather<T>(std::tuple_cat(point, std::tuple<const V&...>(tangents)));
          using value = detail::value_t<typename plan::trace, T>;
          return compute<program, value_and_tangent<value>>(inputs.data());
        }
      }
    }
  }

  template <class Primals, class Tangents>
  constexpr auto operator()(const Primals&, const Tangents&) const {
    static_assert(!std::is_same_v<Primals, Primals>,
                  "Etna: jvp takes two tuples, jvp(f)(std::tuple(x), std::tuple(v)): one of the "
                  "arguments, one of their tangents.");
  }
};

/// jvp(f): the derivative along a direction (Jacobian-vector product), one forward pass.
template <class F>
constexpr jvp_of<F> jvp(F function) {
  return {function};
}

}  // namespace etna
