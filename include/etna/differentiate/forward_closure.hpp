// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/options.hpp"
#include "etna/evaluate/dual.hpp"

/// \file
/// What cannot be run at compile time, closures with captures and functions of types that are not
/// constexpr: forward mode runs it on dual numbers.

namespace etna::detail {

/// Whether a derivative of F by X is computed on dual numbers.
template <class F, class Options, class... X>
inline constexpr bool runs_on_duals = [] {
  using parts = callable_parts<F>;
  using constants = std::remove_cvref_t<decltype(parts::bound_constants(std::declval<const F&>()))>;
  return Options::forward && !(is_stateless<typename parts::function> &&
                               (is_traceable<X>() && ...) && is_traceable<constants>());
}();

/// What the result R of a function is kept as. An expression that refers to the function's
/// arguments must not outlive them: specialise this.
template <class R>
struct kept {
  using type = R;
};

/// f(x...) on dual numbers, whose partials are those by the inputs of Set.
template <input_set Set, class F, class... X>
ETNA_INLINE constexpr auto call_on_duals(const F& f, const X&... x) {
  using T = scalar_t<X...>;
  constexpr int n = Set.count();
  using D = dual<T, n>;
  const auto variable = [](const T& value, int input) {
    D leaf(value);
    for (int k = 0; k < n; ++k) {
      if (Set.input(k) == input) {
        leaf.partials[static_cast<std::size_t>(k)] = T(1);
      }
    }
    return leaf;
  };
  int next = 0;
  const auto lift = [&]<class A>(const A& a) ETNA_INLINE_LAMBDA {
    rebind_t<A, D> lifted{};
    T leaves[tree_size<A> + 1]{};
    for_each_leaf(a, [&](const auto& leaf, int i) { leaves[i] = static_cast<T>(leaf); });
    const int first = next;
    next = for_each_leaf(
        lifted, [&](D& leaf, int i) { leaf = variable(leaves[i - first], i); }, first);
    return lifted;
  };
  return std::apply(
      [&](const auto&... a) ETNA_INLINE_LAMBDA ->
      typename kept<std::remove_cvref_t<decltype(call(f, a...))>>::type { return call(f, a...); },
      std::tuple<rebind_t<X, D>...>{lift(x)...});
}

template <class T>
inline constexpr bool is_dual = false;
template <class T, int N>
inline constexpr bool is_dual<dual<T, N>> = true;

/// x with each dual number replaced by its value.
template <class T, class X>
constexpr auto values_of(const X& x) {
  std::array<T, static_cast<std::size_t>(tree_size<X>)> leaves{};
  for_each_leaf(x, [&](const auto& leaf, int i) {
    if constexpr (is_dual<std::remove_cvref_t<decltype(leaf)>>) {
      leaves[static_cast<std::size_t>(i)] = leaf.value;
    } else {
      leaves[static_cast<std::size_t>(i)] = T(leaf);
    }
  });
  rebind_t<X, T> y{};
  for_each_leaf(y, [&](T& leaf, int i) { leaf = leaves[static_cast<std::size_t>(i)]; });
  return y;
}

}  // namespace etna::detail
