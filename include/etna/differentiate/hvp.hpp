// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/value_and_grad.hpp"

namespace etna {

/// The callable that hvp returns.
template <class F>
struct hvp_of {
  [[no_unique_address]] F function;

  /// hvp(f)(x..., v...): the Hessian at x times v, which has the shapes of x; in the shape of the
  /// gradient.
  template <class... XV>
  ETNA_INLINE constexpr auto operator()(const XV&... xv) const {
    static_assert(sizeof...(XV) % 2 == 0,
                  "Etna: hvp takes the point, then as many vectors: hvp(f)(x, v), or of two "
                  "arguments hvp(f)(x, y, v, w).");
    return [&]<std::size_t... I>(std::index_sequence<I...>, const auto& all) ETNA_INLINE_LAMBDA {
      return multiply(std::tie(std::get<I>(all)...), std::tie(std::get<sizeof...(I) + I>(all)...));
    }(std::make_index_sequence<sizeof...(XV) / 2>{}, std::tie(xv...));
  }

 private:
  template <class... X, class... V>
  ETNA_INLINE constexpr auto multiply(const std::tuple<const X&...>& x,
                                      const std::tuple<const V&...>& v) const {
    using plan = detail::gradient_plan<F, detail::gradient_options<>, X...>;
    if constexpr (plan::valid) {
      static_assert(((tree_size<X> == tree_size<V>) && ...),
                    "Etna: the vector of hvp must have the shape of the point.");
      using trace = typename plan::call::trace;
      constexpr auto misfit = detail::find_misfit<trace, false, V...>();
      static_assert(misfit.fits(),
                    "Etna: the vector of hvp must have the shape of the point. The compiler's "
                    "error on `shapes_do_not_fit` names both shapes.");
      if constexpr (detail::check_directions<misfit>()) {
        using T = scalar_t<std::remove_cvref_t<X>..., std::remove_cvref_t<V>...>;
        using program =
            etna::program<derived<trace, derivation::hessian_product<plan::selected::set>>>;
        using product = typename plan::selected::template shape<detail::over<T>::template type>;
        const auto point =
            std::apply([&](const auto&... a) { return detail::with_constants(function, a...); }, x);
        const auto inputs = detail::gather<T>(std::tuple_cat(point, v));
        return compute<program, product>(inputs.data());
      }
    }
  }
};

/// hvp(f): Hessian-vector products without the Hessian: hvp(f)(x, v) costs a few evaluations of f
/// whatever the number of variables.
template <class F>
constexpr hvp_of<F> hvp(F function) {
  return {function};
}

}  // namespace etna
