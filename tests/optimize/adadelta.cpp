// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/adadelta.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

TEST_CASE("adadelta") {
  // The second slot's term is the square of an update: sixteen roundings go into it, of half a unit
  // each. (r + ε has 5 and u + ε 2; their quotient 8, its root 5, the update 6; its square times a
  // coefficient 15, and the sum.)
  const etna::adadelta rule{.learning_rate = 0.5, .decay = 0.95, .epsilon = 1e-5};
  check_rule(
      rule,
      [&](std::int64_t, wide g, wide_parameter& p) {
        const wide decay = rule.decay, epsilon = rule.epsilon;
        wide &r = p.slots[0], &u = p.slots[1];
        r = decay * r + (1 - decay) * g * g;
        const wide d = std::sqrt(u + epsilon) / std::sqrt(r + epsilon) * g;
        u = decay * u + (1 - decay) * d * d;
        p.value -= rule.learning_rate * d;
        return std::fabs(rule.learning_rate * d);
      },
      8, 8);
}
