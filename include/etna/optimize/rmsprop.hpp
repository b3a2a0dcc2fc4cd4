// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/piecewise.hpp"
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
  bool exact = false;  // no estimated quotients (see simd/estimates.hpp)

  static constexpr std::array slots{"mean_square", "mean", "velocity"};
  constexpr bool uses(std::size_t slot) const {
    return slot == 0 || (slot == 1 ? centered : momentum != 0);
  }
  template <class V>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), decay = coefficient<V>(decay),
            share = coefficient<V>(1 - decay),
            inside = coefficient<V>(epsilon_inside_root ? epsilon : 0),
            outside = coefficient<V>(epsilon_inside_root ? 0 : epsilon),
            momentum = coefficient<V>(momentum), has_momentum = momentum != 0, centered = centered,
            exact = exact](const V& g, const V&, V& r, V& a, V& v) ETNA_INLINE_LAMBDA {
      r = multiply_add(decay, r, V(share * g * g));
      V square = r;
      if (centered) {
        a = multiply_add(decay, a, V(share * g));
        square = etna::max(V(r - a * a), V(0));
      }
      const V root = etna::sqrt(V(square + inside)) + outside;
      if (!has_momentum) {
        const V step = rate * g;
        return exact ? V(step / root) : simd::divide(step, root);
      }
      v = multiply_add(momentum, v, exact ? V(g / root) : simd::divide(g, root));
      return V(rate * v);
    };
  }
};

}  // namespace etna
