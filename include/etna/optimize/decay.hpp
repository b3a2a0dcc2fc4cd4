// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/piecewise.hpp"
#include "etna/optimize/rule.hpp"

/// \file
/// Penalties on large parameters.

namespace etna {

/// The L2 penalty ½ λ |θ|²: g + λ θ
struct add_decayed_weights {
  double weight_decay = 0.01;  // λ

  static constexpr rule_role role = rule_role::gradient;
  template <class V>
  auto at(const step_context&) const {
    return [decay = coefficient<V>(weight_decay)](const V& g, const V& parameter)
               ETNA_INLINE_LAMBDA { return multiply_add(decay, parameter, g); };
  }
};

/// The L1 penalty λ |θ|, by its subgradient that is 0 at 0: g + λ sign(θ)
struct add_weight_signs {
  double weight_decay = 0.01;  // λ

  static constexpr rule_role role = rule_role::gradient;
  template <class V>
  auto at(const step_context&) const {
    return [decay = coefficient<V>(weight_decay)](const V& g, const V& parameter)
               ETNA_INLINE_LAMBDA { return multiply_add(decay, V(etna::sign(parameter)), g); };
  }
};

/// Weight decay beside the step of another rule instead of in its gradient (I. Loshchilov and
/// F. Hutter, Decoupled weight decay regularization, 2019): θ ← θ − η λ θ with the rule's step.
struct decoupled_weight_decay {
  double learning_rate = 1e-3;
  double weight_decay = 0.01;  // λ

  static constexpr rule_role role = rule_role::update;
  template <class V>
  auto at(const step_context&) const {
    return
        [decay = coefficient<V>(-learning_rate * weight_decay)](const V& update, const V& parameter)
            ETNA_INLINE_LAMBDA { return multiply_add(decay, parameter, update); };
  }
};

}  // namespace etna
