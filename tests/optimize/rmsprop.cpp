// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/rmsprop.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

namespace {

void check(const etna::rmsprop& rule, double ulp = 8) {
  check_rule(
      rule,
      [&](std::int64_t, wide g, wide_parameter& p) {
        const wide decay = rule.decay, epsilon = rule.epsilon;
        wide &r = p.slots[0], &a = p.slots[1], &v = p.slots[2];
        r = decay * r + (1 - decay) * g * g;
        if (rule.centered) a = decay * a + (1 - decay) * g;
        const wide square = std::max(r - a * a, wide(0));
        const wide root =
            rule.epsilon_inside_root ? std::sqrt(square + epsilon) : std::sqrt(square) + epsilon;
        const wide terms = std::fabs(g / root) + std::fabs(v * wide(rule.momentum));
        v = wide(rule.momentum) * v + g / root;
        p.value -= rule.learning_rate * v;
        if (rule.momentum == 0) v = 0;
        return rule.learning_rate * terms;
      },
      ulp);
}

}  // namespace

TEST_CASE("rmsprop") {
  check({});
  check({.learning_rate = 0.05, .decay = 0.9});
  check({.decay = 0.9, .epsilon = 1e-6, .epsilon_inside_root = true});
}

TEST_CASE("rmsprop with momentum") {
  check({.momentum = 0.9});
  check({.epsilon = 1e-6, .epsilon_inside_root = true, .momentum = 0.5});
}

TEST_CASE("rmsprop, centred") {
  // At first r - a² is little of r, and its error that much larger: 1 / (1 - (1 - ρ)).
  check({.decay = 0.9, .centered = true}, 16);
  check({.decay = 0.9, .momentum = 0.9, .centered = true}, 16);
}

TEST_CASE("rmsprop, centred: a constant gradient gives no root of a negative number") {
  std::vector<float> p(40, 0.0F);
  const std::vector<float> g(40, 0.1F);
  const auto optimizer = etna::chain(etna::rmsprop{.decay = 0.5, .centered = true});
  auto state = optimizer.init(p);
  for (int step = 0; step < 200; ++step) optimizer.update(p, g, state);
  for (const float x : p) CHECK(x == x);
}
