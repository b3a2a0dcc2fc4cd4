// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/adam.hpp"

#include "optimize/check.hpp"

using etna::test::check_rule, etna::test::wide, etna::test::wide_parameter;

namespace {

// In double, as coefficients are: 1 - β^t magnifies the rounding of β^t while t is small.
wide power(double base, std::int64_t exponent) {
  double product = 1;
  for (std::int64_t t = 0; t < exponent; ++t) product *= base;
  return product;
}

/// Adam's step by its formula, for any of the rules that have its options.
template <class Rule>
wide adam_step(const Rule& rule, std::int64_t step, wide g, wide_parameter& p) {
  const wide beta1 = rule.beta1, beta2 = rule.beta2, epsilon = rule.epsilon;
  wide &m = p.slots[0], &v = p.slots[1], &largest = p.slots[2];
  const wide terms = std::fabs(beta1 * m) + (1 - beta1) * std::fabs(g);
  m = beta1 * m + (1 - beta1) * g;
  v = beta2 * v + (1 - beta2) * g * g;
  largest = std::max(largest, v);
  const wide square =
      (rule.amsgrad ? largest : v) / (rule.bias_correction ? 1 - power(rule.beta2, step) : 1);
  const wide root =
      rule.epsilon_inside_root ? std::sqrt(square + epsilon) : std::sqrt(square) + epsilon;
  const wide rate = rule.learning_rate / (rule.bias_correction ? 1 - power(rule.beta1, step) : 1);
  p.value -= rate * m / root;
  return rate * terms / root;
}

void check(const etna::adam& rule) {
  check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
    return adam_step(rule, step, g, p);
  });
}

}  // namespace

TEST_CASE("adam") {
  check({});
  check({.learning_rate = 0.1, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3});
}
TEST_CASE("adam: epsilon inside the root") {
  check({.epsilon = 1e-6, .epsilon_inside_root = true});
}
TEST_CASE("adam without bias correction") { check({.epsilon = 1e-5, .bias_correction = false}); }
TEST_CASE("adam: amsgrad") {
  check({.beta2 = 0.9, .amsgrad = true});
  check({.beta2 = 0.9, .amsgrad = true});
}

TEST_CASE("adamw") {
  for (const bool amsgrad : {false, true}) {
    const etna::adamw rule{.learning_rate = 0.01, .weight_decay = 0.1, .amsgrad = amsgrad};
    check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
      const wide decay = wide(rule.learning_rate) * wide(rule.weight_decay) * p.value;
      p.value -= decay;
      return adam_step(rule, step, g, p) + std::fabs(decay);
    });
  }
}

TEST_CASE("nadam") {
  {
    const etna::nadam rule{};
    // Π μ_i for i = 0, 1, ...
    const auto mu = [&](std::int64_t t) {
      return rule.beta1 * (1 - 0.5 * std::pow(0.96, double(t) * rule.momentum_decay));
    };
    std::vector<double> product{1};
    for (std::int64_t t = 1; t <= 1001; ++t) product.push_back(product.back() * mu(t));
    check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
      const wide beta1 = rule.beta1, beta2 = rule.beta2;
      wide &m = p.slots[0], &v = p.slots[1];
      const wide of_mean = mu(step + 1) / (1 - wide(product[static_cast<std::size_t>(step + 1)]));
      const wide of_gradient = (1 - mu(step)) / (1 - wide(product[static_cast<std::size_t>(step)]));
      const wide terms = of_mean * (std::fabs(beta1 * m) + (1 - beta1) * std::fabs(g)) +
                         of_gradient * std::fabs(g);
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      const wide root = std::sqrt(v / (1 - power(rule.beta2, step))) + wide(rule.epsilon);
      p.value -= rule.learning_rate * (of_mean * m + of_gradient * g) / root;
      return rule.learning_rate * terms / root;
    });
  }
}

TEST_CASE("adamax") {
  const etna::adamax rule{.beta2 = 0.99};
  check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
    const wide beta1 = rule.beta1;
    wide &m = p.slots[0], &u = p.slots[1];
    const wide terms = std::fabs(beta1 * m) + (1 - beta1) * std::fabs(g);
    m = beta1 * m + (1 - beta1) * g;
    u = std::max(wide(rule.beta2) * u, std::fabs(g) + wide(rule.epsilon));
    const wide rate = rule.learning_rate / (1 - power(rule.beta1, step));
    p.value -= rate * m / u;
    return rate * terms / u;
  });
}

TEST_CASE("radam") {
  {
    const etna::radam rule{.beta2 = 0.99};
    check_rule(rule, [&](std::int64_t step, wide g, wide_parameter& p) {
      const wide beta1 = rule.beta1, beta2 = rule.beta2;
      wide &m = p.slots[0], &v = p.slots[1];
      const wide terms = std::fabs(beta1 * m) + (1 - beta1) * std::fabs(g);
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      const wide decay = power(rule.beta2, step);
      const wide limit = 2 / (1 - beta2) - 1;
      const wide length = limit - 2 * wide(step) * decay / (1 - decay);
      wide factor = rule.learning_rate / (1 - power(rule.beta1, step));
      wide condition = 1;
      if (length > 5) {
        // A difference of numbers as large as the limit, in double.
        condition += limit / (length - 4) * std::numeric_limits<double>::epsilon() / p.epsilon;
        factor *=
            std::sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) *
            std::sqrt(1 - decay) / (std::sqrt(v) + wide(rule.epsilon));
      }
      p.value -= factor * m;
      return factor * terms * condition;
    });
  }
}
