// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <limits>

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
/// further pass over the gradients. (A norm beyond 1.8e308, the largest double, counts as that.)
struct clip_by_global_norm {
  double limit = 1;

  static constexpr rule_role role = rule_role::anywhere;
  static constexpr bool needs_norm = true;
  template <class V>
  auto at(const step_context& c) const {
    const double scale = c.norm > limit ? limit / c.norm : 1;
    double first = 1, second = scale;
    // A scale that is denormal would lose digits, or count as 0: it becomes two factors, each about
    // its root, and the first, a power of two, rounds nothing.
    if (scale < double(std::numeric_limits<simd::lane_t<V>>::min()) &&
        c.norm <= std::numeric_limits<double>::max()) {
      int of_limit = 0, of_norm = 0;
      std::frexp(limit, &of_limit);
      std::frexp(c.norm, &of_norm);
      first = std::ldexp(1.0, (of_limit - of_norm) / 2);
      second = limit / first / c.norm;
    }
    return [first = coefficient<V>(first), second = coefficient<V>(second)](const V& g, const V&)
               ETNA_INLINE_LAMBDA { return V(second * V(first * g)); };
  }
};

}  // namespace etna
