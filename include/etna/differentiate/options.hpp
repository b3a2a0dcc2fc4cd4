// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "etna/core/stateless.hpp"
#include "etna/core/tree.hpp"

namespace etna {

/// A function with run-time constants bound to its last arguments; made by `with`.
template <class F, class... K>
struct bound {
  [[no_unique_address]] F function;
  std::tuple<K...> constants;

  template <class... X>
  ETNA_INLINE constexpr decltype(auto) operator()(const X&... x) const {
    return std::apply([&](const K&... k)
                          ETNA_INLINE_LAMBDA -> decltype(auto) { return function(x..., k...); },
                      constants);
  }
};

/// with(f, k...): f with run-time constants k as its last arguments. Derivatives of it are by the
/// other arguments only, and loops, branches and reverse mode work as if the constants were
/// literals. Use it instead of a closure with captures: `with([](auto x, auto a) { return a * x *
/// x; }, 3.0)`. The constants are copied.
template <class F, argument... K>
constexpr bound<F, K...> with(F function, const K&... k) {
  return {function, {k...}};
}

/// Option: differentiate by the arguments with these indices. `wrt<I>` gives the derivative in the
/// shape of argument I, `wrt<I, J>` a tuple.
template <int... I>
struct wrt_option {};
template <int... I>
inline constexpr wrt_option<I...> wrt{};

/// Option: forward mode, one pass an input. The only mode for closures with captures, which run on
/// dual numbers.
struct forward_mode_option {};
inline constexpr forward_mode_option forward_mode{};
/// Option: reverse mode, one pass an output. The default.
struct reverse_mode_option {};
inline constexpr reverse_mode_option reverse_mode{};
/// Option of value_and_grad: the function returns a pair or tuple of its value and of further
/// outputs.
struct has_aux_option {};
inline constexpr has_aux_option has_aux{};

namespace detail {

template <class O>
inline constexpr bool is_wrt = false;
template <int... I>
inline constexpr bool is_wrt<wrt_option<I...>> = true;

template <class O>
inline constexpr bool is_option =
    is_wrt<O> || std::is_same_v<O, forward_mode_option> || std::is_same_v<O, reverse_mode_option> ||
    std::is_same_v<O, has_aux_option>;

template <class O, class... Options>
inline constexpr bool has_option = (std::is_same_v<O, Options> || ...);

/// The option wrt among the options; void if there is none.
template <class... Options>
struct find_wrt {
  using type = void;
};
template <class First, class... Rest>
struct find_wrt<First, Rest...> : find_wrt<Rest...> {};
template <int... I, class... Rest>
struct find_wrt<wrt_option<I...>, Rest...> {
  static_assert(!(is_wrt<Rest> || ...),
                "Etna: wrt is given twice; name all arguments in one, wrt<0, 2>.");
  using type = wrt_option<I...>;
};

/// What a callable is: a function, and constants bound to its last arguments.
template <class F>
struct callable_parts {
  using function = F;
  static constexpr int constants = 0;
  static constexpr std::tuple<> bound_constants(const F&) { return {}; }
};
template <class F, class... K>
struct callable_parts<bound<F, K...>> {
  using function = F;
  static constexpr int constants = static_cast<int>(sizeof...(K));
  ETNA_INLINE static constexpr const std::tuple<K...>& bound_constants(const bound<F, K...>& b) {
    return b.constants;
  }
};
template <class F>
inline constexpr bool is_bound = false;
template <class F, class... K>
inline constexpr bool is_bound<bound<F, K...>> = true;

/// The derivative On::on<G> of the function G with its last Count arguments bound as constants, as
/// a function of all of them.
template <class On, class G, int Count>
struct unbound {
  template <class... XK>
  constexpr auto operator()(const XK&... x_and_k) const {
    constexpr auto first = static_cast<int>(sizeof...(XK)) - Count;
    return [&]<std::size_t... I, std::size_t... K>(std::index_sequence<I...>,
                                                   std::index_sequence<K...>, const auto& all) {
      using function = bound<G, std::remove_cvref_t<decltype(std::get<first + K>(all))>...>;
      return typename On::template on<function>{
          function{stateless_instance<G>(), {std::get<first + K>(all)...}}}(std::get<I>(all)...);
    }(std::make_index_sequence<static_cast<std::size_t>(first)>{},
           std::make_index_sequence<static_cast<std::size_t>(Count)>{}, std::tie(x_and_k...));
  }
};

/// What a derivative is of, and the same derivative of another function.
template <class D>
struct derivative_of_what;
template <template <class, class...> class D, class F, class... Options>
struct derivative_of_what<D<F, Options...>> {
  using function = F;
  template <class G>
  using on = D<G, Options...>;
};
template <template <int, class> class D, int N, class F>
struct derivative_of_what<D<N, F>> {
  using function = F;
  template <class G>
  using on = D<N, G>;
};

/// A derivative of a function with bound constants has them too.
template <class D>
  requires requires(const D& d) {
    typename derivative_of_what<D>::function;
    requires std::is_same_v<std::remove_cvref_t<decltype(d.function)>,
                            typename derivative_of_what<D>::function>;
    requires(callable_parts<typename derivative_of_what<D>::function>::constants > 0);
  } && (!is_bound<D>)
struct callable_parts<D> {
  using inner = callable_parts<typename derivative_of_what<D>::function>;
  using function = unbound<derivative_of_what<D>, typename inner::function, inner::constants>;
  static constexpr int constants = inner::constants;
  ETNA_INLINE static constexpr const auto& bound_constants(const D& d) {
    return inner::bound_constants(d.function);
  }
};

}  // namespace detail

template <class O>
concept option = detail::is_option<O>;

}  // namespace etna
