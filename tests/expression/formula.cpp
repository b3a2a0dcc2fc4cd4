// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/expression/formula.hpp"

#include <doctest/doctest.h>

#include <memory>

#include "etna/differentiate/formula.hpp"
#include "etna/expression/literals.hpp"
#include "etna/op/all.hpp"
#include "support/real.hpp"
#include "support/ulp.hpp"

using namespace etna::literals;

namespace formula_tests {

using etna::test::ulp_error;

constexpr auto x = "x"_v;
constexpr auto y = "y"_v;

// A formula is its type, as long as it carries no number.
static_assert(std::is_empty_v<decltype(x * y + sin(x))>);
static_assert(sizeof(3.0 * x * 4.0f) <= 2 * sizeof(double));
static_assert(std::is_same_v<decltype((3.0 * x * 4.0f).constants), std::tuple<double, float>>);
static_assert((3.0 * x * 4.0f).constants == std::tuple(3.0, 4.0f));
static_assert((x + 1).constants == std::tuple(1), "also an integer is a number that it carries");
static_assert(std::is_trivially_copyable_v<decltype(x * y)>);

// All ways to write operators.
static_assert((x + y)(x = 5.0, y = 3.0) == 8);
static_assert((x - y)(x = 5.0, y = 3.0) == 2);
static_assert((x / y)(x = 6.0, y = 3.0) == 2);
static_assert((-x)(x = 5.0) == -5 && (+x)(x = 5.0) == 5);
static_assert((2.0 - x)(x = 5.0) == -3 && (x - 2.0)(x = 5.0) == 3);
static_assert((1 / x)(x = 4.0) == 0.25,
              "an integer is a number, not an operand of a division of integers");

// Comparisons make conditions; NaN compares as in IEEE 754.
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr auto value = [](auto condition, double a, double b) {
  return where(condition, 1_c, 0_c)(x = a, y = b);
};
static_assert(value(x < y, 1, 2) == 1 && value(x < y, 2, 2) == 0 && value(x < y, nan, 2) == 0);
static_assert(value(x > y, 2, 1) == 1 && value(x > y, 2, 2) == 0 && value(x > y, nan, 2) == 0);
static_assert(value(x <= y, 2, 2) == 1 && value(x <= y, 3, 2) == 0 && value(x <= y, nan, 2) == 0);
static_assert(value(x >= y, 2, 2) == 1 && value(x >= y, 1, 2) == 0 && value(x >= y, nan, 2) == 0);
static_assert(value(x == y, 2, 2) == 1 && value(x == y, 1, 2) == 0 && value(x == y, nan, nan) == 0);
static_assert(value(x != y, 2, 2) == 0 && value(x != y, 1, 2) == 1 && value(x != y, nan, nan) == 1);
static_assert(value(!(x < y), 1, 2) == 0 && value(!(x < y), nan, 2) == 1);
static_assert(value((x < y) & (y < 3.0), 1, 2) == 1 && value((x < y) & (y < 3.0), 1, 4) == 0);
static_assert(value((x < y) | (y < 3.0), 3, 2) == 1 && value((x < y) | (y < 3.0), 5, 4) == 0);
static_assert(etna::formula_condition<decltype(x < 1.0)> && !etna::formula_condition<decltype(x)>);
static_assert(etna::formula_condition<decltype((x < 1.0) & (x > 0.0))>);
static_assert(!etna::formula_condition<decltype(where(x < y, x, y))>);
static_assert(where(true, x, y)(x = 1.0, y = 2.0) == 1 &&
              where(false, x, y)(x = 1.0, y = 2.0) == 2);
static_assert(!std::is_convertible_v<decltype(x < y), bool>);

// A formula is assigned only one of its own type; a variable is given a value.
static_assert(!std::is_assignable_v<decltype(x + y)&, double>);
static_assert(std::is_assignable_v<const decltype(x)&, double>);

// with(): a variable becomes a number that the formula carries, once however often it is used.
constexpr auto line = "slope"_v * x + "slope"_v * "slope"_v;
constexpr auto bound = with(line, "slope"_v = 3.0);
static_assert(bound.graph.constants == 1 && bound.graph.names.count == 1);
static_assert(bound(x = 2.0) == 15);
static_assert(with(line, x = 2.0, "slope"_v = 3.0)() == 15);
static_assert(with(2.0 * line, "slope"_v = 3.0)(x = 2.0) == 30);
static_assert(with(2.0 * (x + 4.0), x = 3.0)() == 14, "behind the numbers that it carries already");

// Every function of the library takes formulas.
constexpr auto everything =
    sin(x) + cos(x) + tan(x) + asin(x) + acos(x) + atan(x) + atan2(x, y) + sinh(x) + cosh(x) +
    tanh(x) + asinh(x) + acosh(y) + atanh(x) + exp(x) + exp2(x) + expm1(x) + log(x) + log2(x) +
    log10(x) + log1p(x) + sqrt(x) + cbrt(x) + pow(x, y) + pow(x, 2.5) + pow(x, 3_c) + hypot(x, y) +
    hypot(x, y, 1_c) + fma(x, y, x) + square(x) + erf(x) + erfc(x) + tgamma(x) + lgamma(x) +
    digamma(x) + sinc(x) + sigmoid(x) + log_sigmoid(x) + softplus(x) + logsumexp(x, y) +
    logsumexp(x, y, 1_c) + log_cosh(x) + relu(x) + leaky_relu(x) + leaky_relu(x, 0.1) + silu(x) +
    gelu(x) + abs(x) + sign(x) + copysign(x, y) + min(x, y) + max(x, y) + fmin(x, y) + fmax(x, y) +
    fdim(x, y) + clamp(x, 0.0, 1.0) + floor(x) + ceil(x) + round(x) + trunc(x) + fmod(x, y) +
    stop_gradient(x);

constexpr auto written_out = [](auto u, auto v) {
  using namespace etna;
  using T = decltype(u);
  return sin(u) + cos(u) + tan(u) + asin(u) + acos(u) + atan(u) + atan2(u, v) + sinh(u) + cosh(u) +
         tanh(u) + asinh(u) + acosh(v) + atanh(u) + exp(u) + exp2(u) + expm1(u) + log(u) + log2(u) +
         log10(u) + log1p(u) + sqrt(u) + cbrt(u) + pow(u, v) + pow(u, 2.5) + pow(u, 3) +
         hypot(u, v) + hypot(u, v, T(1)) + fma(u, v, u) + square(u) + erf(u) + erfc(u) + tgamma(u) +
         lgamma(u) + digamma(u) + sinc(u) + sigmoid(u) + log_sigmoid(u) + softplus(u) +
         logsumexp(u, v) + logsumexp(u, v, T(1)) + log_cosh(u) + relu(u) + leaky_relu(u) +
         leaky_relu(u, T(0.1)) + silu(u) + gelu(u) + abs(u) + sign(u) + copysign(u, v) + min(u, v) +
         max(u, v) + fmin(u, v) + fmax(u, v) + fdim(u, v) + clamp(u, T(0), T(1)) + floor(u) +
         ceil(u) + round(u) + trunc(u) + fmod(u, v) + stop_gradient(u);
};

TEST_CASE("every function of the library takes formulas") {
  const auto of_formula = value_and_grad(everything)(x = 0.375, y = 1.5);
  const auto of_function = etna::value_and_grad(written_out)(0.375, 1.5);
  CHECK(of_formula.value == of_function.value);
  CHECK(ulp_error(of_formula.gradient[x], std::get<0>(of_function.gradient)) <= 2);
  CHECK(ulp_error(of_formula.gradient[y], std::get<1>(of_function.gradient)) <= 2);
}

/// A formula whose numbers and parts have all died when it is returned.
auto made_of_temporaries(const double& scale) {
  const auto inner = [&] {
    const auto number = std::make_unique<double>(2 * scale);
    const auto part = *number * x;
    return part + std::make_unique<double>(3 * scale).operator*();
  }();
  auto e = sin(inner) * (scale + 1);
  auto copy = e * e;
  return copy;
}

TEST_CASE("formulas outlive what they were made of") {
  auto scale = std::make_unique<double>(0.5);
  auto e = made_of_temporaries(*scale);
  *scale = 100;
  scale.reset();
  const double s = std::sin(1 * 0.25 + 1.5) * 1.5, c = std::cos(1 * 0.25 + 1.5) * 1.5;
  CHECK(e(x = 0.25) == s * s);
  CHECK(ulp_error(grad(e)(x = 0.25)[x], 2 * s * c) <= 2);

  auto derivative = grad(e);
  {
    [[maybe_unused]] const auto gone = std::move(e);
  }
  CHECK(ulp_error(derivative(x = 0.25)[x], 2 * s * c) <= 2);
}

TEST_CASE("numbers of a type that allocates are carried by value") {
  using etna::test::real;
  auto third = std::make_unique<real>(real(1) / 3);
  auto e = *third * x * x;
  third.reset();
  CHECK(e(x = real(3)) == real(1) / 3 * 9);
  CHECK(grad(e)(x = real(3))[x] == 2 * (real(1) / 3 * 3));
  CHECK(e(x = 3.0) == real(1) / 3 * 9);  // the number is of a wider type than any literal could be
}

TEST_CASE("a formula of one type is assigned") {
  auto e = 2.0 * x;
  e = 3.0 * x;
  CHECK(e(x = 2.0) == 6);
}

}  // namespace formula_tests
