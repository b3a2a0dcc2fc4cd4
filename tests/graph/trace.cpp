// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/graph/trace.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "etna/op/all.hpp"

namespace {

using etna::symbol, etna::trace, etna::trace_attempt;

template <class F, class... A>
using attempt = trace_attempt<F, A...>;

/// Nodes that are neither inputs nor constants.
template <class Trace>
constexpr int operations() {
  const auto& g = Trace::value.nodes;
  int count = 0;
  for (int i = 0; i < g.size; ++i) count += !g.is_input(i) && !g.is_constant(i);
  return count;
}

// Straight-line functions.
constexpr auto polynomial = [](auto x, auto y) { return x * y + sin(x * y); };
using polynomial_trace = trace<decltype(polynomial), symbol, symbol>;
static_assert(polynomial_trace::inputs == 2 && polynomial_trace::outputs == 1);
static_assert(operations<polynomial_trace>() == 3, "x y is one node");
static_assert(polynomial_trace::value.paths.leaves == 1);
static_assert(polynomial_trace::value.paths.root == ~0);
static_assert(polynomial_trace::value.nodes.is_input(0) &&
              polynomial_trace::value.nodes.is_input(1));
static_assert(polynomial_trace::value.nodes.capacity == polynomial_trace::value.nodes.size);

// Inputs are numbered in the order of the arguments' leaves, used or not.
constexpr auto last = [](auto, auto a, const auto& t) { return std::get<1>(t) + 0 * a[0]; };
using last_trace = trace<decltype(last), symbol, std::array<symbol, 3>, std::tuple<symbol, symbol>>;
static_assert(last_trace::inputs == 6);
static_assert([] {
  const auto& g = last_trace::value.nodes;
  for (int i = 0; i < 6; ++i) {
    if (!g.is_input(i) || g.a[i] != i) return false;
  }
  const int sum = last_trace::value.paths.output[0][0];
  return g.a[sum] == 5 || g.b[sum] == 5;
}());

// Outputs that are inputs, constants, plain numbers, the same twice, none.
constexpr auto outputs = [](auto x, auto) {
  return std::tuple(x, 2.0, std::array{x * x, x * x}, symbol(1) / symbol(3));
};
using outputs_trace = trace<decltype(outputs), symbol, symbol>;
static_assert(outputs_trace::outputs == 5);
static_assert(outputs_trace::value.paths.output[0][0] == 0);
static_assert(outputs_trace::value.nodes.is_constant(outputs_trace::value.paths.output[0][1]));
static_assert(outputs_trace::value.paths.output[0][2] == outputs_trace::value.paths.output[0][3]);
static_assert(operations<outputs_trace>() == 2);
constexpr auto nothing = [](auto) { return std::array<symbol, 0>{}; };
static_assert(trace<decltype(nothing), symbol>::outputs == 0);
constexpr auto constant = [](const auto&) { return 3.0; };
static_assert(trace<decltype(constant), std::array<symbol, 0>>::inputs == 0);
static_assert(trace<decltype(constant), std::array<symbol, 0>>::value.nodes.size == 1);

// Loops with constant bounds, early return, accumulators, swaps, helper functions.
template <class T>
constexpr T horner(const T* coefficient, int n, T x) {
  T sum = 0;
  for (int i = n - 1; i >= 0; --i) sum = sum * x + coefficient[i];
  return sum;
}
constexpr auto by_pointer = [](const auto* a, auto x) { return horner(a, 3, x); };
static_assert(etna::detail::callable<decltype(by_pointer), std::array<symbol, 3>, symbol>);
static_assert(!etna::detail::callable<decltype(by_pointer), symbol, symbol>);
static_assert(trace<decltype(by_pointer), std::array<symbol, 3>, symbol>::inputs == 4);
constexpr auto swapping = [](auto a) {
  std::swap(a[0], a[1]);
  a[1] -= a[0];
  return a;
};
using swap_trace = trace<decltype(swapping), std::array<symbol, 2>>;
static_assert(swap_trace::value.paths.output[0][0] == 1 && operations<swap_trace>() == 1);

// Real decisions: one path per combination, code before the branch recorded once.
constexpr auto bump = [](auto x) {
  const auto square = x * x;
  if (square > 1) return square - square;
  return square * square;
};
using bump_trace = trace<decltype(bump), symbol>;
static_assert(bump_trace::value.paths.leaves == 2);
static_assert(bump_trace::value.paths.root == 0);
static_assert(bump_trace::value.paths.decisions[0].yes == ~0);
static_assert(bump_trace::value.paths.decisions[0].no == ~1);
static_assert(operations<bump_trace>() == 4, "x x, 1 < x x, the difference, the product");

template <class F, class... A>
constexpr int paths = trace<F, A...>::value.paths.leaves;
constexpr auto asked_again = [](auto x) {
  auto y = x;
  if (x < 1) y = y * 2;
  if (x < 1) y = y + 1;
  if (1 > x) y = -y;
  return y;
};
static_assert(paths<decltype(asked_again), symbol> == 2, "a decision is remembered");
constexpr auto negated = [](auto x) {
  auto y = x;
  if (x < 1) y = y * 2;
  if (!(x < 1)) y = y + 1;
  return y;
};
static_assert(paths<decltype(negated), symbol> == 2, "so is its negation");
constexpr auto not_negated = [](auto x) {
  auto y = x;
  if (x < 1) y = y * 2;
  if (x >= 1) y = y + 1;
  return y;
};
static_assert(paths<decltype(not_negated), symbol> == 4, "x >= 1 is not !(x < 1): x may be NaN");
constexpr auto short_circuit = [](auto x, auto y) { return x > 0 && y > 0 ? x : y; };
static_assert(paths<decltype(short_circuit), symbol, symbol> == 3);
constexpr auto joined = [](auto x, auto y) { return ((x > 0) & (y > 0)) ? x : y; };
static_assert(paths<decltype(joined), symbol, symbol> == 2);
constexpr auto chosen = [](auto x, auto y) { return etna::where((x > 0) & (y > 0), x, y); };
static_assert(paths<decltype(chosen), symbol, symbol> == 1);
constexpr auto constant_decision = [](auto x) {
  const decltype(x) two = 2;
  return two > 1 ? x : -x;
};
static_assert(paths<decltype(constant_decision), symbol> == 1);

// 64 paths, and 63 decisions on one path.
constexpr auto six_ifs = [](auto x) {
  auto sum = x[0];
  for (std::size_t i = 0; i < 6; ++i) {
    if (x[i] > 0) sum = sum + x[i] * x[i];
  }
  return sum;
};
static_assert(paths<decltype(six_ifs), std::array<symbol, 6>> == 64);
template <int Steps>
struct staircase {
  template <class T>
  constexpr T operator()(T x) const {
    for (int i = 0; i < Steps; ++i) {
      if (x < i) return x * i;
    }
    return x;
  }
};
static_assert(paths<staircase<63>, symbol> == 64);
static_assert(attempt<staircase<63>, symbol>::traceable);
static_assert(!attempt<staircase<64>, symbol>::traceable, "65 paths");

// What cannot be traced is found out softly.
static_assert(attempt<decltype(polynomial), symbol, symbol>::traceable);
static_assert(attempt<decltype(polynomial), symbol, symbol>::fits);
inline double not_constexpr(double x) { return x; }
constexpr auto calls_run_time_code = [](auto x) { return x * not_constexpr(2); };
static_assert(!attempt<decltype(calls_run_time_code), symbol>::traceable);
constexpr auto loops_on_values = [](auto x) {
  while (x < 100) x = x * x;
  return x;
};
static_assert(!attempt<decltype(loops_on_values), symbol>::traceable);

// Beyond the first capacity the next is tried.
template <int Nodes>
struct chain {
  template <class T>
  constexpr T operator()(T x) const {
    T y = x;
    for (int i = 0; i < Nodes; ++i) y = y * x;
    return y;
  }
};
static_assert(attempt<chain<5000>, symbol>::traceable && attempt<chain<5000>, symbol>::fits);
static_assert(trace<chain<5000>, symbol>::value.nodes.size == 5001);

TEST_CASE("a callable runs on numbers as it does on symbols") {
  CHECK(etna::detail::call(by_pointer, std::array{1.0, 2.0, 3.0}, 2.0) == 17.0);
  CHECK(etna::detail::call(swapping, std::array{1.0, 5.0}) == std::array{5.0, -4.0});
  CHECK(etna::detail::call(joined, 1.0, 2.0) == 1.0);
}

}  // namespace
