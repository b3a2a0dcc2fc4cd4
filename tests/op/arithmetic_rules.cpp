// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/arithmetic_rules.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <limits>

#include "op/modes.hpp"

namespace {

using etna::graph, etna::intern_table, etna::recorder, etna::symbol;

/// Whether what f records, in a derivative or not, is the node that `expected` records outside one.
template <class F, class Expected>
constexpr bool records(F f, Expected expected, bool in_derivative) {
  graph<64> nodes;
  intern_table<64> table;
  recorder g(nodes, table);
  const symbol x(g, g.input(0), 0), y(g, g.input(1), 0), z(g, g.input(2), 0);
  const int wanted = symbol(expected(x, y, z)).in(g);
  g.in_derivative = in_derivative;
  return symbol(f(x, y, z)).in(g) == wanted;
}
template <class F, class Expected>
constexpr bool always(F f, Expected expected) {
  return records(f, expected, false) && records(f, expected, true);
}
template <class F, class Expected>
constexpr bool only_in_derivatives(F f, Expected expected) {
  return !records(f, expected, false) && records(f, expected, true);
}
template <class F, class Expected>
constexpr bool never(F f, Expected expected) {
  return !records(f, expected, false) && !records(f, expected, true);
}

// An expression of the inputs, as a function of them.
#define ETNA_OF(...)                                                               \
  ([]([[maybe_unused]] auto x, [[maybe_unused]] auto y, [[maybe_unused]] auto z) { \
    return __VA_ARGS__;                                                            \
  })

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("constants are folded where that is exact") {
  ETNA_CHECK_BOTH(always(ETNA_OF(symbol(1) + 2), ETNA_OF(symbol(3))));
  ETNA_CHECK_BOTH(always(ETNA_OF(symbol(1) - 2), ETNA_OF(symbol(-1))));
  ETNA_CHECK_BOTH(always(ETNA_OF(symbol(3) * 0.5), ETNA_OF(symbol(1.5))));
  ETNA_CHECK_BOTH(always(ETNA_OF(symbol(1) / 4), ETNA_OF(symbol(0.25))));
  ETNA_CHECK_BOTH(always(ETNA_OF(-symbol(2)), ETNA_OF(symbol(-2))));
  ETNA_CHECK_BOTH(never(ETNA_OF(symbol(1) / 3), ETNA_OF(symbol(1.0 / 3))));
  ETNA_CHECK_BOTH(never(ETNA_OF(symbol(0.1) + 0.2), ETNA_OF(symbol(0.1 + 0.2))));
  ETNA_CHECK_BOTH(never(ETNA_OF(symbol(0.1) * 3), ETNA_OF(symbol(0.1 * 3))));
  ETNA_CHECK_BOTH(never(ETNA_OF(symbol(1) / 0), ETNA_OF(symbol(infinity))));
  ETNA_CHECK_BOTH(never(ETNA_OF(symbol(1e308) * 10), ETNA_OF(symbol(infinity))));
}

TEST_CASE("sums") {
  ETNA_CHECK_BOTH(always(ETNA_OF(x + -y), ETNA_OF(x - y)));
  ETNA_CHECK_BOTH(always(ETNA_OF(-x + y), ETNA_OF(y - x)));
  ETNA_CHECK_BOTH(always(ETNA_OF(x - -y), ETNA_OF(x + y)));
  ETNA_CHECK_BOTH(always(ETNA_OF(x + y), ETNA_OF(y + x)));
  ETNA_CHECK_BOTH(always(ETNA_OF(x - 0), ETNA_OF(x)));
  ETNA_CHECK_BOTH(never(ETNA_OF(x - y), ETNA_OF(y - x)));
  ETNA_CHECK_BOTH(never(ETNA_OF(x - -0.0), ETNA_OF(x)));
  ETNA_CHECK_BOTH(never(ETNA_OF((x + y) - y), ETNA_OF(x)));
  // A sum with 0 loses the sign of zero, and a difference of equals NaN.
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x + 0), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(0 + x), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(0 - x), ETNA_OF(-x)));
  // A square is never -0, nor is a sum that has one.
  ETNA_CHECK_BOTH(always(ETNA_OF(0 + x * x), ETNA_OF(x * x)));
  ETNA_CHECK_BOTH(always(ETNA_OF((y + x * x) + 0), ETNA_OF(y + x * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x * y + 0), ETNA_OF(x * y)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x - x), ETNA_OF(symbol(0))));
  // Terms of one node are collected.
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x + x), ETNA_OF(2 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(2 * x + x), ETNA_OF(3 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x + 2 * x), ETNA_OF(3 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(2 * x + 3 * x), ETNA_OF(5 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(5 * x - 3 * x), ETNA_OF(2 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(3 * x - 2 * x), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(2 * x - 3 * x), ETNA_OF(-x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF((2 * x) * y + x * y), ETNA_OF(3 * (x * y))));
  ETNA_CHECK_BOTH(never(ETNA_OF(0.1 * x + 0.2 * x), ETNA_OF((0.1 + 0.2) * x)));
  ETNA_CHECK_BOTH(never(ETNA_OF(2 * x + 3 * y), ETNA_OF(5 * x)));
}

TEST_CASE("negation") {
  ETNA_CHECK_BOTH(always(ETNA_OF(-(-x)), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(-(x - y)), ETNA_OF(y - x)));  // 0 or -0
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(-(3 * x)), ETNA_OF(-3 * x)));
  ETNA_CHECK_BOTH(never(ETNA_OF(-(x + y)), ETNA_OF(-x - y)));
}

TEST_CASE("products") {
  ETNA_CHECK_BOTH(always(ETNA_OF(x * 1), ETNA_OF(x)));
  ETNA_CHECK_BOTH(always(ETNA_OF(1 * x), ETNA_OF(x)));
  ETNA_CHECK_BOTH(always(ETNA_OF(x * y), ETNA_OF(y * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x * 0), ETNA_OF(symbol(0))));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(0 * x), ETNA_OF(symbol(0))));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x * -1), ETNA_OF(-x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(-x * y), ETNA_OF(-(x * y))));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x * -y), ETNA_OF(-(x * y))));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(-x * -y), ETNA_OF(x * y)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(3 * -x), ETNA_OF(-3 * x)));
  // Constants meet.
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(2 * (3 * x)), ETNA_OF(6 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF((3 * x) * 0.5), ETNA_OF(1.5 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(2 * ((3 * x) * y)), ETNA_OF(6 * (x * y))));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF((2 * x) * (3 * y)), ETNA_OF((6 * x) * y)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(2 * (3 / x)), ETNA_OF(6 / x)));
  ETNA_CHECK_BOTH(never(ETNA_OF(0.1 * (0.3 * x)), ETNA_OF((0.1 * 0.3) * x)));
  ETNA_CHECK_BOTH(never(ETNA_OF(0.1 * (0.3 / x)), ETNA_OF((0.1 * 0.3) / x)));
  // Quotients cancel.
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x / y * y), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(y * (x / y)), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x / y * (3 * y)), ETNA_OF(3 * x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x / y * (z / x)), ETNA_OF(z / y)));
  ETNA_CHECK_BOTH(never(ETNA_OF(x / y * z), ETNA_OF(x * z / y)));
  ETNA_CHECK_BOTH(never(ETNA_OF(x * y / y), ETNA_OF(x)));
}

TEST_CASE("quotients") {
  ETNA_CHECK_BOTH(always(ETNA_OF(x / 1), ETNA_OF(x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(x / -1), ETNA_OF(-x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(0 / x), ETNA_OF(symbol(0))));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(1 / (x / y)), ETNA_OF(y / x)));
  ETNA_CHECK_BOTH(only_in_derivatives(ETNA_OF(-x / y), ETNA_OF(-(x / y))));
  ETNA_CHECK_BOTH(never(ETNA_OF(x / x), ETNA_OF(symbol(1))));
  ETNA_CHECK_BOTH(never(ETNA_OF(x / 2), ETNA_OF(0.5 * x)));
}

namespace {

constexpr bool same_bits(double a, double b) {
  return (a != a && b != b) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Whether the traced function has the value of the function itself.
template <class F>
constexpr bool keeps_value(F f, double x, double y, double z) {
  using trace = etna::trace<F, symbol, symbol, symbol>;
  using program = etna::program<etna::derived<trace, etna::derivation::value>>;
  const std::array inputs{x, y, z};
  return same_bits(etna::compute<program, double>(inputs.data()), f(x, y, z));
}
template <class... F>
constexpr bool keep_value(double x, double y, double z, F... f) {
  return (keeps_value(f, x, y, z) && ...);
}

// Whose simplification in a function itself would show.
template <class Check>
constexpr bool for_functions(Check check) {
  return check(ETNA_OF(x + 0.0), ETNA_OF(0.0 + x), ETNA_OF(x - 0.0), ETNA_OF(x - -0.0),
               ETNA_OF(0.0 - x), ETNA_OF(x * 1.0), ETNA_OF(x * 0.0), ETNA_OF(x * -1.0),
               ETNA_OF(x / -1.0), ETNA_OF(x - x), ETNA_OF(-(-x)), ETNA_OF(x + -y), ETNA_OF(-x + y),
               ETNA_OF(x - -y), ETNA_OF(-(x - y)), ETNA_OF(-(x + y)), ETNA_OF(-x * -y),
               ETNA_OF(2.0 * (3.0 * x)), ETNA_OF(0.1 * (0.3 * x)), ETNA_OF((x + y) - y),
               ETNA_OF(2.0 * x + 3.0 * x), ETNA_OF((x * y) * z), ETNA_OF(x * (y * z)));
}

constexpr bool keep_all_values(double x, double y, double z) {
  return for_functions([=](auto... f) { return keep_value(x, y, z, f...); });
}

constexpr double exact_points[][3] = {{0.0, 0.0, 1.0},   {-0.0, 0.0, 1.0},
                                      {0.0, -0.0, -1.0}, {-0.0, -0.0, -0.0},
                                      {0.1, 0.7, 1.3},   {1.0, -1e17, 0x1p-1074}};
static_assert([] {
  for (const auto& p : exact_points) {
    if (!keep_all_values(p[0], p[1], p[2])) return false;
  }
  return true;
}());

}  // namespace

TEST_CASE("the value keeps signed zeros, infinities, NaN and every rounding") {
  for (const auto& p : exact_points) CHECK(keep_all_values(p[0], p[1], p[2]));
  for (const double u : {infinity, -infinity, nan, 0.0, -0.0, 1e308, 0x1p-1074}) {
    for (const double v : {infinity, -infinity, nan, 0.0, -0.0, -1e308}) {
      CHECK(keep_all_values(u, v, -0.0));
      CHECK(keep_value(u, v, u, ETNA_OF(x / y), ETNA_OF(x / x), ETNA_OF(0.0 / x),
                       ETNA_OF(1.0 / (x / y)), ETNA_OF(x / y * y), ETNA_OF(-x / y),
                       ETNA_OF(etna::fma(x, y, z))));
    }
  }
}
