// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/optimize/rule.hpp"

namespace etna {

/// Keeps the exponential moving average of the parameters that the rules before it lead to:
/// a ← β a + (1 − β) θ, but a = θ after the first step. It is the slot "average" of the state.
struct average_parameters {
  double decay = 0.999;  // β

  static constexpr rule_role role = rule_role::update;
  static constexpr std::array slots{"average"};
  template <class V>
  auto at(const step_context& c) const {
    return [decay = coefficient<V>(c.step == 1 ? 0 : decay),
            share = coefficient<V>(c.step == 1 ? 1 : 1 - decay)](
               const V& update, const V& parameter, V& average) ETNA_INLINE_LAMBDA {
      average = multiply_add(decay, average, V(share * (parameter + update)));
      return update;
    };
  }
};

}  // namespace etna
