// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/piecewise.hpp"
#include "etna/optimize/rule.hpp"

namespace etna {

/// Lion (X. Chen et al., Symbolic discovery of optimization algorithms, 2023):
/// c = sign(β₁ m + (1 − β₁) g); θ ← θ − η (c + λ θ); m ← β₂ m + (1 − β₂) g
struct lion {
  double learning_rate = 1e-4;
  double beta1 = 0.9;
  double beta2 = 0.99;
  double weight_decay = 0;  // λ

  static constexpr std::array slots{"mean"};
  template <class V>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), beta1 = coefficient<V>(beta1),
            share1 = coefficient<V>(1 - beta1), beta2 = coefficient<V>(beta2),
            share2 = coefficient<V>(1 - beta2), decay = coefficient<V>(weight_decay)](
               const V& g, const V& parameter, V& m) ETNA_INLINE_LAMBDA {
      const V direction = etna::sign(multiply_add(beta1, m, V(share1 * g)));
      m = detail::moving_average(beta2, m, share2, g);
      return V(rate * multiply_add(decay, parameter, direction));
    };
  }
};

}  // namespace etna
