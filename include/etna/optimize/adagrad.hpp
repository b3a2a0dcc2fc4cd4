// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/power.hpp"
#include "etna/optimize/quotient.hpp"
#include "etna/optimize/rule.hpp"

namespace etna {

/// Adagrad (J. Duchi et al., Adaptive subgradient methods, 2011): r ← r + g²;
/// θ ← θ − η g / (√r + ε), or / √(r + ε). A zero gradient leaves θ and r as they are.
struct adagrad {
  double learning_rate = 0.01;
  double epsilon = 1e-10;
  bool epsilon_inside_root = false;
  double initial_accumulator = 0;  // r before the first step

  static constexpr std::array slots{"sum_of_squares"};
  double initial(std::size_t) const { return initial_accumulator; }
  template <class V, bool Exact>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), epsilon = coefficient<V>(epsilon),
            is_inside = epsilon_inside_root](const V& g, const V&, V& r) ETNA_INLINE_LAMBDA {
      r = multiply_add(g, g, r);
      const V root = is_inside ? etna::sqrt(V(r + epsilon)) : etna::sqrt(r) + epsilon;
      return quotient<Exact, V>(rate * g, root);
    };
  }
};

}  // namespace etna
