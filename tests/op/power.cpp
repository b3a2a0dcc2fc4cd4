// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/power.hpp"

#include "op/check.hpp"
#include "op/modes.hpp"

namespace etna::test {

// x^y takes up to 140 as its logarithm's magnitude, of which it has the digits before the point.
template <>
inline constexpr tolerance tolerance_of<op::pow_>{.gradient = 16, .second = 32};
template <>
inline constexpr tolerance tolerance_of<op::cbrt_>{.gradient = 10, .second = 20};

TEST_CASE("roots, powers, norms") { check_operations(op::power_operations{}); }

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("roots at 0") {
  CHECK(derivatives_are([](auto x) { return sqrt(x); }, 0.0, inf, -inf));
  CHECK(gradient_is<1>([](auto x) { return cbrt(x); }, {0.0}, {inf}));
  // Only structural zeros absorb an infinite derivative.
  CHECK(gradient_is<1>([](auto x) { return sqrt(x * x); }, {0.0}, {nan}));
  // Dual numbers have no structure: constants of theirs are plain numbers.
  constexpr auto stopped = [](auto x) { return x + sqrt(0.0 * stop_gradient(x)); };
  CHECK(grad(stopped)(0.0) == 1);
  CHECK(grad(stopped, forward_mode)(0.0) == 1);
  CHECK(gradient_is<1>([](auto x) { return x + sqrt(0.0); }, {0.0}, {1}));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return sqrt(x); }, 4.0, 0.25, -1 / 32.0));
}

TEST_CASE("whole powers are products") {
  constexpr auto square = [](auto x) { return pow(x, 2); };
  ETNA_CHECK_BOTH(derivatives_are(square, 0.0, 0, 2));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 2.0); }, 0.0, 0, 2));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 1); }, 0.0, 1, 0));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 1.0); }, 0.0, 1, 0));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 0); }, 0.0, 0, 0));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 3); }, -2.0, 12, -12));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 16L); }, -1.0, -16, 240));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, -2); }, -2.0, 0.25, 0.375));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return pow(x, 5u); }, 0.0, 0, 0));
  ETNA_CHECK_BOTH(derivative<3>([](auto x) { return pow(x, 3); })(0.0) == 6);
  ETNA_CHECK_BOTH(derivative<4>([](auto x) { return pow(x, 3); })(0.0) == 0);
  ETNA_CHECK_BOTH(pow(3, 4) == 81.0 && pow(2.0f, -3) == 0.125f && pow(-2.0, 3) == -8);
  ETNA_CHECK_BOTH(pow(1.5, 0) == 1 && pow(nan, 0) == 1);
  // Larger exponents are those of pow, whose derivative comes down to products.
  constexpr auto high = [](auto x) { return pow(x, 20); };
  ETNA_CHECK_BOTH(derivatives_are(high, 1.0, 20, 380));
  ETNA_CHECK_BOTH(derivatives_are(high, 0.0, 0, 0));
  ETNA_CHECK_BOTH(derivatives_are(high, -1.0, -20, 380));
  // A dual number without tangents is a constant exponent, too.
  using D = dual<double>;
  ETNA_CHECK_BOTH(pow(D::variable(-2), D(3)).partials[0] == 12);
  CHECK(std::isnan(pow(D::variable(-2), D::variable(3)).partials[0]));
  CHECK(gradient_is<2>([](auto x, auto y) { return pow(x, y); }, {-2, 3}, {12, nan}));
  // Neither overflow nor NaN where the power's intermediate results would.
  CHECK(derivatives_are([](auto x) { return pow(x, -3); }, 1e200, 0, 0));
}

/// The cases that Ceres Solver documents in the comment of pow(Jet, Jet) in jet.h.
TEST_CASE("pow where x is not positive") {
  constexpr auto f = [](auto x, auto y) { return pow(x, y); };
  const auto by_base = [&](double x, double y) { return grad(f, wrt<0>)(x, y); };
  const auto by_exponent = [&](double x, double y) { return grad(f, wrt<1>)(x, y); };
  const auto both_not_finite = [&](double x, double y) {
    const auto [by_x, by_y] = grad(f)(x, y);
    const auto [forward_by_x, forward_by_y] = grad(f, forward_mode)(x, y);
    return !std::isfinite(by_x) && !std::isfinite(by_y) && same(by_x, forward_by_x) &&
           same(by_y, forward_by_y);
  };
  CHECK(gradient_is<2>(f, {1, 3}, {3, 0}));    // 1
  CHECK(gradient_is<2>(f, {0, 2.5}, {0, 0}));  // 2
  CHECK(gradient_is<2>(f, {0, 1}, {1, 0}));    // 3
  CHECK(by_base(0, 0.5) == inf);               // 4
  CHECK(both_not_finite(0, 0.5));              // 4
  CHECK(both_not_finite(0, -1));               // 5
  CHECK(both_not_finite(0, 0));                // 6
  CHECK(by_base(-2, 3) == 12);                 // 7
  CHECK(std::isnan(by_exponent(-2, 3)));       // 8
  CHECK(both_not_finite(-2, 2.5));             // 9
  CHECK(std::get<0>(grad(f)(-2.0, 3.0)) == 12);
  // A constant exponent.
  CHECK(derivatives_are([](auto x) { return pow(x, 2.5); }, 0.0, 0, 0));
  CHECK(derivatives_are([](auto x) { return pow(x, 1.5); }, 0.0, 0, inf));
  CHECK(derivatives_are([](auto x) { return pow(x, 0.5); }, 0.0, inf, -inf));
  CHECK(derivatives_are([](auto x) { return pow(x, 2.5); }, -1.0, nan, nan));
  CHECK(pow(0.0, 0.5) == 0);
  // In constant expressions, where the result is a number.
  static_assert(gradient_is<2>(f, {0, 2.5}, {0, 0}));
  static_assert(gradient_is<2>(f, {0, 1}, {1, 0}));
  static_assert(hessian_is<2>(f, {0, 3}, {}));
}

TEST_CASE("pow keeps the digits of its derivatives where it overflows or vanishes") {
  constexpr auto f = [](auto x) { return pow(x, 2.5); };
  CHECK(grad(f)(1e-200) == doctest::Approx(2.5e-300).epsilon(1e-15));
  CHECK(grad(f, forward_mode)(1e-200) == doctest::Approx(2.5e-300).epsilon(1e-15));
  CHECK(grad(f)(1e125) == doctest::Approx(2.5 * std::pow(1e125, 1.5)).epsilon(1e-15));
}

TEST_CASE("hypot at the origin, and far from 1") {
  constexpr auto f = [](auto x, auto y) { return hypot(x, y); };
  constexpr auto g = [](auto x, auto y, auto z) { return hypot(x, y, z); };
  ETNA_CHECK_BOTH(gradient_is<2>(f, {0, 0}, {0, 0}) && hessian_is<2>(f, {0, 0}, {}));
  ETNA_CHECK_BOTH(gradient_is<3>(g, {0, 0, 0}, {0, 0, 0}) && hessian_is<3>(g, {0, 0, 0}, {}));
  ETNA_CHECK_BOTH(gradient_is<2>(f, {0, -0.5}, {0, -1}) &&
                  hessian_is<2>(f, {0, 0.5}, {{{2, 0}, {0, 0}}}));
  ETNA_CHECK_BOTH(gradient_is<2>(f, {0.0, 0x1p-1074}, {0, 1}));
  ETNA_CHECK_BOTH(gradient_is<2>(f, {0.0, 0x1p1023}, {0, 1}));
  CHECK(gradient_is<2>(f, {0x3p1000, 0x4p1000}, {0.6, 0.8}));
  CHECK(gradient_is<2>(f, {0x3p-1000, 0x4p-1000}, {0.6, 0.8}));
  ETNA_CHECK_BOTH(hypot(3, 4.0f) == 5.0f && hypot(2.0, 3.0, 6.0) == 7);
  // Far out the curvature across is 1/x, that along is 1/x^3.
  const auto h = hessian(of_array<decltype(f)>{})(point<2>{1, 1e6});
  CHECK(h[1][1] == doctest::Approx(1e-18).epsilon(1e-11));
}

}  // namespace etna::test
