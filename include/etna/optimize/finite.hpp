// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include "etna/optimize/rule.hpp"

/// \file
/// What to do where a component of a gradient is infinite or NaN. Costs a further pass over the
/// gradients.

namespace etna {

namespace detail {

struct finite_check {
  static constexpr rule_role role = rule_role::anywhere;
  static constexpr bool needs_norm = true;
  template <class V>
  auto at(const step_context&) const {
    return [](const V& g, const V&) ETNA_INLINE_LAMBDA { return g; };
  }

 protected:
  static bool is_finite(const step_context& c) {
    return c.norm <= std::numeric_limits<double>::max();
  }
};

}  // namespace detail

/// Skips steps whose gradients are not all finite: nothing changes but the state's count of skipped
/// steps. (In one of `groups` it looks at the gradients of its parts, and all groups skip.)
struct skip_not_finite : detail::finite_check {
  static verdict judge(const step_context& c) {
    return is_finite(c) ? verdict::take : verdict::skip;
  }
};

/// Throws gradient_not_finite before such a step, with the first component that is not; nothing has
/// changed then, in none of `groups` either.
struct stop_at_not_finite : detail::finite_check {
  static verdict judge(const step_context& c) {
    return is_finite(c) ? verdict::take : verdict::stop;
  }
};

}  // namespace etna
