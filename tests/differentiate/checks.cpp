// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/checks.hpp"

#include <doctest/doctest.h>

#include <array>
#include <etna/etna.hpp>
#include <span>
#include <tuple>

#include "op/modes.hpp"

// What passes the checks of a call; the messages of what does not are in tests/fail.

namespace {

namespace detail = etna::detail;

struct sum {
  template <class X, class Y>
  constexpr auto operator()(const X& x, const Y& y) const {
    return x + y;
  }
};
struct first {
  template <class T>
  constexpr T operator()(const std::array<T, 2>& x) const {
    return x[0];
  }
};
struct both {
  template <class T>
  constexpr std::tuple<T, std::array<T, 2>> operator()(const T& x) const {
    return {x, {x, x}};
  }
};

}  // namespace

TEST_CASE("arguments are numbers and trees of them, of floating point") {
  ETNA_CHECK_BOTH(!detail::is_integer_argument<double> && !detail::is_integer_argument<float>);
  ETNA_CHECK_BOTH(detail::is_integer_argument<int> &&
                  detail::is_integer_argument<std::array<long, 3>>);
  ETNA_CHECK_BOTH(!detail::is_integer_argument<std::tuple<double, std::array<float, 2>>>);
}

TEST_CASE("pointers are told from arrays") {
  ETNA_CHECK_BOTH(detail::is_pointer_argument<double*> &&
                  detail::is_pointer_argument<const float*>);
  ETNA_CHECK_BOTH(!detail::is_pointer_argument<double[3]> &&
                  !detail::is_pointer_argument<std::span<double, 3>> &&
                  !detail::is_pointer_argument<std::array<double, 3>>);
}

TEST_CASE("results are scalars and trees of them") {
  ETNA_CHECK_BOTH(detail::is_differentiable_result<etna::symbol>() &&
                  detail::is_differentiable_result<double>() &&
                  detail::is_differentiable_result<std::array<etna::symbol, 2>>());
  ETNA_CHECK_BOTH(!detail::is_differentiable_result<int>() &&
                  !detail::is_differentiable_result<bool>() &&
                  !detail::is_differentiable_result<void>());
}

TEST_CASE("calls that are as they should be pass") {
  ETNA_CHECK_BOTH(detail::check_call<sum, double, double>());
  ETNA_CHECK_BOTH(detail::check_call<sum, float, long double>());
  ETNA_CHECK_BOTH(detail::check_call<first, std::span<const double, 2>>());
  ETNA_CHECK_BOTH(detail::check_call<both, etna::dual<double, 1>>());
  ETNA_CHECK_BOTH(detail::check_stateless<sum>());
  ETNA_CHECK_BOTH(detail::check_trace<sum, etna::symbol, etna::symbol>());
  ETNA_CHECK_BOTH(detail::check_shapes<etna::trace<sum, etna::symbol, etna::symbol>>());
}
