// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/evaluate/formula.hpp"

#include <doctest/doctest.h>

#include "etna/differentiate/formula.hpp"
#include "etna/evaluate/dual.hpp"
#include "etna/expression/literals.hpp"
#include "etna/op/all.hpp"
#include "support/real.hpp"
#include "support/ulp.hpp"

using namespace etna::literals;

namespace evaluate_formula_tests {

using etna::test::real;

constexpr auto x = "x"_v;
constexpr auto y = "y"_v;
constexpr auto e = x * y - x / y;

// By name, in any order, one by one or as maps
static_assert(e("x"_v = 6.0, "y"_v = 3.0) == 16);
static_assert(e(y = 3.0, x = 6.0) == 16);
static_assert(e(grad(x * x + y * y)(x = 3.0, y = 1.5)) == 16, "of a gradient");
static_assert((x * x)(x = 3.0) == 9);

// By position
static_assert((etna::arg<0> - etna::arg<1>)(5.0, 3.0) == 2);
static_assert((2_c * etna::arg<1>)(5.0, 3.0) == 6, "a position that is not used has to be given");
static_assert((2_c + 3_c)() == 5 && (2.0 * 3_c)() == 6, "nothing to give");

// The number type is the variables', for numbers in the formula give way.
static_assert(std::is_same_v<decltype(e(x = 6.0f, y = 3.0f)), float>);
static_assert(std::is_same_v<decltype(e(x = 6.0f, y = 3.0)), double>);
static_assert(std::is_same_v<decltype(e(x = 6.0L, y = 3.0f)), long double>);
static_assert(std::is_same_v<decltype((2.0 * x + 1)(x = 6.0f)), float>);
static_assert(std::is_same_v<decltype((2.0L * etna::arg<0>)(6.0f)), float>);
static_assert(std::is_same_v<decltype((2.0f * 3_c)()), float>);
static_assert(std::is_same_v<decltype((2 * 3_c)()), double>);
static_assert(std::is_same_v<decltype((2_c)()), double>);

// In a function that is traced, and on dual numbers
constexpr auto calls_formula = [](auto a, auto b) { return e(x = a * a, y = b) + (a * x)(x = b); };
static_assert(etna::grad(calls_formula)(2.0, 1.0) == std::tuple(1.0, 10.0));
constexpr auto at_dual = e(x = etna::dual<double>::variable(6.0), y = etna::dual<double>(3.0));
static_assert(at_dual.value == 16 && at_dual.partials[0] == 3 - 1.0 / 3);

/// A sum of quotients of literals and a number that the formula carries, in T and in 50 digits.
template <class T>
void check_against_50_digits() {
  const auto f = (1_c / 3_c) * x * exp(-x * x / 2.0) + sin(x * y) / (1_c + y * y);
  const T at_x = T(0.7), at_y = T(-1.3);
  const real rx(at_x), ry(at_y);
  const real reference = rx / 3 * exp(real(-rx * rx / 2)) + sin(real(rx * ry)) / (1 + ry * ry);
  CHECK(etna::test::ulp_error(f(x = at_x, y = at_y), reference) <= 4);
}

TEST_CASE_TEMPLATE("formulas have the values of what they say", T, float, double, long double) {
  check_against_50_digits<T>();
}

TEST_CASE("a formula loses no digit in a wide type") {
  const real third = (1_c / 3_c * x)(x = real(1));
  CHECK(third == real(1) / 3);
  const real a("0.7"), b("-1.3");
  CHECK((x * sin(y) + etna::constant<etna::op::pi_>)(x = a, y = b) ==
        a * sin(b) + etna::pi<real>());
}

TEST_CASE("formulas are called with values by name") {
  const double u = 6, v = 3;
  CHECK(e(x = u, y = v) == 16);
  CHECK(e(y = v, x = u) == 16);
  CHECK((etna::arg<0> - etna::arg<1>)(u, v) == 3);
  double k = 2;
  auto f = k * x + 1;
  k = 100;
  CHECK(f(x = 6.0f) == 13.0f);
}

}  // namespace evaluate_formula_tests
