// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tuple>

#include "etna/expression/formula_graph.hpp"
#include "etna/expression/named.hpp"
#include "etna/op/comparison.hpp"
#include "etna/op/select.hpp"

namespace etna {

namespace detail {

template <class T>
inline constexpr bool is_formula = false;
template <auto Graph, class... K>
inline constexpr bool is_formula<formula<Graph, K...>> = true;

/// What an operand of a formula is: its graph, and the constants that it carries. A number is a
/// constant.
template <class X>
struct formula_parts {
  static constexpr auto graph = carried_number;
  using constants = std::tuple<X>;
  ETNA_INLINE static constexpr constants carried(const X& x) { return constants(x); }
};
template <auto Graph, class... K>
struct formula_parts<formula<Graph, K...>> {
  static constexpr auto graph = Graph;
  using constants = std::tuple<K...>;
  ETNA_INLINE static constexpr const constants& carried(const formula<Graph, K...>& x) {
    return x.constants;
  }
};

template <auto Graph, class Constants>
struct formula_with;
template <auto Graph, class... K>
struct formula_with<Graph, std::tuple<K...>> {
  using type = formula<Graph, K...>;
};

template <class... Constants>
using joined_constants = decltype(std::tuple_cat(std::declval<Constants>()...));

/// What formulas of all types count as among operands, so that plain numbers give way to them.
struct formula_operand {
  using etna_operand = formula_operand;
  template <number T>
  constexpr formula_operand(const T&) {}

  template <class Op, class... X>
  using result =
      typename formula_with<join_formulas<Op::code, formula_parts<X>::graph...>(),
                            joined_constants<typename formula_parts<X>::constants...>>::type;
  template <class Op, class... X>
  ETNA_INLINE static constexpr result<Op, X...> apply(const X&... x) {
    return {std::tuple_cat(formula_parts<X>::carried(x)...)};
  }

  template <int N>
  static constexpr formula<literal_graph(N)> whole() {
    return {};
  }
};

}  // namespace detail

/// A formula: what operators and functions make of variables. Its type is the formula; the object
/// only carries the numbers that were known when it was written, by value, so it can be kept in an
/// `auto` variable and copied:
///
///     using namespace etna::literals;
///     constexpr auto x = "x"_v;
///     constexpr auto y = "y"_v;
///     double k = ...;
///     auto e = k * x * y + sin(x);
///     double value = e("x"_v = 2.0, "y"_v = 3.0);
///     auto gradient = etna::grad(e)("x"_v = 2.0, "y"_v = 3.0);   // gradient["x"_v]
///
/// Its variables have names, or positions (`arg<0>`), not both. The number type of a call is the
/// common type of the variables' values: the numbers in a formula do not widen it, just as literals
/// in a function do not.
///
/// Each number that a formula carries is a constant of its own, each time: a formula with numbers
/// that is used twice in another carries them twice. Write numbers that are known at compile time
/// as literals, `2_c`, and give names to numbers that are used often: `with(e, "k"_v = k)`.
template <auto Graph, class... Constants>
struct formula {
  using etna_operand = detail::formula_operand;
  using formula_type = formula;
  static constexpr auto graph = Graph;
  static_assert(
      Graph.positions == 0 || Graph.names.count == 0,
      "Etna: the variables of a formula have either names (\"x\"_v) or positions (arg<0>).");
  static_assert(Graph.constants <= limits::formula_constants,
                "Etna: this formula carries too many numbers (etna::limits::formula_constants). A "
                "formula that is used "
                "twice carries its numbers twice: give them names, with(e, \"k\"_v = k), or write "
                "literals as 2_c.");

  [[no_unique_address]] std::tuple<Constants...> constants;

  /// The value, for a value of each variable: by name, `e("x"_v = 2.0, "y"_v = 3.0)` in any order,
  /// or of a map of values; by position, e(2.0, 3.0). The truth value of a comparison is 1 or 0.
  /// (Defined in evaluate/formula.hpp.)
  template <class... Values>
  ETNA_INLINE constexpr auto operator()(const Values&... values) const;

  /// `"x"_v = 2.0`: a value for a variable.
  template <class T>
    requires(Graph.is_variable())
  [[nodiscard]] ETNA_INLINE constexpr named<Graph.names, T> operator=(const T& value) const {
    static_assert(!std::integral<T>,
                  "Etna: the value of a variable is an integer; write 2.0 instead of 2.");
    static_assert(number<T> && !detail::is_formula<T>,
                  "Etna: the value of a variable must be a number.");
    return {{value}};
  }

  template <std::same_as<bool> B>
  explicit constexpr operator B() const {
    static_assert(!std::same_as<B, bool>,
                  "Etna: a comparison of formulas is not decided where it is written. Choose with "
                  "etna::where(x < y, a, b), "
                  "and join conditions with & | and !.");
    return false;
  }
};

namespace detail {

/// A comparison of formulas, or several joined.
template <class T>
inline constexpr bool is_formula_condition = false;
template <auto Graph, class... K>
inline constexpr bool is_formula_condition<formula<Graph, K...>> = [] {
  constexpr int op = Graph.node(Graph.size - 1).op - formula_operations;
  if constexpr (op < 0) {
    return false;
  } else {
    return operation_of<Graph.codes[op]>::type::is_comparison;
  }
}();

}  // namespace detail

template <class C>
concept formula_condition = detail::is_formula_condition<C>;

template <formula_condition C>
ETNA_INLINE constexpr applied_t<op::logical_not, C> operator!(const C& condition) {
  return apply<op::logical_not>(condition);
}
template <formula_condition C, formula_condition D>
ETNA_INLINE constexpr applied_t<op::logical_and, C, D> operator&(const C& c, const D& d) {
  return apply<op::logical_and>(c, d);
}
template <formula_condition C, formula_condition D>
ETNA_INLINE constexpr applied_t<op::logical_or, C, D> operator|(const C& c, const D& d) {
  return apply<op::logical_or>(c, d);
}
template <class X, class Y>
  requires compared<X, Y> && (detail::is_formula<X> || detail::is_formula<Y>)
ETNA_INLINE constexpr applied_t<op::logical_not, applied_t<op::equal, X, Y>> operator!=(
    const X& x, const Y& y) {
  return !apply<op::equal>(x, y);
}

/// A choice that a formula carries.
template <class C, operand A, operand B>
  requires(operand<C> || std::same_as<C, bool>) && std::same_as<C, bool> &&
          (detail::is_formula<A> || detail::is_formula<B>)
ETNA_INLINE constexpr auto where(const C& condition, const A& a, const B& b) {
  return apply<op::where_>(static_cast<int>(condition), a, b);
}

/// with(e, "k"_v = k, ...): the formula with numbers for some of its variables, which it carries
/// from then on. Derivatives are by the others. However often the formula uses the variable, it is
/// one number.
template <auto Graph, class... K, auto Names, class T, class... More>
constexpr auto with(const formula<Graph, K...>& e, const named<Names, T>& values,
                    const More&... more) {
  if constexpr (detail::check_known<Graph.names, named<Names, T>>()) {
    using carried = decltype(std::tuple_cat(e.constants, values.values));
    using result = typename detail::formula_with<detail::bind_names<Graph, Names>(), carried>::type;
    const result carrying{std::tuple_cat(e.constants, values.values)};
    if constexpr (sizeof...(More) == 0) {
      return carrying;
    } else {
      return with(carrying, more...);
    }
  }
}

}  // namespace etna
