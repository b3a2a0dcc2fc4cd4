// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/optimize/rule.hpp"

namespace etna {

/// Gradient descent, of the mean over all samples or over some (stochastic): θ ← θ − η g
struct sgd {
  double learning_rate = 0.01;

  template <class V>
  auto at(const step_context&) const {
    return [rate = coefficient<V>(-learning_rate)](const V& g, const V&)
               ETNA_INLINE_LAMBDA { return V(rate * g); };
  }
};

}  // namespace etna
