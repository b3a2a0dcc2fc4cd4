// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/optimize/momentum.hpp"

namespace etna {

/// Nesterov's momentum in PyTorch's form, in which the parameters are the look-ahead points
/// themselves: v ← β v + g; θ ← θ − η (g + β v)
struct nesterov {
  double learning_rate = 0.01;
  double decay = 0.9;  // β

  static constexpr std::array slots{"velocity"};
  template <class V>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate), decay = coefficient<V>(decay)](
               const V& g, const V&, V& v) ETNA_INLINE_LAMBDA {
      v = multiply_add(decay, v, g);
      return V(rate * multiply_add(decay, v, g));
    };
  }
};

/// Nesterov's momentum as he has it (I. Goodfellow et al., Deep learning, algorithm 8.3):
/// v ← α v − η ∇L(θ + α v); θ ← θ + v. The gradient is to be taken at the look-ahead point θ + α v,
/// which `optimizer::look_ahead` gives.
struct nesterov_look_ahead {
  double learning_rate = 0.01;
  double decay = 0.9;  // α

  static constexpr std::array slots{"step"};
  template <class V>
  auto at(const step_context& c) const {
    return classical_momentum{learning_rate, decay}.at<V>(c);
  }
  /// The function that gives the point at which the gradient is to be taken.
  template <class V>
  auto look_ahead() const {
    return [decay = coefficient<V>(decay)](const V& parameter, const V& v)
               ETNA_INLINE_LAMBDA { return multiply_add(decay, v, parameter); };
  }
};

}  // namespace etna
