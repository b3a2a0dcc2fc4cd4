// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/shapes.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"

namespace {

namespace detail = etna::detail;

constexpr auto one = [](auto x) { return x; };
constexpr auto three = [](auto x, auto y, auto z) { return x * y + z; };
constexpr auto of_array = [](const std::array<etna::symbol, 2>& x) { return x[0] * x[1]; };
template <class... X>
using shapes = detail::shapes<X...>;

static_assert(detail::is_names<etna::names_option<"a", "b">> && !detail::is_names<double>);
static_assert(etna::names_option<"a", "b">::count == 2 && etna::names_option<>::count == 0);

static_assert(std::is_same_v<decltype(detail::shapes_for<decltype(one)>()), shapes<double>>);
static_assert(
    std::is_same_v<decltype(detail::shapes_for<decltype(of_array), std::array<double, 2>>()),
                   shapes<std::array<double, 2>>>);
using looked_at =
    detail::looked_at<shapes<>, double, std::array<float, 2>, etna::names_option<"a">>;
static_assert(std::is_same_v<looked_at::printed<decltype(three)>::shapes,
                             shapes<double, std::array<float, 2>>>);
static_assert(std::is_same_v<looked_at::names, etna::names_option<"a">>);
static_assert(std::is_same_v<detail::looked_at<shapes<>>::names, etna::names_option<>>);

}  // namespace

TEST_CASE("the number of scalars that a function takes") {
  ETNA_CHECK_BOTH(detail::count_scalar_arguments<decltype(one)>() == 1);
  ETNA_CHECK_BOTH(detail::count_scalar_arguments<decltype(three)>() == 3);
  ETNA_CHECK_BOTH(detail::count_scalar_arguments<decltype(of_array)>() == 0);
  // Not the constants; those of a derivative are its function's.
  ETNA_CHECK_BOTH(detail::count_scalar_arguments<decltype(etna::with(three, 2.0))>() == 2);
  ETNA_CHECK_BOTH(detail::count_scalar_arguments<decltype(etna::grad(three))>() == 3);
  ETNA_CHECK_BOTH(
      detail::count_scalar_arguments<decltype(etna::hessian(etna::with(three, 2.0)))>() == 2);
}
