// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/piecewise.hpp"
#include "etna/optimize/rule.hpp"

namespace etna {

/// Each component of what reaches it is kept within ± limit. NaN stays NaN.
struct clip_by_value {
  double limit = 1;

  static constexpr rule_role role = rule_role::anywhere;
  template <class V>
  auto at(const step_context&) const {
    return [limit = coefficient<V>(limit)](const V& g, const V&)
               ETNA_INLINE_LAMBDA { return etna::clamp(g, V(-limit), limit); };
  }
};

/// What reaches it is scaled so that its Euclidean norm over all parameters is at most `limit`
/// (R. Pascanu et al., On the difficulty of training recurrent neural networks, 2013). Costs a
/// further pass over the gradients.
struct clip_by_global_norm {
  double limit = 1;

  static constexpr rule_role role = rule_role::anywhere;
  static constexpr bool needs_norm = true;
  template <class V>
  auto at(const step_context& c) const {
    return [scale = coefficient<V>(c.norm > limit ? limit / c.norm : 1)](const V& g, const V&)
               ETNA_INLINE_LAMBDA { return V(scale * g); };
  }
};

}  // namespace etna
