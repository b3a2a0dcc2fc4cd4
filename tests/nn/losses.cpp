// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/nn/losses.hpp"

#include <limits>

#include "array/check.hpp"

namespace {

constexpr auto huber = [](auto x) { return etna::huber_loss(x, 1.0, 2.0); };
static_assert(huber(2.0) == 0.5 && huber(-3.0) == 6 && huber(1.0) == 0);
static_assert(etna::grad(huber)(2.0) == 1 && etna::grad(huber)(-9.0) == -2);
static_assert(etna::grad(huber)(3.0) == 2);  // where the two pieces meet

constexpr auto squared = [](auto x) { return etna::squared_error(x, 3.0); };
static_assert(squared(5.0) == 4 && etna::grad(squared)(5.0) == 4);

constexpr auto hinge = [](auto x) { return etna::hinge_loss(x, -1.0); };
static_assert(hinge(2.0) == 3 && hinge(-2.0) == 0 && hinge(-1.0) == 0);
static_assert(etna::grad(hinge)(2.0) == 1 && etna::grad(hinge)(-2.0) == 0);
static_assert(etna::grad(hinge)(-1.0) == 0);

constexpr auto cross = [](auto x, auto label) { return etna::binary_cross_entropy(x, label); };

TEST_CASE("binary cross-entropy") {
  const auto by_definition = [](double x, double label) {
    const double p = 1 / (1 + std::exp(-x));
    return -label * std::log(p) - (1 - label) * std::log(1 - p);
  };
  for (const double x : {-3.0, 0.0, 0.5, 4.0}) {
    for (const double label : {0.0, 0.3, 1.0})
      CHECK(tests::near(cross(x, label), by_definition(x, label), 1e-15));
  }
  CHECK(cross(1000.0, 1.0) == 0);
  CHECK(cross(1000.0, 0.0) == 1000);
  CHECK(etna::grad(cross, etna::wrt<0>)(0.0, 1.0) == -0.5);
  const auto [by_logit, by_label] = etna::grad(cross)(-2.0, 0.25);
  CHECK(tests::near(by_logit, 1 / (1 + std::exp(2.0)) - 0.25, 1e-15));
  CHECK(by_label == 2);
}

TEST_CASE("binary cross-entropy of what is nearly certain, and of infinities") {
  constexpr auto of_arrays = [](const auto& x, const auto& y) {
    return etna::sum(etna::binary_cross_entropy(x, y));
  };
  const double infinity = std::numeric_limits<double>::infinity();
  struct {
    double logit, label, expected;
  } const cases[] = {{20, 1, std::log1p(std::exp(-20.0))},
                     {40, 1, std::exp(-40.0)},
                     {-40, 0, std::exp(-40.0)},
                     {40, 0.25, 30},
                     {infinity, 1, 0},
                     {-infinity, 0, 0},
                     {infinity, 0, infinity},
                     {-infinity, 1, infinity}};
  for (const auto& c : cases) {
    CAPTURE(c.logit);
    CAPTURE(c.label);
    const auto is_expected = [&](double value) {
      return value == c.expected || std::fabs(value - c.expected) <= 4e-16 * c.expected;
    };
    CHECK(is_expected(cross(c.logit, c.label)));
    CHECK(is_expected(etna::evaluate(cross)(c.logit, c.label)));
    etna::array<double, 1> x, y;
    x[0] = c.logit, y[0] = c.label;
    CHECK(is_expected(etna::evaluate(of_arrays)(x, y)));
  }
  CHECK(std::isnan(cross(std::nan(""), 0.0)));
  CHECK(std::isnan(cross(std::nan(""), 1.0)));
}

// An exponential and a logarithm, and for the gradient alone the exponential.
constexpr auto counted = etna::cost(cross, 1.0, 0.0, etna::wrt<0>);
static_assert(counted.value.elementary == 2 && counted.reverse.elementary == 1);

TEST_CASE("of arrays") {
  constexpr auto f = [](const auto& x, const auto& y) {
    return etna::mean(etna::huber_loss(x, y, 0.4)) + etna::sum(etna::squared_error(x, y)) +
           etna::sum(etna::binary_cross_entropy(x, y)) + etna::sum(etna::hinge_loss(x, y));
  };
  const auto x = tests::random_vector(21, 1), y = tests::random_vector(21, 2);
  double expected = 0;
  for (std::size_t i = 0; i < 21; ++i) {
    const double d = x[i] - y[i], a = std::fabs(d);
    expected += (a <= 0.4 ? 0.5 * d * d : 0.4 * (a - 0.2)) / 21 + d * d;
    expected += std::log1p(std::exp(x[i])) - y[i] * x[i] + std::max(0.0, 1 - y[i] * x[i]);
  }
  tests::check_derivatives(f, expected, x, y);
}

}  // namespace
