// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/derivative.hpp"
#include "etna/differentiate/grad.hpp"
#include "etna/differentiate/hessian.hpp"
#include "etna/differentiate/hvp.hpp"
#include "etna/differentiate/jacobian.hpp"
#include "etna/differentiate/jvp.hpp"
#include "etna/differentiate/shapes.hpp"
#include "etna/differentiate/vjp.hpp"
#include "etna/evaluate/formula.hpp"

/// \file
/// The derivative functions of formulas. To them a formula is a function with one argument for each
/// position, or with one argument that holds all named variables, and with its constants bound as
/// by etna::with.

namespace etna {

namespace detail {

/// How a derivative of a formula takes the values of named variables: `together`, all values of the
/// call make one map; `alone`, there is one variable; `groups`, a point and a direction, each a map
/// or a std::tuple of values by name, passed on as maps; `tuples`, the same, passed on as tuples of
/// one map.
enum class formula_call { together, alone, groups, tuples };

/// Values by name that belong together: a map, or a std::tuple of maps.
template <class X>
struct value_group : std::false_type {};
template <auto Own, class V>
struct value_group<named<Own, V>> : std::true_type {
  template <auto Names>
  static constexpr bool check() {
    return check_names<Names, named<Own, V>>();
  }
  template <auto Names, class T>
  ETNA_INLINE static constexpr named<Names, T> collect(const named<Own, V>& x) {
    return detail::collect<Names, T>(x);
  }
};
template <class... N>
  requires(is_named<N> && ...)
struct value_group<std::tuple<N...>> : std::true_type {
  template <auto Names>
  static constexpr bool check() {
    return check_names<Names, N...>();
  }
  template <auto Names, class T>
  ETNA_INLINE static constexpr named<Names, T> collect(const std::tuple<N...>& x) {
    return std::apply(
        [](const N&... n) ETNA_INLINE_LAMBDA { return detail::collect<Names, T>(n...); }, x);
  }
};

template <auto Names, formula_call Call, class... X>
constexpr bool check_derivative_call() {
  if constexpr (Call == formula_call::together || Call == formula_call::alone) {
    static_assert(
        (is_named<X> && ...),
        "Etna: a derivative of a formula of named variables is called with values by name, "
        "grad(e)(\"x\"_v = 2.0), or with a map of them, such as a gradient.");
    static_assert(Call == formula_call::together || Names.count == 1,
                  "Etna: derivative and taylor are of formulas of one variable; see etna::grad and "
                  "etna::hessian.");
    if constexpr ((is_named<X> && ...) && (Call == formula_call::together || Names.count == 1)) {
      return check_names<Names, X...>();
    } else {
      return false;
    }
  } else {
    static_assert(
        sizeof...(X) == 2 && (value_group<X>::value && ...),
        "Etna: this derivative of a formula takes a point and a direction, each a std::tuple of "
        "values by name, "
        "std::tuple(\"x\"_v = 2.0, \"y\"_v = 3.0), or a map of them, such as a gradient.");
    if constexpr (sizeof...(X) == 2 && (value_group<X>::value && ...)) {
      return (value_group<X>::template check<Names>() && ...);
    } else {
      return false;
    }
  }
}

/// A formula, or a derivative of one.
template <class F>
concept formula_function = requires { typename F::formula_type; };

/// A derivative by one variable, which may come as a map of its name.
template <class Derivative>
struct of_only_value {
  [[no_unique_address]] Derivative derivative{};

  of_only_value() = default;
  template <class F>
  constexpr explicit of_only_value(const F& f) : derivative{f} {}

  template <class X>
  ETNA_INLINE constexpr auto operator()(const X& x) const {
    if constexpr (is_named<X>) {
      return derivative(x.values[0]);
    } else {
      return derivative(x);
    }
  }
};

/// A formula, or a derivative F of one, as a stateless function of its variables and of the numbers
/// that it carries.
template <class F>
struct stateless {
  using inner = typename stateless<decltype(F::function)>::type;
  using type = std::conditional_t<(F::graph.constants > 0), unbound<F, inner, 1>,
                                  typename F::template on<inner>>;
};
template <auto Graph, class... K>
struct stateless<formula<Graph, K...>> {
  using type = lowered<Graph>;
};

/// A derivative of a formula, or of such a derivative F. `Self::template on<G>` is the same
/// derivative of a function G.
template <class Self, class F, formula_call Call = formula_call::together>
struct formula_derivative {
  [[no_unique_address]] F function;

  using formula_type = typename F::formula_type;
  static constexpr auto graph = formula_type::graph;
  static constexpr formula_call call = Call;

  constexpr formula_derivative(const F& f) : function(f) {}

  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    if constexpr (graph.names.count == 0) {
      return on_numbers<number_type<X...>>()(x...);
    } else if constexpr (check_derivative_call<graph.names, Call, X...>()) {
      using T = number_type<X...>;
      if constexpr (Call == formula_call::together || Call == formula_call::alone) {
        return on_numbers<T>()(collect<graph.names, T>(x...));
      } else if constexpr (Call == formula_call::groups) {
        return on_numbers<T>()(value_group<X>::template collect<graph.names, T>(x)...);
      } else {
        return on_numbers<T>()(std::tuple(value_group<X>::template collect<graph.names, T>(x))...);
      }
    }
  }

  /// Writes a gradient into the last argument: see value_and_grad.
  template <class... X>
    requires(sizeof...(X) >= 2)
  ETNA_INLINE constexpr auto into(X&&... x) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>, auto&& all) ETNA_INLINE_LAMBDA {
      return write(std::get<sizeof...(I)>(all), std::get<I>(all)...);
    }(std::make_index_sequence<sizeof...(X) - 1>{}, std::forward_as_tuple(x...));
  }

  constexpr const auto& constants() const {
    if constexpr (is_formula<F>) {
      return function.constants;
    } else {
      return function.constants();
    }
  }

 private:
  /// This derivative of the function that F is in the number type T.
  template <class T>
  ETNA_INLINE constexpr auto on_numbers() const {
    using function_type = typename stateless<F>::type;
    constexpr std::size_t count = static_cast<std::size_t>(graph.constants);
    if constexpr (count == 0) {
      return typename Self::template on<function_type>{function_type{}};
    } else {
      using bound_type = bound<function_type, std::array<T, count>>;
      return typename Self::template on<bound_type>{bound_type{{}, {convert<T>(constants())}}};
    }
  }

  template <class... X>
  static constexpr auto number() {
    if constexpr ((argument<X> && ...)) {
      return std::type_identity<
          typename formula_number<decltype(formula_type::constants), X...>::type>{};
    } else {
      return std::type_identity<double>{};  // an error that the derivative reports
    }
  }
  template <class... X>
  using number_type = typename decltype(number<X...>())::type;

  template <class Out, class... X>
  ETNA_INLINE constexpr auto write(Out& out, const X&... x) const {
    if constexpr (graph.names.count == 0) {
      return on_numbers<number_type<X...>>().into(x..., out);
    } else if constexpr (check_derivative_call<graph.names, Call, X...>()) {
      using T = number_type<X...>;
      return on_numbers<T>().into(collect<graph.names, T>(x...), out);
    }
  }
};

/// How the values of a formula or a derivative of one come as arguments.
template <class F>
inline constexpr formula_call call_of = formula_call::together;
template <formula_function F>
  requires requires { F::call; }
inline constexpr formula_call call_of<F> = F::call;

/// It is printed as the function of numbers that it is; those that it carries come last.
template <formula_function F, class... X>
struct printed<F, X...> {
  using function = typename stateless<F>::type;

  template <class... A>
  static constexpr auto with_constants(std::type_identity<std::tuple<A...>>) {
    constexpr auto count = static_cast<std::size_t>(F::graph.constants);
    if constexpr (count == 0) {
      return etna::detail::shapes<A...>{};
    } else {
      return etna::detail::shapes<A..., std::array<double, count>>{};
    }
  }
  static constexpr auto values() {
    using names = named<F::graph.names, double>;
    constexpr formula_call call = call_of<F>;
    if constexpr (F::graph.names.count == 0 && sizeof...(X) > 0) {
      return std::type_identity<std::tuple<X...>>{};
    } else if constexpr (F::graph.names.count == 0) {
      return std::type_identity<decltype(std::tuple_cat(
          std::array<double, static_cast<std::size_t>(F::graph.positions)>{}))>{};
    } else if constexpr (call == formula_call::together || call == formula_call::alone) {
      return std::type_identity<std::tuple<names>>{};
    } else if constexpr (call == formula_call::groups) {
      return std::type_identity<std::tuple<names, names>>{};
    } else {
      return std::type_identity<std::tuple<std::tuple<names>, std::tuple<names>>>{};
    }
  }
  using shapes = decltype(with_constants(values()));
};

}  // namespace detail

// The derivatives of formulas, and the derivatives of those.

template <detail::formula_function F, class... Options>
struct grad_of<F, Options...> : detail::formula_derivative<grad_of<F, Options...>, F> {
  using grad_of::formula_derivative::formula_derivative;
  template <class G>
  using on = grad_of<G, Options...>;
};
template <detail::formula_function F, class... Options>
struct value_and_grad_of<F, Options...>
    : detail::formula_derivative<value_and_grad_of<F, Options...>, F> {
  using value_and_grad_of::formula_derivative::formula_derivative;
  template <class G>
  using on = value_and_grad_of<G, Options...>;
};
template <detail::formula_function F, class... Options>
struct hessian_of<F, Options...> : detail::formula_derivative<hessian_of<F, Options...>, F> {
  using hessian_of::formula_derivative::formula_derivative;
  template <class G>
  using on = hessian_of<G, Options...>;
};
template <detail::formula_function F, detail::jacobian_mode Mode, class... Options>
struct jacobian_of<F, Mode, Options...>
    : detail::formula_derivative<jacobian_of<F, Mode, Options...>, F> {
  using jacobian_of::formula_derivative::formula_derivative;
  template <class G>
  using on = jacobian_of<G, Mode, Options...>;
};
template <detail::formula_function F>
struct vjp_of<F> : detail::formula_derivative<vjp_of<F>, F> {
  using vjp_of::formula_derivative::formula_derivative;
  template <class G>
  using on = vjp_of<G>;
};
template <detail::formula_function F>
struct hvp_of<F> : detail::formula_derivative<hvp_of<F>, F, detail::formula_call::groups> {
  using hvp_of::formula_derivative::formula_derivative;
  template <class G>
  using on = hvp_of<G>;
};
template <detail::formula_function F>
struct jvp_of<F> : detail::formula_derivative<jvp_of<F>, F, detail::formula_call::tuples> {
  using jvp_of::formula_derivative::formula_derivative;
  template <class G>
  using on = jvp_of<G>;
};
template <int N, detail::formula_function F>
struct derivative_of<N, F>
    : detail::formula_derivative<derivative_of<N, F>, F, detail::formula_call::alone> {
  using derivative_of::formula_derivative::formula_derivative;
  template <class G>
  using on = detail::of_only_value<derivative_of<N, G>>;
};
template <int N, detail::formula_function F>
struct taylor_of<N, F>
    : detail::formula_derivative<taylor_of<N, F>, F, detail::formula_call::alone> {
  using taylor_of::formula_derivative::formula_derivative;
  template <class G>
  using on = detail::of_only_value<taylor_of<N, G>>;
};

}  // namespace etna
