// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/call.hpp"

#include <doctest/doctest.h>

#include <span>
#include <tuple>
#include <utility>

#include "op/modes.hpp"

namespace {

using etna::input_set;
namespace detail = etna::detail;

using row = std::array<double, 3>;

// What the checks of a call look at.
static_assert(detail::is_integer_argument<int> && detail::is_integer_argument<std::array<long, 2>>);
static_assert(!detail::is_integer_argument<float> && !detail::is_integer_argument<row>);
static_assert(detail::is_pointer_argument<const double*> && !detail::is_pointer_argument<row>);
static_assert(!detail::is_pointer_argument<double[2]> &&
              !detail::is_pointer_argument<const double (&)[2]>);
static_assert(detail::is_differentiable_result<etna::symbol>());
static_assert(detail::is_differentiable_result<std::tuple<etna::symbol, double>>());
static_assert(detail::is_differentiable_result<double>(), "a constant");
static_assert(!detail::is_differentiable_result<bool>() &&
              !detail::is_differentiable_result<int>());
static_assert(!detail::is_differentiable_result<void>() &&
              !detail::is_differentiable_result<const char*>());

constexpr auto f = [](auto x, const auto& y, auto k) { return x * y[0] + k; };
using plan = detail::call_plan<decltype(f), float, row, float>;
static_assert(plan::valid && std::is_same_v<plan::scalar, double>);
static_assert(plan::trace::inputs == 5 && plan::arguments == 3);
using bound_plan = detail::call_plan<decltype(etna::with(f, 1.0L)), float, row>;
static_assert(bound_plan::arguments == 2 && bound_plan::trace::inputs == 5);
static_assert(std::is_same_v<bound_plan::scalar, long double>);

// Which inputs belong to an argument.
constexpr bool ranges_are(const input_set& set,
                          std::initializer_list<std::pair<int, int>> expected) {
  if (set.ranges != static_cast<int>(expected.size())) return false;
  int k = 0;
  for (const auto& [first, count] : expected) {
    if (set.range[k].first != first || set.range[k].count != count) return false;
    ++k;
  }
  return true;
}
template <class X>
using floats = etna::rebind_t<X, float>;
template <class Wrt, class... X>
using shape = typename detail::selection<Wrt, X...>::template shape<floats>;
static_assert(std::is_same_v<shape<void, row>, std::array<float, 3>>);
static_assert(std::is_same_v<shape<void, double, row>, std::tuple<float, std::array<float, 3>>>);
static_assert(std::is_same_v<shape<etna::wrt_option<0>, double, row>, float>);
static_assert(std::is_same_v<shape<etna::wrt_option<1, 0>, double, row>,
                             std::tuple<std::array<float, 3>, float>>);

static_assert(detail::is_contiguous<double, row>() && detail::is_contiguous<double, double[3]>());
static_assert(detail::is_contiguous<double, std::span<const double, 3>>());
static_assert(detail::is_contiguous<double, etna::matrix<double, 2, 2>>());
static_assert(!detail::is_contiguous<float, row>() && !detail::is_contiguous<double, double>());
static_assert(!detail::is_contiguous<double, std::array<row, 2>>());
static_assert(!detail::is_contiguous<double, std::tuple<double, double>>());

constexpr row point{2.0, 3.0, 5.0};
constexpr bool reads_in_place() {
  return detail::gather<double>(std::tuple<const row&>(point)).data() == point.data();
}
constexpr bool gathers() {
  const std::tuple<float, row, std::pair<double, int>> all(1.0F, point, {7.0, 11});
  const auto inputs =
      detail::gather<double>(std::tuple<const float&, const row&, const std::pair<double, int>&>(
          std::get<0>(all), std::get<1>(all), std::get<2>(all)));
  const double expected[] = {1.0, 2.0, 3.0, 5.0, 7.0, 11.0};
  for (int i = 0; i < 6; ++i) {
    if (inputs.data()[i] != expected[i]) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("inputs of arguments") {
  ETNA_CHECK_BOTH(ranges_are(detail::selection<void, double, row>::set, {{0, 1}, {1, 3}}));
  ETNA_CHECK_BOTH(
      ranges_are(detail::selection<etna::wrt_option<1>, double, row, double>::set, {{1, 3}}));
  ETNA_CHECK_BOTH(ranges_are(detail::selection<etna::wrt_option<2, 0>, double, row, double>::set,
                             {{4, 1}, {0, 1}}));
}

TEST_CASE("arguments as inputs of a program") {
  ETNA_CHECK_BOTH(reads_in_place());
  ETNA_CHECK_BOTH(gathers());
  ETNA_CHECK_BOTH(detail::copy<float>(std::tuple(1.5, std::array{2.0})) ==
                  std::tuple(1.5F, std::array{2.0F}));
  ETNA_CHECK_BOTH(
      std::tuple_size_v<decltype(detail::with_constants(etna::with(f, 1.0), 2.0, point))> == 3);
}
