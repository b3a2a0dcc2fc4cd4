// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/forward.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "op/modes.hpp"
#include "transform/programs.hpp"

namespace {

using etna::test::count, etna::test::gradient_of, etna::test::run, etna::test::same;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class F, int N>
constexpr int statements = etna::code_of<typename gradient_of<F, N>::forward>.statements;

constexpr auto linear = [](const auto& x) { return 3.0 * x[0] - 2.0 * x[1] + 0.5 * x[2]; };
constexpr auto square = [](const auto& x) { return x[0] * x[0]; };
constexpr auto growth = [](const auto& x) { return exp(x[0] * x[1]); };
// Only x[0] has a tangent that reaches far.
constexpr auto chain = [](const auto& x) {
  auto y = x[0];
  for (int i = 0; i < 20; ++i) y = sin(y);
  return y + x[1];
};

/// The gradient of f at x in forward mode.
template <class F, std::size_t N>
constexpr auto gradient(F, const std::array<double, N>& x) {
  return run<typename gradient_of<F, static_cast<int>(N)>::forward>(x);
}

constexpr auto root_or_line = [](const auto& x) {
  return where(x[0] > 0.0, sqrt(x[0]), 2.0 * x[0]);
};
constexpr auto reciprocal_or_zero = [](const auto& x) {
  return where(x[0] == 0.0, 0.0, 1.0 / x[0]);
};
constexpr auto nested = [](const auto& x) {
  const auto r = sqrt(x[0]);
  return where(x[0] > 0.0, where(x[0] > 1.0, r, r * r), 7.0 * x[0]);
};
constexpr auto through = [](const auto& x) {
  return 3.0 * where(x[0] > 0.0, sqrt(x[0] * x[0] * x[1]), x[0] + x[1]);
};

}  // namespace

TEST_CASE("what tangents cost") {
  ETNA_CHECK_BOTH(statements<decltype(linear), 3> == 0);
  ETNA_CHECK_BOTH(statements<decltype(square), 1> == 1);
  ETNA_CHECK_BOTH(statements<decltype(growth), 2> == 4);
  // A sine and cosine and a product each; the first product is the first cosine, the last sine is
  // not needed, and the tangent of x[1] is 1.
  ETNA_CHECK_BOTH(statements<decltype(chain), 2> == 39);
  ETNA_CHECK_BOTH(count<gradient_of<decltype(chain), 2>::forward, etna::op::multiply>() == 19);
}

TEST_CASE("a tangent is a sum over the operands") {
  constexpr auto f = [](const auto& x) {
    const auto t = x[0] * x[1];
    return t * t * t + 2.0 * t + x[0];
  };
  ETNA_CHECK_BOTH(gradient(f, std::array{2.0, 3.0}) == std::array{331.0, 220.0});
  constexpr auto unused = [](const auto& x) { return x[1] + 0.0; };
  ETNA_CHECK_BOTH(gradient(unused, std::array{2.0, 3.0, 4.0}) == std::array{0.0, 1.0, 0.0});
  constexpr auto constant = [](const auto&) { return 3.0; };
  ETNA_CHECK_BOTH(gradient(constant, std::array{2.0, 3.0}) == std::array{0.0, 0.0});
  constexpr auto input = [](const auto& x) { return x[1]; };
  ETNA_CHECK_BOTH(gradient(input, std::array{2.0, 3.0}) == std::array{0.0, 1.0});
}

TEST_CASE("the side of where that is not taken contributes nothing") {
  ETNA_CHECK_BOTH(same(gradient(root_or_line, std::array{4.0}), {0.25}));
  ETNA_CHECK_BOTH(same(gradient(reciprocal_or_zero, std::array{4.0}), {-0.0625}));
  ETNA_CHECK_BOTH(same(gradient(nested, std::array{4.0}), {0.25}));
  ETNA_CHECK_BOTH(same(gradient(nested, std::array{0.25}), {1.0}));
  ETNA_CHECK_BOTH(same(gradient(through, std::array{3.0, 4.0}), {6.0, 2.25}));
  // What only floating-point hardware computes.
  CHECK(same(gradient(root_or_line, std::array{0.0}), {2.0}));
  CHECK(same(gradient(root_or_line, std::array{-4.0}), {2.0}));
  CHECK(same(gradient(root_or_line, std::array{-infinity}), {2.0}));
  CHECK(same(gradient(reciprocal_or_zero, std::array{0.0}), {0.0}));
  CHECK(same(gradient(nested, std::array{0.0}), {7.0}));
  CHECK(same(gradient(nested, std::array{-infinity}), {7.0}));
  CHECK(same(gradient(through, std::array{0.0, 4.0}), {3.0, 3.0}));
  CHECK(same(gradient(through, std::array{-infinity, 4.0}), {3.0, 3.0}));
}

TEST_CASE("an inactive operand at a singular point contributes nothing") {
  // By x[0] alone: the derivative of the root by x[1] is infinite at 0.
  constexpr auto f = [](const auto& x) { return x[0] * sqrt(x[1]) + asin(x[1] + 1.0); };
  constexpr etna::input_set first{1, {{0, 1}}};
  ETNA_CHECK_BOTH(run<gradient_of<decltype(f), 2, first>::forward>(std::array{3.0, 0.0}) ==
                  std::array{0.0});
}
