// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/piecewise.hpp"
#include "etna/optimize/quotient.hpp"
#include "etna/optimize/rule.hpp"
#include "etna/simd/estimates.hpp"

namespace etna {

/// RMSProp (T. Tieleman and G. Hinton, lecture 6.5, 2012): r ← ρ r + (1 − ρ) g²;
/// θ ← θ − η g / (√r + ε), or / √(r + ε). Centred: the root is of r − a², at least 0, with
/// a ← ρ a + (1 − ρ) g. With momentum: v ← μ v + the quotient; θ ← θ − η v.
struct rmsprop {
  double learning_rate = 0.01;
  double decay = 0.99;  // ρ
  double epsilon = 1e-8;
  bool epsilon_inside_root = false;
  double momentum = 0;  // μ
  bool centered = false;

  static constexpr std::array slots{"mean_square"};
  static constexpr std::array optional_slots{"mean", "velocity"};
  constexpr bool uses(std::size_t k) const { return k == 0 ? centered : momentum != 0; }
  template <class V, bool Exact>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), decay = coefficient<V>(decay),
            share = coefficient<V>(1 - decay), epsilon = coefficient<V>(epsilon),
            is_inside = epsilon_inside_root, momentum = coefficient<V>(momentum)](
               const V& g, const V&, V& r, auto& a, auto& v) ETNA_INLINE_LAMBDA {
      r = detail::moving_average(decay, r, share, V(g * g));
      V square = r;
      if constexpr (is_used<decltype(a)>) {
        a = detail::moving_average(decay, a, share, g);
        square = etna::max(V(r - a * a), V(0));
      }
      const V root = is_inside ? etna::sqrt(V(square + epsilon)) : etna::sqrt(square) + epsilon;
      if constexpr (is_used<decltype(v)>) {
        v = multiply_add(momentum, v, simd::divide<Exact>(g, root));
        return V(rate * v);
      } else {
        return quotient<Exact, V>(rate * g, root);
      }
    };
  }
};

}  // namespace etna
