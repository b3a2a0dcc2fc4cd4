// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/lion.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

TEST_CASE("lion") {
  for (const double decay : {0.0, 0.1}) {
    const etna::lion rule{.learning_rate = 0.01, .weight_decay = decay};
    check_rule(rule, [&](std::int64_t, wide g, wide_parameter& p) {
      wide& m = p.slots[0];
      const wide c = wide(rule.beta1) * m + (1 - wide(rule.beta1)) * g;
      const wide sign = c > 0 ? 1 : c < 0 ? -1 : 0;
      const wide step = rule.learning_rate * (sign + decay * p.value);
      const wide terms = rule.learning_rate * (1 + decay * std::fabs(p.value));
      p.value -= step;
      m = wide(rule.beta2) * m + (1 - wide(rule.beta2)) * g;
      return terms;
    });
  }
}
