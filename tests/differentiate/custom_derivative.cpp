// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/custom_derivative.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"
#include "op/modes.hpp"

namespace {

// A value whose derivative is deliberately not its own, to see which one is used.
constexpr auto cube =
    etna::custom_derivative([](auto x) { return x * x * x; }, [](auto x) { return 7.0 * x; });
constexpr auto use = [](auto x) { return 2.0 * cube(x + 1.0); };

static_assert(cube(2.0) == 8.0);
static_assert(use(1.0) == 16.0);
static_assert(etna::grad(use)(1.0) == 28.0);
static_assert(etna::grad(use, etna::forward_mode)(1.0) == 28.0);
static_assert(etna::derivative<2>(use)(1.0) == 14.0);
static_assert(etna::derivative<3>(use)(1.0) == 0.0);
static_assert(etna::grad(etna::grad(use))(1.0) == 14.0);
static_assert(etna::hessian(use)(1.0) == 14.0);

// Several arguments, and a value that is constant for ordinary differentiation.
constexpr auto product =
    etna::custom_derivative([](auto x, auto y) { return etna::stop_gradient(x * y); },
                            [](auto x, auto y) { return std::array{y, x}; });
constexpr auto use_product = [](auto x, auto y) { return product(x, x * y); };
constexpr auto gradient = etna::grad(use_product)(2.0, 3.0);
static_assert(use_product(2.0, 3.0) == 12.0);
static_assert(std::get<0>(gradient) == 12.0 && std::get<1>(gradient) == 4.0);

// An array.
constexpr auto sum = etna::custom_derivative([](const auto& x) { return x[0] + x[1]; },
                                             [](const auto& x) { return std::array{x[0], x[1]}; });
static_assert(etna::grad([](const auto& x) { return sum(x); })(std::array{3.0, 4.0}) ==
              std::array{3.0, 4.0});

using D = etna::dual<double>;
using DD = etna::dual<D>;

}  // namespace

TEST_CASE("what is stopped is a constant for derivatives of every order") {
  constexpr auto f = [](auto x) { return x * etna::stop_gradient(x); };
  CHECK(etna::grad(f)(3.0) == 3.0);
  CHECK(etna::hessian(f)(3.0) == 0.0);
  CHECK(etna::grad(etna::grad(f))(3.0) == 0.0);
  const DD y = f(DD::variable(D::variable(3.0)));
  CHECK(y.value.partials[0] == 3.0);
  CHECK(y.partials[0].value == 3.0);
  CHECK(y.partials[0].partials[0] == 0.0);
}

TEST_CASE("a custom derivative on dual numbers") {
  const D y = use(D::variable(1.0));
  CHECK(y.value == 16.0);
  CHECK(y.partials[0] == 28.0);
  const DD z = use(DD(D::variable(1.0), {D(1.0)}));
  CHECK(z.partials[0].value == 28.0);
  CHECK(z.partials[0].partials[0] == 14.0);
  const D p = use_product(D::variable(2.0), D(3.0));
  CHECK(p.partials[0] == 12.0);
}

TEST_CASE("a value that only plain numbers have") {
  // A table: not differentiable, not even generic.
  constexpr auto table = [](double x) { return x < 1.5 ? 10.0 : 20.0; };
  const auto looked_up = etna::custom_derivative(table, [](auto x) { return 3.0 * x; });
  const D y = looked_up(D::variable(2.0));
  CHECK(y.value == 20.0);
  CHECK(y.partials[0] == 6.0);
}

TEST_CASE("a custom derivative of formulas") {
  using namespace etna::literals;
  constexpr auto powered =
      etna::custom_derivative([](auto x) { return x * x; }, [](auto x) { return 7.0 * x; });
  constexpr auto times =
      etna::custom_derivative([](auto x, auto y) { return x * y; },
                              [](auto x, auto y) { return std::tuple(3.0 * y, 5.0 * x); });
  constexpr auto x = "x"_v;
  constexpr auto y = "y"_v;
  ETNA_CHECK_BOTH(powered(x * y)(x = 2.0, y = 3.0) == 36.0);
  ETNA_CHECK_BOTH(etna::grad(powered(x * y))(x = 2.0, y = 3.0)[x] == 126.0);
  ETNA_CHECK_BOTH(etna::grad(powered(etna::arg<0>))(2.0) == 14.0);
  constexpr auto g = etna::grad(times(x, y))(x = 2.0, y = 7.0);
  ETNA_CHECK_BOTH(g[x] == 21.0 && g[y] == 10.0);
  ETNA_CHECK_BOTH(etna::grad(times(x, 2.0))(x = 2.0)[x] == 6.0);
}
