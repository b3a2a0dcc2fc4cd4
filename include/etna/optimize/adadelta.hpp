// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/power.hpp"
#include "etna/optimize/rule.hpp"

namespace etna {

/// Adadelta (M. Zeiler, ADADELTA, 2012): r ← ρ r + (1 − ρ) g²; d = √(u + ε) / √(r + ε) g;
/// u ← ρ u + (1 − ρ) d²; θ ← θ − η d
struct adadelta {
  double learning_rate = 1;
  double decay = 0.9;  // ρ
  double epsilon = 1e-6;

  static constexpr std::array slots{"mean_square", "mean_square_of_updates"};
  template <class V>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), decay = coefficient<V>(decay),
            share = coefficient<V>(1 - decay), epsilon = coefficient<V>(epsilon)](
               const V& g, const V&, V& r, V& u) ETNA_INLINE_LAMBDA {
      r = detail::moving_average(decay, r, share, V(g * g));
      const V d = etna::sqrt(V((u + epsilon) / (r + epsilon))) * g;
      u = detail::moving_average(decay, u, share, V(d * d));
      return V(rate * d);
    };
  }
};

}  // namespace etna
