// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <initializer_list>

#include "etna/optimize/rule.hpp"

namespace etna::detail {

/// Whether the rules of a chain stand in an order that has a meaning.
struct chain_order {
  bool has_step = false;
  bool has_two_steps = false;
  bool gradient_rule_is_late = false;
  bool update_rule_is_early = false;

  constexpr explicit chain_order(std::initializer_list<rule_role> roles) {
    for (const rule_role role : roles) {
      has_two_steps = has_two_steps || (role == rule_role::step && has_step);
      gradient_rule_is_late = gradient_rule_is_late || (role == rule_role::gradient && has_step);
      update_rule_is_early = update_rule_is_early || (role == rule_role::update && !has_step);
      has_step = has_step || role == rule_role::step;
    }
  }
};

}  // namespace etna::detail
