// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/momentum.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

TEST_CASE("momentum") {
  for (const double dampening : {0.0, 0.3}) {
    const etna::momentum rule{.learning_rate = 0.02, .decay = 0.8, .dampening = dampening};
    check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
      wide& v = p.slots[0];
      const wide terms = std::fabs(rule.decay * v) + std::fabs(g);
      v = step == 1 ? g : rule.decay * v + (1 - wide(dampening)) * g;
      p.value -= rule.learning_rate * v;
      return rule.learning_rate * terms;
    });
  }
}

TEST_CASE("classical_momentum") {
  const etna::classical_momentum rule{.learning_rate = 0.02, .decay = 0.8};
  check_rule(rule, [&](std::int64_t, wide g, wide_parameter& p) {
    wide& v = p.slots[0];
    const wide terms = std::fabs(rule.decay * v) + std::fabs(rule.learning_rate * g);
    v = rule.decay * v - rule.learning_rate * g;
    p.value += v;
    return terms;
  });
}

TEST_CASE("averaged_momentum") {
  for (const bool corrected : {false, true}) {
    const etna::averaged_momentum rule{
        .learning_rate = 0.02, .decay = 0.8, .bias_correction = corrected};
    check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
      wide& v = p.slots[0];
      const wide terms = std::fabs(rule.decay * v) + std::fabs(g);
      v = rule.decay * v + (1 - wide(rule.decay)) * g;
      const wide scale = corrected ? 1 / (1 - std::pow(wide(rule.decay), wide(step))) : 1;
      p.value -= rule.learning_rate * scale * v;
      return rule.learning_rate * scale * terms;
    });
  }
}

TEST_CASE("a change of the learning rate: velocity keeps the old one, a sum does not") {
  const std::vector<double> g{1.0};
  std::vector<double> p{0.0}, q{0.0};
  auto sum = etna::chain(etna::momentum{.learning_rate = 1, .decay = 0.5});
  auto velocity = etna::chain(etna::classical_momentum{.learning_rate = 1, .decay = 0.5});
  auto s = sum.init(p);
  auto t = velocity.init(q);
  sum.update(p, g, s);
  velocity.update(q, g, t);
  CHECK(p == q);
  sum.set_learning_rate(0);
  velocity.set_learning_rate(0);
  sum.update(p, g, s);
  velocity.update(q, g, t);
  CHECK(p[0] == -1);
  CHECK(q[0] == -1.5);
}
