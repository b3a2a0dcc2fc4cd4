// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/reverse.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "op/modes.hpp"
#include "transform/programs.hpp"

namespace {

using etna::test::count, etna::test::gradient_of, etna::test::run, etna::test::same;
namespace op = etna::op;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

template <std::size_t N>
constexpr auto rosenbrock = [](const auto& x) {
  std::remove_cvref_t<decltype(x[0])> sum(0.0);
  for (std::size_t i = 0; i + 1 < N; ++i) {
    const auto t = x[i + 1] - x[i] * x[i], u = 1.0 - x[i];
    sum += 100.0 * t * t + u * u;
  }
  return sum;
};
template <class F, int N>
constexpr int statements = etna::code_of<typename gradient_of<F, N>::reverse>.statements;
template <class F, int N, class Derivation>
constexpr int statements_of =
    etna::code_of<etna::program<etna::derived<typename gradient_of<F, N>::trace, Derivation>>>.statements;
template <class F, int N>
constexpr int joint_statements =
    statements_of<F, N, etna::derivation::rows<etna::test::all_inputs<N>, true>>;
template <class F, int N>
constexpr int value_statements = statements_of<F, N, etna::derivation::value>;

constexpr auto product = [](const auto& x) {
  auto p = x[0];
  for (std::size_t i = 1; i < 10; ++i) p *= x[i];
  return p;
};
constexpr auto sum = [](const auto& x) { return x[0] + x[1] + x[2]; };
constexpr auto linear = [](const auto& x) { return 3.0 * x[0] - 2.0 * x[1] + 0.5 * x[2]; };
constexpr auto square = [](const auto& x) { return x[0] * x[0]; };
constexpr auto cubic = [](const auto& x) { return x[0] * x[0] * x[0] - 2.0 * x[0]; };
constexpr auto quartic = [](const auto& x) {
  return x[0] * x[0] * x[0] * x[0] - 2.0 * x[0] * x[0];
};
constexpr auto ratio = [](const auto& x) { return x[0] / x[1]; };
constexpr auto wave = [](const auto& x) { return x[0] * x[1] + sin(x[0]); };
constexpr auto growth = [](const auto& x) { return exp(x[0] * x[1]); };

}  // namespace

TEST_CASE("what gradients cost") {
  ETNA_CHECK_BOTH(statements<decltype(rosenbrock<2>), 2> == 5);
  ETNA_CHECK_BOTH(joint_statements<decltype(rosenbrock<2>), 2> == 8);
  ETNA_CHECK_BOTH(statements<decltype(rosenbrock<10>), 10> == 45);
  ETNA_CHECK_BOTH(joint_statements<decltype(rosenbrock<10>), 10> == 80);
  ETNA_CHECK_BOTH(statements<decltype(sum), 3> == 0);
  ETNA_CHECK_BOTH(statements<decltype(linear), 3> == 0);
  ETNA_CHECK_BOTH(statements<decltype(square), 1> == 1);
  // 3 x² - 2 and 4 x³ - 4 x: like terms are one, wherever in the sum they are.
  ETNA_CHECK_BOTH(statements<decltype(cubic), 1> == 2);
  ETNA_CHECK_BOTH(statements<decltype(quartic), 1> == 4);
  // Products of the first and of the last factors, and of both.
  ETNA_CHECK_BOTH(value_statements<decltype(product), 10> == 9);
  ETNA_CHECK_BOTH(statements<decltype(product), 10> == 8 + 8 + 8);
  // 1 / y, x / y, their product, and minus that.
  ETNA_CHECK_BOTH(statements<decltype(ratio), 2> == 4);
  // The cosine and the sum: the value is pruned.
  ETNA_CHECK_BOTH(statements<decltype(wave), 2> == 2);
  ETNA_CHECK_BOTH(count<gradient_of<decltype(wave), 2>::reverse, op::sin_>() == 0);
  // x y, its exponential, two products.
  ETNA_CHECK_BOTH(statements<decltype(growth), 2> == 4);
}

TEST_CASE("adjoints are summed over all uses") {
  constexpr auto f = [](const auto& x) {
    const auto t = x[0] * x[1];
    return t * t * t + 2.0 * t + x[0];
  };
  // t = 6: (3 t² + 2) (3, 2) + (1, 0)
  ETNA_CHECK_BOTH(run<gradient_of<decltype(f), 2>::reverse>(std::array{2.0, 3.0}) ==
                  std::array{331.0, 220.0});
  constexpr auto unused = [](const auto& x) { return x[1] + 0.0; };
  ETNA_CHECK_BOTH(run<gradient_of<decltype(unused), 3>::reverse>(std::array{2.0, 3.0, 4.0}) ==
                  std::array{0.0, 1.0, 0.0});
  constexpr auto constant = [](const auto&) { return 3.0; };
  ETNA_CHECK_BOTH(run<gradient_of<decltype(constant), 2>::reverse>(std::array{2.0, 3.0}) ==
                  std::array{0.0, 0.0});
  constexpr auto input = [](const auto& x) { return x[1]; };
  ETNA_CHECK_BOTH(run<gradient_of<decltype(input), 2>::reverse>(std::array{2.0, 3.0}) ==
                  std::array{0.0, 1.0});
}

namespace {

/// The gradient of f at x in reverse mode.
template <class F, std::size_t N>
constexpr auto gradient(F, const std::array<double, N>& x) {
  return run<typename gradient_of<F, static_cast<int>(N)>::reverse>(x);
}

// The side not taken has an infinite derivative, or is NaN itself.
constexpr auto root_or_line = [](const auto& x) {
  return where(x[0] > 0.0, sqrt(x[0]), 2.0 * x[0]);
};
constexpr auto reciprocal_or_zero = [](const auto& x) {
  return where(x[0] == 0.0, 0.0, 1.0 / x[0]);
};
// The same node on both sides, and outside.
constexpr auto shared = [](const auto& x) {
  const auto r = 1.0 / x[0];
  return where(x[1] > 0.0, r, 5.0 * x[1]) + where(x[1] > 1.0, r, x[1] * r) + x[0];
};
constexpr auto nested = [](const auto& x) {
  const auto r = sqrt(x[0]);
  return where(x[0] > 0.0, where(x[0] > 1.0, r, r * r), where(x[0] < -1.0, x[0] * 3.0, 7.0 * x[0]));
};
// The gated adjoint passes through operations with infinite derivatives of their own.
constexpr auto through = [](const auto& x) {
  return where(x[0] > 0.0, sqrt(x[0] * x[0] * x[1]), x[0] + x[1]);
};
constexpr auto masked = [](const auto& x) {
  return where((x[0] > 0.0) & !(x[1] == 0.0), x[0] / x[1], x[1] - x[0]);
};

}  // namespace

TEST_CASE("the side of where that is not taken contributes nothing") {
  ETNA_CHECK_BOTH(same(gradient(root_or_line, std::array{4.0}), {0.25}));
  ETNA_CHECK_BOTH(same(gradient(reciprocal_or_zero, std::array{4.0}), {-0.0625}));
  ETNA_CHECK_BOTH(same(gradient(shared, std::array{4.0, 0.5}), {1 - 0.0625 - 0.5 * 0.0625, 0.25}));
  ETNA_CHECK_BOTH(same(gradient(shared, std::array{4.0, 2.0}), {1 - 2 * 0.0625, 0.0}));
  ETNA_CHECK_BOTH(same(gradient(nested, std::array{4.0}), {0.25}));
  ETNA_CHECK_BOTH(same(gradient(nested, std::array{0.25}), {1.0}));
  ETNA_CHECK_BOTH(same(gradient(through, std::array{3.0, 4.0}), {2.0, 0.75}));
  ETNA_CHECK_BOTH(same(gradient(masked, std::array{-1.0, 2.0}), {-1.0, 1.0}));
  ETNA_CHECK_BOTH(same(gradient(masked, std::array{1.0, 2.0}), {0.5, -0.25}));
  // What only floating-point hardware computes.
  CHECK(same(gradient(through, std::array{0.0, 4.0}), {1.0, 1.0}));
  CHECK(same(gradient(nested, std::array{-2.0}), {3.0}));
  CHECK(same(gradient(nested, std::array{0.0}), {7.0}));
  CHECK(same(gradient(root_or_line, std::array{-4.0}), {2.0}));
  CHECK(same(gradient(root_or_line, std::array{0.0}), {2.0}));
  CHECK(same(gradient(reciprocal_or_zero, std::array{0.0}), {0.0}));
  CHECK(same(gradient(masked, std::array{1.0, 0.0}), {-1.0, 1.0}));
  CHECK(same(gradient(root_or_line, std::array{-infinity}), {2.0}));
  CHECK(same(gradient(root_or_line, std::array{infinity}), {0.0}));
  CHECK(same(gradient(root_or_line, std::array{nan}), {2.0}));
  CHECK(same(gradient(reciprocal_or_zero, std::array{infinity}), {-0.0}));
  CHECK(same(gradient(through, std::array{-infinity, 4.0}), {1.0, 1.0}));
  CHECK(same(gradient(through, std::array{-1.0, infinity}), {1.0, 1.0}));
  CHECK(same(gradient(nested, std::array{-infinity}), {3.0}));
}

TEST_CASE("an inactive operand at a singular point contributes nothing") {
  // By x[0] alone: the derivative of the root by x[1] is infinite at 0.
  constexpr auto f = [](const auto& x) { return x[0] * sqrt(x[1]) + asin(x[1] + 1.0); };
  constexpr etna::input_set first{1, {{0, 1}}};
  ETNA_CHECK_BOTH(run<gradient_of<decltype(f), 2, first>::reverse>(std::array{3.0, 0.0}) ==
                  std::array{0.0});
  ETNA_CHECK_BOTH(count<gradient_of<decltype(f), 2, first>::reverse, op::divide>() == 0);
}
