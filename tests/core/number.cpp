// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/number.hpp"

#include <doctest/doctest.h>

#include <complex>
#include <string>
#include <type_traits>

#include "etna/evaluate/dual.hpp"
#include "etna/graph/symbol.hpp"
#include "support/real.hpp"

namespace {

using etna::condition, etna::dual, etna::promoted_t, etna::symbol;
using etna::test::real;

/// A number type of a user's own.
struct half {
  float value;
  constexpr half(float v) : value(v) {}
};

}  // namespace

template <>
inline constexpr bool etna::enable_number<half> = true;

namespace {

static_assert(etna::number<float> && etna::number<double> && etna::number<long double>);
static_assert(etna::number<const double&> && etna::number<double&&>);
static_assert(etna::number<real>, "a class with numeric_limits");
static_assert(etna::number<symbol> && etna::number<dual<float, 3>> && etna::number<dual<symbol>>);
static_assert(etna::number<half>);
static_assert(!etna::number<int> && !etna::number<bool> && !etna::number<char>);
static_assert(!etna::number<std::string> && !etna::number<void> && !etna::number<double*>);
static_assert(!etna::number<std::complex<double>>);

static_assert(etna::operand<int> && etna::operand<const unsigned long&> && etna::operand<double>);
static_assert(!etna::operand<const char*>);

static_assert(etna::operand_type<symbol> && etna::operand_type<dual<double>>);
static_assert(etna::operand_type<condition>, "a truth value counts as a symbol");
static_assert(!etna::operand_type<double> && !etna::operand_type<real>);

template <class Expected, class... X>
constexpr bool promotes = std::is_same_v<promoted_t<X...>, Expected>;

static_assert(promotes<double, int>, "integers count as double");
static_assert(promotes<double, int, unsigned char>);
static_assert(promotes<float, float> && promotes<float, float, int>);
static_assert(promotes<float, long, float>);
static_assert(promotes<double, float, double> && promotes<double, double, float>);
static_assert(promotes<long double, float, long double, double>);
static_assert(promotes<double, const double&, int&&>);
static_assert(promotes<real, double, real>);
static_assert(promotes<real, real, int>);
static_assert(promotes<symbol, symbol, double> && promotes<symbol, long double, symbol>);
static_assert(promotes<symbol, condition, condition> && promotes<symbol, int, condition>);
static_assert(promotes<dual<float>, dual<float>, double>, "a literal does not widen");
static_assert(promotes<dual<float>, double, dual<float>, long double>);
static_assert(promotes<dual<dual<double>>, dual<double>, dual<dual<double>>>);
static_assert(promotes<dual<dual<double>>, dual<dual<double>>, dual<double>>);
static_assert(promotes<dual<real, 2>, real, dual<real, 2>>);
static_assert(promotes<dual<symbol>, dual<symbol>, double> &&
              promotes<dual<symbol>, symbol, dual<symbol>>);

TEST_CASE("select takes the value of the side it chooses") {
  CHECK(etna::detail::select(true, 1.0, 2.0) == 1.0);
  CHECK(etna::detail::select(false, 1.0, 2.0) == 2.0);
}

TEST_CASE("constants of programs reach wide types unrounded") {
  const double tenth = 0.1;
  CHECK(etna::detail::from_constant<double>::make(tenth) == tenth);
  CHECK(etna::detail::from_constant<float>::make(tenth) == 0.1F);
  CHECK(etna::detail::from_constant<real>::make(tenth) == real(tenth));
  CHECK(etna::detail::from_constant<dual<float, 2>>::make(tenth).value == 0.1F);
}

}  // namespace
