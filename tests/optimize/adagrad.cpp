// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/adagrad.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

TEST_CASE("adagrad") {
  for (const bool inside : {false, true}) {
    const etna::adagrad rule{.learning_rate = 0.02,
                             .epsilon = inside ? 1e-7 : 1e-10,
                             .epsilon_inside_root = inside,
                             .initial_accumulator = inside ? 0.1 : 0};
    check_rule(rule, [&](std::int64_t, wide g, wide_parameter& p) {
      wide& r = p.slots[0];
      r += g * g;
      const wide root =
          inside ? std::sqrt(r + wide(rule.epsilon)) : std::sqrt(r) + wide(rule.epsilon);
      p.value -= rule.learning_rate * g / root;
      return std::fabs(rule.learning_rate * g / root);
    });
  }
}

TEST_CASE("adagrad leaves a parameter with a zero gradient as it is") {
  std::vector<float> p{1.5F, -0.0F, 3.0F};
  const std::vector<float> g{0.0F, 0.0F, -0.0F};
  const auto optimizer = etna::chain(etna::adagrad{});
  auto state = optimizer.init(p);
  for (int step = 0; step < 3; ++step) optimizer.update(p, g, state);
  CHECK(p == std::vector<float>{1.5F, -0.0F, 3.0F});
  CHECK(state.find("sum_of_squares")[0] == 0);
}
