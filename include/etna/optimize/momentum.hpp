// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include "etna/optimize/rule.hpp"

/// \file
/// Gradient descent with momentum, in the three forms that are called so. With a constant learning
/// rate they are the same up to its scale; where it changes they are not.

namespace etna {

/// Momentum as a leaky sum (PyTorch's form): v ← β v + (1 − τ) g, but v = g in the first step;
/// θ ← θ − η v
struct momentum {
  double learning_rate = 0.01;
  double decay = 0.9;    // β
  double dampening = 0;  // τ

  static constexpr std::array slots{"velocity"};
  template <class V>
  auto at(const step_context& c) const {
    return [rate = coefficient<V>(-learning_rate), decay = coefficient<V>(decay),
            share = coefficient<V>(c.step == 1 ? 1 : 1 - dampening)](const V& g, const V&, V& v)
               ETNA_INLINE_LAMBDA {
                 v = multiply_add(decay, v, V(share * g));
                 return V(rate * v);
               };
  }
};

/// Momentum as velocity (I. Goodfellow et al., Deep learning, algorithm 8.2): v ← α v − η g;
/// θ ← θ + v
struct classical_momentum {
  double learning_rate = 0.01;
  double decay = 0.9;  // α

  static constexpr std::array slots{"step"};
  template <class V>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), decay = coefficient<V>(decay)](
               const V& g, const V&, V& v) ETNA_INLINE_LAMBDA {
      v = multiply_add(decay, v, V(rate * g));
      return v;
    };
  }
};

/// Momentum as the exponentially weighted average of gradients: v ← β v + (1 − β) g; θ ← θ − η v,
/// with bias correction θ ← θ − η v / (1 − β^t)
struct averaged_momentum {
  double learning_rate = 0.01;
  double decay = 0.9;  // β
  bool bias_correction = false;

  static constexpr std::array slots{"velocity"};
  static constexpr int numbers = 1;  // β^t
  void advance(step_context& c) const { c.numbers[0] = (c.step == 1 ? 1 : c.numbers[0]) * decay; }
  template <class V>
  auto at(const step_context& c) const {
    const double scale = bias_correction ? 1 / (1 - c.numbers[0]) : 1;
    return [rate = coefficient<V>(-learning_rate * scale), decay = coefficient<V>(decay),
            share = coefficient<V>(1 - decay)](const V& g, const V&, V& v) ETNA_INLINE_LAMBDA {
      v = multiply_add(decay, v, V(share * g));
      return V(rate * v);
    };
  }
};

}  // namespace etna
