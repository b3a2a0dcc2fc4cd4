// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/derivative.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"
#include "support/real.hpp"

namespace {

using etna::derivative, etna::taylor, etna::with;
using etna::test::real;

constexpr auto power = [](auto x) { return x * x * x * x; };

}  // namespace

TEST_CASE("orders of one function") {
  ETNA_CHECK_BOTH(derivative<0>(power)(2.0) == 16.0);
  ETNA_CHECK_BOTH(derivative(power)(2.0) == 32.0);
  ETNA_CHECK_BOTH(derivative<2>(power)(2.0) == 48.0);
  ETNA_CHECK_BOTH(derivative<3>(power)(2.0) == 48.0);
  ETNA_CHECK_BOTH(derivative<4>(power)(2.0) == 24.0);
  ETNA_CHECK_BOTH(derivative<5>(power)(2.0) == 0.0);
  ETNA_CHECK_BOTH(derivative<6>([](auto x) { return 1.0 / x; })(1.0) == 720.0);
}

TEST_CASE("in the shape of the value") {
  constexpr auto f = [](auto t) { return std::tuple(t * t, std::array{3.0 * t, t * t * t}); };
  ETNA_CHECK_BOTH(derivative(f)(2.0) == std::tuple(4.0, std::array{3.0, 12.0}));
  ETNA_CHECK_BOTH(derivative<2>(f)(2.0) == std::tuple(2.0, std::array{0.0, 12.0}));
  static_assert(std::is_same_v<decltype(derivative(power)(2.0F)), float>);
}

TEST_CASE("constants, branches, compositions") {
  constexpr auto f = [](auto x, auto k) {
    if (x < k) return k * x;
    return x * x * x;
  };
  ETNA_CHECK_BOTH(derivative<2>(with(f, 1.0))(2.0) == 12.0);
  ETNA_CHECK_BOTH(derivative<2>(with(f, 3.0))(2.0) == 0.0);
  ETNA_CHECK_BOTH(derivative<2>(derivative<2>(power))(2.0) == 24.0);
  ETNA_CHECK_BOTH(etna::grad(derivative(power))(2.0) == 48.0);
  ETNA_CHECK_BOTH(derivative(etna::grad(power))(2.0) == 48.0);
}

TEST_CASE("Taylor coefficients") {
  ETNA_CHECK_BOTH(taylor<5>(power)(2.0) == std::array{16.0, 32.0, 24.0, 8.0, 1.0, 0.0});
  ETNA_CHECK_BOTH(taylor<3>([](auto x) { return 1.0 / (1.0 - x); })(0.0) ==
                  std::array{1.0, 1.0, 1.0, 1.0});
  ETNA_CHECK_BOTH(taylor<0>(power)(2.0) == std::array{16.0});
  constexpr auto both = [](auto t) { return std::array{t, t * t}; };
  ETNA_CHECK_BOTH(taylor<2>(both)(3.0) ==
                  std::array{std::array{3.0, 9.0}, std::array{1.0, 6.0}, std::array{0.0, 1.0}});
}

TEST_CASE("wide numbers") {
  const real third = real(1) / real(3);
  const real d = derivative<3>([](auto x) { return exp(x / 3.0); })(real(1));
  CHECK(abs(d - exp(third) / real(27)) < ldexp(real(1), -1180));
}
