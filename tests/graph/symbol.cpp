// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/graph/symbol.hpp"

#include <doctest/doctest.h>

#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "etna/op/all.hpp"

namespace {

using etna::condition, etna::graph, etna::intern_table, etna::recorder, etna::symbol;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Every operation on symbols, and on symbols and numbers, returns a symbol or a condition.
static_assert(std::is_same_v<decltype(symbol() + symbol()), symbol>);
static_assert(std::is_same_v<decltype(2 * symbol()), symbol>);
static_assert(std::is_same_v<decltype(symbol() / 2.0F), symbol>);
static_assert(std::is_same_v<decltype(1.0L - symbol()), symbol>);
static_assert(std::is_same_v<decltype(-symbol()), symbol>);
static_assert(std::is_same_v<decltype(+symbol()), symbol>);
static_assert(std::is_same_v<decltype(sin(symbol())), symbol>);
static_assert(std::is_same_v<decltype(pow(symbol(), 2)), symbol>);
static_assert(std::is_same_v<decltype(symbol() < 1), condition>);
static_assert(std::is_same_v<decltype(2.0 != symbol()), condition>);
static_assert(std::is_same_v<decltype((!(symbol() < 1)) & (symbol() > 0)), condition>);
static_assert(std::is_default_constructible_v<symbol> && std::is_trivially_copyable_v<symbol>);
static_assert(std::is_convertible_v<int, symbol> && std::is_convertible_v<float, symbol>);
static_assert(!std::is_convertible_v<symbol, double> && !std::is_constructible_v<double, symbol>);
static_assert(symbol().is_positive_zero());

// Literals.
static_assert(symbol(2.5).is(2.5) && symbol(0.1F).is(static_cast<double>(0.1F)));
static_assert(symbol(7).is(7) && symbol(-7L).is(-7) && symbol(std::size_t(7)).is(7));
static_assert(symbol(true).is(1) && symbol('a').is(97));
static_assert(symbol(0.0).is_positive_zero() && !symbol(-0.0).is_positive_zero());
static_assert(symbol(-0.0).is(0), "is compares as numbers do");
static_assert(!symbol(nan).is(nan) && symbol(infinity).is(infinity));

/// The sum of the constants of a wide literal, in a number type that holds it.
template <class Wide>
constexpr Wide sum_of_parts(const symbol& x) {
  if (x.pending.steps == 0) return static_cast<Wide>(x.constant);
  Wide sum = 0;
  for (int k = 0; k < x.pending.steps; ++k) {
    if (x.pending.step[k].is_constant) sum += static_cast<Wide>(x.pending.step[k].constant);
  }
  return sum;
}

// Integers of more than 53 bits are kept whole.
template <class Integer>
constexpr bool keeps(Integer value) {
  const symbol x(value);
  return !x.pending.rounded && sum_of_parts<Integer>(x) == value;
}
static_assert(keeps(std::numeric_limits<std::int64_t>::max()));
static_assert(keeps(std::numeric_limits<std::int64_t>::min()));
static_assert(keeps(std::numeric_limits<std::int64_t>::min() + 1));
static_assert(keeps(std::numeric_limits<std::uint64_t>::max()));
static_assert(keeps((std::int64_t{1} << 53) + 1) && keeps(-(std::int64_t{1} << 53) - 1));
static_assert(symbol(std::int64_t{1} << 53).is_constant());
static_assert(symbol(-(std::int64_t{1} << 53)).is_constant());

// So are long doubles, as far as double's exponents reach; beyond, they are marked.
using extended = std::numeric_limits<long double>;
static_assert(symbol(0.5L).is(0.5) && symbol(-0.0L).is(0) && !symbol(-0.0L).is_positive_zero());
constexpr bool keeps_extended(long double value) {
  const symbol x(value);
  return !x.pending.rounded && sum_of_parts<long double>(x) == value;
}
static_assert(keeps_extended(0.1L) && keeps_extended(-1e300L) && keeps_extended(1e-250L));
static_assert(keeps_extended(1 + extended::epsilon()));
static_assert(symbol(extended::infinity()).is(infinity));
static_assert(symbol(-extended::infinity()).is(-infinity));
static_assert(symbol(extended::quiet_NaN()).constant != symbol(extended::quiet_NaN()).constant);
static_assert(symbol(1e-320L).pending.rounded || extended::digits == 53);
#if LDBL_MAX_10_EXP > 400
static_assert(symbol(1e400L).pending.rounded && symbol(1e-400L).pending.rounded);
#endif

// Constant expressions: exact ones are folded, others wait for the program's number type.
static_assert((symbol(1) + symbol(2)).is(3));
static_assert((symbol(1) / symbol(4)).is(0.25));
static_assert((symbol(3) * symbol(0.5) - symbol(1)).is(0.5));
constexpr symbol third = symbol(1) / symbol(3);
static_assert(!third.is_constant() && third.pending.steps == 3 && third.evaluate() == 1.0 / 3);
constexpr symbol thirds = third * symbol(2) + symbol(0.1);
static_assert(thirds.pending.steps == 7 && thirds.evaluate() == 1.0 / 3 * 2 + 0.1);
static_assert((symbol(1e308) * symbol(10)).pending.steps == 3, "overflow is left to the program");
static_assert((symbol(infinity) - symbol(1)).pending.steps == 3);
static_assert((-symbol(0.0)).is(0) && !(-symbol(0.0)).is_positive_zero());

// Expressions of constants beyond 16 steps are folded in double, and marked.
constexpr symbol long_expression(int terms) {
  symbol sum = third;
  for (int i = 1; i < terms; ++i) sum = sum + third;
  return sum;
}
static_assert(long_expression(4).pending.steps == 15 && !long_expression(4).pending.rounded);
static_assert(long_expression(5).pending.steps == 0 && long_expression(5).pending.rounded);
static_assert(!long_expression(5).is_constant(), "it must not lose its mark in a fold");
static_assert((long_expression(5) * symbol(2)).pending.rounded &&
              (long_expression(5) + symbol(1)).pending.rounded);
static_assert((symbol(0.25) - long_expression(9)).pending.rounded &&
              (-long_expression(5)).pending.rounded);

/// What a function of two inputs records.
template <class F>
constexpr auto recorded(F f, bool in_derivative = false) {
  struct {
    graph<64> nodes;
    int root = -1;
    bool is_node = false;
    double constant = 0;
  } r;
  intern_table<64> table;
  recorder g(r.nodes, table);
  const symbol x(g, g.input(0), 0), y(g, g.input(1), 0);
  g.in_derivative = in_derivative;
  const symbol z = f(x, y);
  r.is_node = z.graph;
  r.constant = z.constant;
  r.root = z.in(g);
  return r;
}
/// How many operations its result takes.
template <class F>
constexpr int operations(F f, bool in_derivative = false) {
  const auto r = recorded(f, in_derivative);
  bool used[64]{};
  used[r.root] = true;
  int count = 0;
  for (int i = r.root; i >= 0; --i) {
    if (!used[i] || r.nodes.is_input(i) || r.nodes.is_constant(i)) continue;
    ++count;
    for (const int operand : {r.nodes.a[i], r.nodes.b[i], r.nodes.c[i]}) {
      if (operand >= 0) used[operand] = true;
    }
  }
  return count;
}
/// Whether f(x, y) is known to be x.
template <class F>
constexpr bool is_x(F f, bool in_derivative) {
  const auto r = recorded(f, in_derivative);
  return r.is_node && r.root == 0;
}
template <class F>
constexpr bool is_minus_x(F f, bool in_derivative) {
  const auto r = recorded(f, in_derivative);
  return r.is_node && r.nodes.operation(r.root).code == etna::op::negate::code &&
         r.nodes.a[r.root] == 0;
}
template <class F>
constexpr bool is_value(F f, double value) {
  const auto r = recorded(f, true);
  return !r.is_node && r.constant == value;
}

// Identities that hold for every IEEE number are used in a function itself ...
static_assert(is_x([](auto x, auto) { return x * 1; }, false));
static_assert(is_x([](auto x, auto) { return 1 * x; }, false));
static_assert(is_x([](auto x, auto) { return x / 1; }, false));
static_assert(is_x([](auto x, auto) { return x - 0; }, false));
static_assert(is_x([](auto x, auto) { return -(-x); }, false));
// ... others not: they lose the sign of zero, or NaN.
static_assert(operations([](auto x, auto) { return x + 0; }) == 1);
static_assert(operations([](auto x, auto) { return x - -0.0; }) == 1);
static_assert(operations([](auto x, auto) { return 0 - x; }) == 1);
static_assert(operations([](auto x, auto) { return x * 0; }) == 1);
static_assert(operations([](auto x, auto) { return x - x; }) == 1);
static_assert(operations([](auto x, auto) { return x / x; }) == 1);
static_assert(operations([](auto x, auto) { return 0 / x; }) == 1);
static_assert(operations([](auto x, auto y) { return x / y * y; }) == 2);
static_assert(operations([](auto x, auto) { return 2 * (3 * x); }) == 2);
// In adjoints and tangents they are.
static_assert(is_x([](auto x, auto) { return x + 0; }, true));
static_assert(is_x([](auto x, auto) { return 0 + x; }, true));
static_assert(is_minus_x([](auto x, auto) { return 0 - x; }, true));
static_assert(is_minus_x([](auto x, auto) { return x * -1; }, true));
static_assert(is_minus_x([](auto x, auto) { return x / -1; }, true));
static_assert(is_value([](auto x, auto) { return x * 0; }, 0));
static_assert(is_value([](auto x, auto) { return 0 / x; }, 0));
static_assert(is_x([](auto x, auto y) { return x / y * y; }, true));
static_assert(is_x([](auto x, auto y) { return y * (x / y); }, true));
static_assert(operations([](auto x, auto) { return 2 * (3 * x); }, true) == 1);
static_assert(operations([](auto x, auto) { return 0.1 * (0.3 * x); }, true) == 2,
              "0.1 * 0.3 is not exact");

// Shared subexpressions are found, swapped operands too.
static_assert(operations([](auto x, auto y) { return (x + y) * (y + x); }) == 2);
static_assert(operations([](auto x, auto y) { return sin(x * y) + sin(y * x); }) == 3);
static_assert(operations([](auto x, auto y) { return (x - y) * (y - x); }) == 3);

// 20 squarings are 20 nodes.
static_assert(operations([](auto x, auto) {
                for (int i = 0; i < 20; ++i) x = x * x;
                return x;
              }) == 20);

// A constant expression that meets a node becomes nodes, the same ones each time.
static_assert(operations([](auto x, auto y) { return third * x + y * (symbol(1) / symbol(3)); }) ==
              4);
static_assert(recorded([](auto x, auto) { return x * long_expression(5); }).nodes.rounded);
static_assert(!recorded([](auto x, auto) { return x * long_expression(4); }).nodes.rounded);
static_assert(recorded([](auto x, auto) { return x * (long_expression(5) + 1); }).nodes.rounded);

// Compound assignment.
static_assert(operations([](auto x, auto y) {
                x += y;
                x -= 2;
                x *= y;
                x /= 3;
                return x;
              }) == 4);

// Conditions of constants are decided in place.
static_assert(symbol(1) < symbol(2) && !(symbol(2) < symbol(1)) && symbol(1) <= 1);
static_assert(symbol(1) != 2 && !(symbol(1) != 1) && (symbol(1) == 1 || symbol(1) > 5));
static_assert(third < 0.5 && !(symbol(nan) < 1) && !(symbol(nan) >= 1) &&
              symbol(nan) != symbol(nan));
static_assert(((symbol(1) < 2) & !(symbol(3) < 2)) && ((symbol(2) < 1) | (symbol(1) < 2)));

TEST_CASE("symbols work at run time as well") {
  CHECK(operations([](auto x, auto y) { return sin(x * y) + sin(y * x); }) == 3);
  CHECK(keeps(std::numeric_limits<std::uint64_t>::max()));
  CHECK(keeps_extended(0.1L));
  CHECK(long_expression(5).evaluate() == 1.0 / 3 + 1.0 / 3 + 1.0 / 3 + 1.0 / 3 + 1.0 / 3);
}

}  // namespace
