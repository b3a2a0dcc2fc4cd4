// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/expression/literals.hpp"

#include <doctest/doctest.h>

#include "etna/evaluate/formula.hpp"
#include "etna/op/constant.hpp"
#include "support/real.hpp"

using namespace etna::literals;

namespace {

using etna::test::real;

template <class E>
constexpr double literal = __builtin_bit_cast(double, E::graph.literal[0]);

// Literals are those of the language.
static_assert(literal<decltype(0_c)> == 0);
static_assert(literal<decltype(2_c)> == 2);
static_assert(literal<decltype(1'000'000_c)> == 1e6);
static_assert(literal<decltype(0.1_c)> == 0.1);
static_assert(literal<decltype(.5_c)> == 0.5);
static_assert(literal<decltype(3._c)> == 3);
static_assert(literal<decltype(1e22_c)> == 1e22);
static_assert(literal<decltype(1.5E-3_c)> == 1.5e-3);
static_assert(literal<decltype(2.718281828459045_c)> == 2.718281828459045);
static_assert(literal<decltype(9007199254740992_c)> == 9007199254740992.0);
static_assert(literal<decltype(1e+3_c)> == 1000 && literal<decltype(12.5e1_c)> == 125);

// What would be rounded twice, or is no decimal number, is refused.
constexpr bool reads_exactly(const char* text) {
  int size = 0;
  while (text[size] != 0) ++size;
  return etna::detail::read_decimal(text, size).exact();
}
static_assert(reads_exactly("0") && reads_exactly("0.25") && reads_exactly("0e0"));
static_assert(!reads_exactly("1e23") && !reads_exactly("9007199254740993") &&
              !reads_exactly("1e-23"));
static_assert(!reads_exactly("0x10") && !reads_exactly("017") && !reads_exactly("0b1"));
static_assert(!reads_exactly("3.1415926535897932384626433"));

// A literal is known at compile time: it is no number that the formula carries.
static_assert(std::is_empty_v<decltype(2_c * "x"_v)>);
static_assert(!std::is_empty_v<decltype(2.0 * "x"_v)>);
static_assert((2_c)() == 2);

static_assert(std::is_same_v<decltype("x"_v), decltype("x"_v)>);
static_assert(!std::is_same_v<decltype("x"_v), decltype("y"_v)>);
static_assert("velocity"_v.graph.names.find("velocity") == 0);
static_assert("é"_v.graph.names.find("é") == 0);

static_assert(etna::constant<etna::op::pi_>() == etna::pi<double>());

TEST_CASE("literals have the values of the language's") {
  CHECK((0.1_c * "x"_v)("x"_v = 3.0) == 0.1 * 3.0);
  CHECK((0.1_c * "x"_v)("x"_v = 3.0f) == 0.1f * 3.0f);
}

TEST_CASE("quotients of literals and mathematical constants are exact in wide types") {
  CHECK((1_c / 3_c * "x"_v)("x"_v = real(1)) == real(1) / 3);
  CHECK((etna::constant<etna::op::pi_> * "x"_v)("x"_v = real(1)) == etna::pi<real>());
}

}  // namespace
