// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include "etna/core/tree.hpp"
#include "etna/differentiate/forward_closure.hpp"
#include "etna/op/control.hpp"

namespace etna {

/// The callable that custom_derivative returns.
template <class Value, class Rule>
struct custom_derivative_of {
  [[no_unique_address]] Value value;
  [[no_unique_address]] Rule rule;

  template <argument... X>
  constexpr auto operator()(const X&... x) const {
    if constexpr ((requires { typename X::formula_type; } || ...)) {
      return add_partials<0>(stop_gradient(value(x...)), rule(x...), x...);
    } else {
      return of_numbers(x...);
    }
  }

 private:
  /// Of formulas, each of which is of a type of its own.
  template <std::size_t K, class Y, class Partials, class First, class... Rest>
  static constexpr auto add_partials(const Y& y, const Partials& partials, const First& x,
                                     const Rest&... rest) {
    const auto with_this = [&] {
      if constexpr (K == 0 && sizeof...(Rest) == 0) {
        return surrogate(y, x, partials);
      } else {
        return surrogate(y, x, std::get<K>(partials));
      }
    }();
    if constexpr (sizeof...(Rest) == 0) {
      return with_this;
    } else {
      return add_partials<K + 1>(with_this, partials, rest...);
    }
  }

  template <class... X>
  constexpr auto of_numbers(const X&... x) const {
    using S = scalar_t<X...>;
    if constexpr (detail::is_dual<S>) {
      using T = typename S::value_type;
      S y((*this)(detail::values_of<T>(x)...));
      const auto partials = rule(detail::values_of<T>(x)...);
      check<decltype(partials), X...>();
      std::array<T, static_cast<std::size_t>((0 + ... + tree_size<X>))> p{};
      for_each_leaf(partials,
                    [&](const auto& leaf, int i) { p[static_cast<std::size_t>(i)] = T(leaf); });
      int next = 0;
      const auto add = [&](const auto& leaf, int i) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(leaf)>, S>) {
          for (std::size_t k = 0; k < y.partials.size(); ++k) {
            y.partials[k] = y.partials[k] + p[static_cast<std::size_t>(i)] * leaf.partials[k];
          }
        }
      };
      ((next = for_each_leaf(x, add, next)), ...);
      return y;
    } else if constexpr (operand_type<S>) {
      S y = stop_gradient(S(value(x...)));
      const auto partials = rule(x...);
      check<decltype(partials), X...>();
      std::array<S, static_cast<std::size_t>((0 + ... + tree_size<X>))> p{};
      for_each_leaf(partials,
                    [&](const auto& leaf, int i) { p[static_cast<std::size_t>(i)] = S(leaf); });
      int next = 0;
      const auto add = [&](const auto& leaf, int i) {
        y = surrogate(y, S(leaf), p[static_cast<std::size_t>(i)]);
      };
      ((next = for_each_leaf(x, add, next)), ...);
      return y;
    } else {
      return value(x...);
    }
  }

  template <class Partials, class... X>
  static constexpr void check() {
    static_assert(tree_size<Partials> == (0 + ... + tree_size<X>),
                  "Etna: the rule of a custom_derivative must return one partial derivative for "
                  "each scalar of the "
                  "arguments: a number for one argument, a std::array or std::tuple for several.");
  }
};

/// custom_derivative(value, rule): a function of scalars (or arrays) with a derivative of the
/// user's own. `value(x...)` gives the value; `rule(x...)` the partial derivatives by all scalars
/// of the arguments, a number if there is one, else a std::array or std::tuple. The rule is
/// ordinary code, so the function can be differentiated again. For a named operation see
/// etna::operation.
template <class Value, class Rule>
constexpr custom_derivative_of<Value, Rule> custom_derivative(Value value, Rule rule) {
  return {value, rule};
}

}  // namespace etna
