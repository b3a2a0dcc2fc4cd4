// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/evaluate/dual.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "etna/differentiate/derivative.hpp"
#include "etna/differentiate/grad.hpp"
#include "op/modes.hpp"
#include "support/real.hpp"

namespace {

using etna::dual;
using etna::test::real, etna::test::same;

using D = dual<double>;
using D2 = dual<D>;
using D3 = dual<D2>;

static_assert(etna::number<D> && etna::operand_type<D>);
static_assert(std::is_trivially_copyable_v<D> && sizeof(dual<float, 3>) == 4 * sizeof(float));
static_assert(std::is_same_v<D::value_type, double>);
static_assert(std::is_convertible_v<int, D> && std::is_convertible_v<double, D3>);
static_assert(!std::is_convertible_v<D, double>);
// Constants do not widen, and a plain number becomes a dual.
static_assert(std::is_same_v<decltype(dual<float>() * 2.0), dual<float>>);
static_assert(std::is_same_v<decltype(3 + sin(dual<float, 2>())), dual<float, 2>>);
static_assert(std::is_same_v<decltype(pow(D(), 2)), D>);
static_assert(std::is_same_v<decltype(D2() * D()), D2> && std::is_same_v<decltype(D() - D2()), D2>);
static_assert(std::is_same_v<decltype(D() < 1.0), bool>);
static_assert(std::numeric_limits<D2>::digits == std::numeric_limits<double>::digits);

constexpr D x1 = D::variable(2.0);
constexpr D2 x2 = D2::variable(D::variable(2.0));
constexpr D3 x3 = D3::variable(D2::variable(D::variable(2.0)));

/// The derivatives of orders 0 to 3 at 2.
template <class F>
constexpr std::array<double, 4> derivatives(F f) {
  const D3 y = f(x3);
  return {y.value.value.value, y.value.value.partials[0], y.value.partials[0].partials[0],
          y.partials[0].partials[0].partials[0]};
}

}  // namespace

TEST_CASE("a variable, a constant") {
  ETNA_CHECK_BOTH(x1.value == 2.0 && x1.partials[0] == 1.0);
  ETNA_CHECK_BOTH(D(3.0).value == 3.0 && D(3.0).partials[0] == 0.0 && D().value == 0.0);
  constexpr auto second = dual<double, 3>::variable(2.0, 1);
  ETNA_CHECK_BOTH(second.partials == std::array{0.0, 1.0, 0.0});
  ETNA_CHECK_BOTH(dual<double, 2>(2.0, {3.0, 4.0}).partials[1] == 4.0);
}

TEST_CASE("several partial derivatives at once") {
  constexpr auto f = [](auto x, auto y) { return x * x * y - 3.0 * x / y; };
  using D12 = dual<double, 2>;
  constexpr D12 z = f(D12::variable(2.0, 0), D12::variable(4.0, 1));
  ETNA_CHECK_BOTH(z.value == 14.5 && z.partials == std::array{15.25, 4.375});
  constexpr auto none = f(dual<double, 0>(2.0), dual<double, 0>(4.0));
  ETNA_CHECK_BOTH(none.value == 14.5);
}

TEST_CASE("orders two and three, nested") {
  constexpr auto cubic = [](auto x) { return x * x * x - 1.0 / x; };
  ETNA_CHECK_BOTH(derivatives(cubic) == std::array{7.5, 12.25, 11.75, 6.375});
  constexpr auto power = [](auto x) { return pow(x, 5); };
  ETNA_CHECK_BOTH(derivatives(power) == std::array{32.0, 80.0, 160.0, 240.0});
  constexpr auto root = [](auto x) { return sqrt(2.0 * x); };
  ETNA_CHECK_BOTH(derivatives(root) == std::array{2.0, 0.5, -0.125, 0.09375});
  constexpr auto wave = [](auto x) { return sin(x); };
  constexpr double s = etna::sin(2.0), c = etna::cos(2.0);
  ETNA_CHECK_BOTH(derivatives(wave) == std::array{s, c, -s, -c});
  constexpr auto growth = [](auto x) { return exp(x); };
  constexpr double e = etna::exp(2.0);
  ETNA_CHECK_BOTH(derivatives(growth) == std::array{e, e, e, e});
  constexpr auto linear = [](auto x) { return 3 * x - 1; };
  ETNA_CHECK_BOTH(derivatives(linear) == std::array{5.0, 3.0, 0.0, 0.0});
}

TEST_CASE("mixed levels: an inner number is a constant of the outer") {
  constexpr D2 y = x2 * x1;
  // The inner tangents of both, the outer of x2.
  ETNA_CHECK_BOTH(y.value.value == 4.0 && y.value.partials[0] == 4.0);
  ETNA_CHECK_BOTH(y.partials[0].value == 2.0 && y.partials[0].partials[0] == 1.0);
}

namespace {

// Newton's method, until it has converged; early return, and a switch.
template <class T>
constexpr T square_root(T a) {
  T r = a;
  while (r * r - a > 1e-12 || a - r * r > 1e-12) r = (r + a / r) / 2;
  return r;
}
template <class T>
constexpr T choose(int which, T x) {
  if (x < 0) return -x;
  switch (which) {
    case 0:
      return x;
    case 1:
      return x * x;
    default:
      return exp(x);
  }
}
constexpr bool near(double got, double expected) {
  const double error = got - expected;
  return -1e-11 < error && error < 1e-11;
}

}  // namespace

TEST_CASE("any control flow") {
  constexpr D r = square_root(D::variable(4.0));
  ETNA_CHECK_BOTH(near(r.value, 2.0) && near(r.partials[0], 0.25));
  constexpr D2 s = square_root(D2::variable(D::variable(4.0)));
  ETNA_CHECK_BOTH(near(s.partials[0].partials[0], -1.0 / 32));
  ETNA_CHECK_BOTH(choose(0, x1).partials[0] == 1.0 && choose(1, x1).partials[0] == 4.0);
  ETNA_CHECK_BOTH(choose(2, -x1).partials[0] == 1.0);
}

TEST_CASE("comparisons are of the values") {
  ETNA_CHECK_BOTH(x1 > 1.0 && x1 == 2.0 && 2 == x1 && x1 != 3.0 && x1 <= 2.0 && !(x1 < x1));
  ETNA_CHECK_BOTH(x2 > x1 - 1.0 && x3 >= 2.0);
  const D undefined(std::numeric_limits<double>::quiet_NaN());
  CHECK(!(undefined < 1.0));
  CHECK(!(undefined >= 1.0));
  CHECK(undefined != undefined);
}

TEST_CASE("constants cost nothing, not even at singular points") {
  // d log(c) x: the derivative of the logarithm at 0 is not looked at.
  ETNA_CHECK_BOTH((etna::sqrt(0.0) * x1).partials[0] == 0.0);
  ETNA_CHECK_BOTH(pow(x1, 3.0).partials[0] == 12.0);
  CHECK(pow(D::variable(-2.0), 3.0).partials[0] == 12.0);
  CHECK(where(x1 > 0.0, x1 * 3.0, 1.0 / (x1 - 2.0)).partials[0] == 3.0);
  CHECK(where(x1 < 0.0, 1.0 / (x1 - 2.0), x1 * 3.0).partials[0] == 3.0);
  const D2 flat = where(x2 > 0.0, x2 * x2, sqrt(x2 - 2.0));
  CHECK(flat.partials[0].value == 4.0);
  CHECK(flat.partials[0].partials[0] == 2.0);
}

TEST_CASE("float stays float") {
  using F = dual<float>;
  const float x = 0.7F;
  const F y = 0.1 * exp(F::variable(x)) / 3.0;
  CHECK(y.value == 0.1F * std::exp(x) / 3.0F);
  CHECK(std::fabs(y.partials[0] - y.value) <= 2e-7F * y.value);
}

TEST_CASE("of wide numbers, every digit") {
  using W = dual<real>;
  const real third = real(1) / real(3);
  const W x = W::variable(third);
  const W y = exp(x) * x / 3;
  const real e = exp(third);
  const auto near_enough = [](const real& got, const real& expected) {
    return abs(got - expected) < ldexp(real(1), -1180);
  };
  CHECK(near_enough(y.value, e / real(9)));
  CHECK(near_enough(y.partials[0], e * real(4) / real(9)));
  const dual<W> z = sin(dual<W>::variable(x));
  CHECK(near_enough(z.partials[0].partials[0], real(-1) * sin(third)));
}

TEST_CASE("a dual of a dual agrees with the compile-time derivative") {
  constexpr auto f = [](auto x, auto y) {
    return tanh(x * y) + atan2(x, y) + etna::hypot(x, y) * log(x);
  };
  using D12 = dual<double, 2>;
  const D12 z = f(D12::variable(0.75, 0), D12::variable(1.25, 1));
  const auto [by_x, by_y] = etna::grad(f)(0.75, 1.25);
  CHECK(std::fabs(z.partials[0] - by_x) <= 4e-16 * std::fabs(by_x));
  CHECK(std::fabs(z.partials[1] - by_y) <= 4e-16 * std::fabs(by_y));
}

// Conditions, and what programs of derivatives join them to, are truth values of duals too.
TEST_CASE("derivatives on duals choose as on numbers") {
  constexpr auto joined = [](auto x) { return etna::where((x < 0.0) | (x > 1.0), x * x, 3.0 * x); };
  constexpr auto turned = [](auto x) {
    return etna::where((!(x > 0.0)) & (x < 5.0), x * x, x * x * x);
  };
  for (const double x : {-1.0, 0.5, 2.0, 6.0}) {
    CAPTURE(x);
    const auto check = [&](auto f) {
      const double slope = etna::grad(f)(x), curvature = etna::derivative<2>(f)(x);
      for (const D y :
           {etna::grad(f)(D::variable(x)), etna::grad(f, etna::forward_mode)(D::variable(x))}) {
        CHECK(y.value == slope);
        CHECK(y.partials[0] == curvature);
      }
    };
    check(joined);
    check(turned);
  }
}

TEST_CASE("a negative whole power at 0 has the slope of a quotient") {
  constexpr double inf = std::numeric_limits<double>::infinity();
  CHECK(pow(D::variable(0.0), -1).partials[0] == -inf);
  CHECK(pow(D::variable(0.0), -1.0).partials[0] == -inf);
  CHECK(etna::grad([](auto x) { return pow(x, -1); })(0.0) == -inf);
  CHECK(pow(D::variable(2.0), -2).partials[0] == -0.25);
}

TEST_CASE("powers with a dual exponent, of duals of duals") {
  constexpr auto two_to = [](auto x) { return pow(decltype(x)(2.0), x); };
  constexpr auto self = [](auto x) { return pow(x, x); };
  for (const double x : {0.25, 0.5, 1.0, 2.5}) {
    CAPTURE(x);
    const double l = std::log(2.0), p = std::pow(2.0, x), q = std::pow(x, x), m = std::log(x) + 1;
    const D by_two = two_to(D2::variable(D::variable(x))).partials[0];
    CHECK(std::fabs(by_two.value - p * l) <= 1e-15 * p);
    CHECK(std::fabs(by_two.partials[0] - p * l * l) <= 1e-15 * p);
    const D by_self = self(D2::variable(D::variable(x))).partials[0];
    CHECK(std::fabs(by_self.value - q * m) <= 1e-15 * q);
    CHECK(std::fabs(by_self.partials[0] - q * (m * m + 1 / x)) <= 1e-14 * q);
  }
}
