// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/evaluate/run.hpp"
#include "etna/graph/lower.hpp"

/// \file
/// Formulas called with numbers.

namespace etna {

namespace detail {

/// Whether V... give a value to each variable of a formula; each check has a message for the user.
template <auto Graph, class... V>
constexpr bool check_formula_call() {
  if constexpr (Graph.names.count > 0) {
    static_assert((is_named<V> && ...),
                  "Etna: a formula of named variables is called with values by name, e(\"x\"_v = "
                  "2.0, \"y\"_v = 3.0), or "
                  "with a map of them, such as a gradient.");
    if constexpr ((is_named<V> && ...)) {
      return check_names<Graph.names, V...>();
    } else {
      return false;
    }
  } else {
    static_assert(
        sizeof...(V) == Graph.positions,
        "Etna: the formula does not have this number of variables (arg<0>, arg<1>, ...).");
    static_assert((operand<V> && ...),
                  "Etna: the arguments of a formula of arg<0>, arg<1>, ... are numbers.");
    static_assert(!(std::integral<V> || ...),
                  "Etna: an argument is an integer; write 1.0 instead of 1.");
    return sizeof...(V) == Graph.positions && (number<V> && ...);
  }
}

/// T, widened by those of the constants K that are no plain numbers.
template <class T, class... K>
struct widened {
  using type = T;
};
template <class T, class K, class... Rest>
struct widened<T, K, Rest...>
    : widened<std::conditional_t<std::is_arithmetic_v<K>, T, promoted_t<T, K>>, Rest...> {};

/// The number type that a formula is computed with, given its constants and the values of its
/// variables. Plain numbers give way to the variables, also where these are narrower.
template <class Constants, class... V>
struct formula_number;
template <class... K>
struct formula_number<std::tuple<K...>> {
  using type = promoted_t<int, K...>;
};
template <class... K, class V, class... Rest>
struct formula_number<std::tuple<K...>, V, Rest...> : widened<scalar_t<V, Rest...>, K...> {};

/// The numbers that a formula carries, converted to T.
template <class T, class... K>
ETNA_INLINE constexpr std::array<T, sizeof...(K)> convert(const std::tuple<K...>& constants) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) ETNA_INLINE_LAMBDA {
    return std::array<T, sizeof...(K)>{static_cast<T>(std::get<I>(constants))...};
  }(std::index_sequence_for<K...>{});
}

template <class F, class Arguments>
struct trace_of;
template <class F, class... A>
struct trace_of<F, std::tuple<A...>> {
  using type = trace<F, A...>;
};

/// The arguments of a lowered formula, over the scalar T: one for each position or one for all
/// names, then the constants.
template <auto Graph, class T>
using lowered_arguments = joined_constants<
    decltype(std::tuple_cat(std::array<T, static_cast<std::size_t>(Graph.positions)>{})),
    std::conditional_t<Graph.names.count == 0, std::tuple<>, std::tuple<named<Graph.names, T>>>,
    std::conditional_t<Graph.constants == 0, std::tuple<>,
                       std::tuple<std::array<T, static_cast<std::size_t>(Graph.constants)>>>>;

}  // namespace detail

template <auto Graph, class... Constants>
template <class... Values>
ETNA_INLINE constexpr auto formula<Graph, Constants...>::operator()(const Values&... values) const {
  if constexpr (detail::check_formula_call<Graph, Values...>()) {
    using T = typename detail::formula_number<std::tuple<Constants...>, Values...>::type;
    std::array<T, static_cast<std::size_t>(Graph.inputs() + Graph.constants)> inputs{};
    std::size_t next = 0;
    if constexpr (Graph.names.count > 0) {
      for (const T& value : detail::collect<Graph.names, T>(values...).values)
        inputs[next++] = value;
    } else {
      ((inputs[next++] = static_cast<T>(values)), ...);
    }
    if constexpr (Graph.constants > 0) {
      for (const T& k : detail::convert<T>(constants)) inputs[next++] = k;
    }
    if constexpr (std::is_same_v<T, symbol>) {
      return lowered<Graph>{}(inputs);
    } else {
      using program =
          etna::program<typename detail::trace_of<lowered<Graph>,
                                                  detail::lowered_arguments<Graph, symbol>>::type>;
      T value{};
      emission<program, T>::run(inputs.data(), value);
      return value;
    }
  }
}

}  // namespace etna
