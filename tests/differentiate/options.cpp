// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/options.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"
#include "op/modes.hpp"

namespace {

using etna::with, etna::wrt_option;
namespace detail = etna::detail;

constexpr auto f = [](auto x, auto a, auto b) { return a * x + b; };

static_assert(etna::option<etna::wrt_option<0>> && etna::option<etna::forward_mode_option> &&
              etna::option<etna::reverse_mode_option> && etna::option<etna::has_aux_option>);
static_assert(!etna::option<int> && !etna::option<decltype(f)>);

static_assert(std::is_same_v<detail::find_wrt<>::type, void>);
static_assert(std::is_same_v<detail::find_wrt<etna::has_aux_option>::type, void>);
static_assert(std::is_same_v<detail::find_wrt<etna::forward_mode_option, wrt_option<2, 1>>::type,
                             wrt_option<2, 1>>);
static_assert(detail::has_option<etna::has_aux_option, wrt_option<0>, etna::has_aux_option>);
static_assert(!detail::has_option<etna::has_aux_option>);

// A bound function is no larger than its constants.
using bound = decltype(with(f, 2.0, 3.0));
static_assert(sizeof(bound) == 2 * sizeof(double));
static_assert(
    std::is_same_v<detail::callable_parts<bound>::function, std::remove_const_t<decltype(f)>>);
static_assert(detail::callable_parts<bound>::constants == 2);
static_assert(detail::callable_parts<decltype(f)>::constants == 0);

}  // namespace

TEST_CASE("constants bound to the last arguments") {
  ETNA_CHECK_BOTH(with(f, 2.0, 3.0)(5.0) == 13.0);
  ETNA_CHECK_BOTH(with(f, 3.0)(5.0, 2.0) == 13.0);
  ETNA_CHECK_BOTH(with(f)(5.0, 2.0, 3.0) == 13.0);
  constexpr auto sum = [](auto x, const auto& c) { return x * c[0] + c[1]; };
  ETNA_CHECK_BOTH(with(sum, std::array{2.0, 3.0})(5.0) == 13.0);
  // They are copied.
  double k = 3.0;
  const auto g = with(f, 2.0, k);
  k = 100.0;
  CHECK(g(5.0) == 13.0);
}

TEST_CASE("derivatives of derivatives of a bound function are by its other arguments") {
  constexpr auto cube = with([](auto x, auto k) { return k * x * x * x; }, 3.0);
  ETNA_CHECK_BOTH(etna::grad(etna::grad(cube))(2.0) == 36.0);
  ETNA_CHECK_BOTH(etna::grad(etna::grad(etna::grad(cube)))(2.0) == 18.0);
  ETNA_CHECK_BOTH(etna::hessian(etna::grad(cube))(2.0) == 18.0);
  ETNA_CHECK_BOTH(etna::jacobian(etna::hessian(cube))(2.0) == 18.0);
  ETNA_CHECK_BOTH(etna::grad(etna::derivative<2>(cube))(2.0) == 18.0);
  ETNA_CHECK_BOTH(etna::taylor<2>(etna::derivative<1>(cube))(2.0) == std::array{36.0, 36.0, 9.0});
  ETNA_CHECK_BOTH(etna::jvp(etna::grad(cube))(std::tuple(2.0), std::tuple(1.0)).tangent == 36.0);
  constexpr auto several = with(
      [](auto x, auto y, auto k, const auto& v) { return k * x * x * y + v[0] * v[1] * y * y; },
      3.0, std::array{2.0, 1.0});
  ETNA_CHECK_BOTH(etna::grad(etna::grad(several, etna::wrt<1>))(2.0, 5.0) == std::tuple(12.0, 4.0));
  ETNA_CHECK_BOTH(etna::jacobian(etna::grad(several), etna::wrt<0>)(2.0, 5.0) ==
                  std::tuple(30.0, 12.0));
  // The constants are those of the object, not of its type.
  const auto of = [](double k) {
    return etna::grad(etna::grad(with([](auto x, auto c) { return c * x * x; }, k)));
  };
  CHECK(of(2.0)(1.0) == 4.0);
  CHECK(of(5.0)(1.0) == 10.0);
}
