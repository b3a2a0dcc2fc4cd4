// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/options.hpp"
#include "etna/evaluate/dual.hpp"

/// \file
/// Closures with captures: they cannot be run at compile time, so forward mode runs them on dual
/// numbers.

namespace etna::detail {

/// Whether a derivative is one of a closure with captures in forward mode.
template <class F, class Options>
inline constexpr bool is_forward_closure =
    Options::forward && !std::is_empty_v<typename callable_parts<F>::function>;

/// f(x...) on dual numbers with N partials, those of leaf i seeded by seed(leaf, i).
template <int N, class F, class Seed, class... X>
ETNA_INLINE constexpr auto call_on_duals(const F& f, Seed seed, const X&... x) {
  using T = scalar_t<X...>;
  using D = dual<T, N>;
  int next = 0;
  const auto lift = [&]<class A>(const A& a) ETNA_INLINE_LAMBDA {
    rebind_t<A, D> lifted{};
    T leaves[tree_size<A> + 1]{};
    for_each_leaf(a, [&](const auto& leaf, int i) { leaves[i] = static_cast<T>(leaf); });
    const int first = next;
    next =
        for_each_leaf(lifted, [&](D& leaf, int i) { leaf = seed(D(leaves[i - first]), i); }, first);
    return lifted;
  };
  return std::apply([&](const auto&... a) ETNA_INLINE_LAMBDA { return call(f, a...); },
                    std::tuple<rebind_t<X, D>...>{lift(x)...});
}

}  // namespace etna::detail
