// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/nesterov.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

TEST_CASE("nesterov") {
  const etna::nesterov rule{.learning_rate = 0.02, .decay = 0.8};
  check_rule(rule, [&](std::int64_t, wide g, wide_parameter& p) {
    wide& v = p.slots[0];
    const wide terms = std::fabs(g) + rule.decay * (std::fabs(g) + std::fabs(rule.decay * v));
    v = rule.decay * v + g;
    p.value -= rule.learning_rate * (g + rule.decay * v);
    return rule.learning_rate * terms;
  });
}

TEST_CASE("nesterov_look_ahead") {
  const etna::nesterov_look_ahead rule{.learning_rate = 0.02, .decay = 0.8};
  check_rule(rule, [&](std::int64_t, wide g, wide_parameter& p) {
    wide& v = p.slots[0];
    const wide terms = std::fabs(rule.decay * v) + std::fabs(rule.learning_rate * g);
    v = rule.decay * v - rule.learning_rate * g;
    p.value += v;
    return terms;
  });
}

TEST_CASE("both forms of Nesterov's momentum take the same gradients") {
  // The parameters of one are the look-ahead points of the other.
  std::vector<double> p{1.0, -2.0}, q = p, point(2);
  const auto gradient = [](const std::vector<double>& x) {
    return std::vector<double>{x[0], 10 * x[1]};
  };
  const auto simple = etna::chain(etna::nesterov{.learning_rate = 0.03, .decay = 0.7});
  const auto original = etna::chain(etna::nesterov_look_ahead{.learning_rate = 0.03, .decay = 0.7});
  auto s = simple.init(p);
  auto t = original.init(q);
  for (int step = 0; step < 30; ++step) {
    original.look_ahead(q, t, point);
    CHECK(point[0] == doctest::Approx(p[0]).epsilon(1e-13));
    CHECK(point[1] == doctest::Approx(p[1]).epsilon(1e-13));
    simple.update(p, gradient(p), s);
    original.update(q, gradient(point), t);
  }
}
