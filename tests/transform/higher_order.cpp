// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/higher_order.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "op/modes.hpp"
#include "support/ulp.hpp"
#include "transform/programs.hpp"

namespace {

/// The derivatives of orders 0 to N at x.
template <int N, class F>
constexpr auto derivatives(F, double x) {
  using trace = etna::trace<F, etna::symbol>;
  using program = etna::program<etna::derived<trace, etna::derivation::derivatives<0, N, false>>>;
  return etna::test::run<program>(std::array{x});
}
template <int N, class F>
constexpr int statements =
    etna::code_of<etna::program<etna::derived<etna::trace<F, etna::symbol>,
                                              etna::derivation::derivatives<0, N, false>>>>
        .statements;

using seven = std::array<double, 7>;

constexpr auto quintic = [](auto x) { return x * x * x * x * x - 2.0 * x * x; };
constexpr auto reciprocal = [](auto x) { return 1.0 / x; };
constexpr auto ratio = [](auto x) { return (1.0 + x) / (1.0 - x); };
constexpr auto power = [](auto x) { return pow(x, 4); };
constexpr auto constant = [](auto) { return 3.0; };
constexpr auto identity = [](auto x) { return x; };
// The side not taken has infinite derivatives.
constexpr auto chosen = [](auto x) { return where(x > 0.0, x * x * x, 1.0 / (x + 2.0)); };

}  // namespace

TEST_CASE("polynomials and quotients, exactly") {
  ETNA_CHECK_BOTH(derivatives<6>(quintic, 2.0) == seven{24, 72, 156, 240, 240, 120, 0});
  ETNA_CHECK_BOTH(derivatives<6>(power, 0.0) == seven{0, 0, 0, 0, 24, 0, 0});
  ETNA_CHECK_BOTH(derivatives<6>(reciprocal, 1.0) == seven{1, -1, 2, -6, 24, -120, 720});
  ETNA_CHECK_BOTH(derivatives<6>(reciprocal, -0.5) == seven{-2, -4, -16, -96, -768, -7680, -92160});
  // 2 / (1 - x) - 1: the k-th derivative is 2 k! / (1 - x)^(k+1).
  ETNA_CHECK_BOTH(derivatives<6>(ratio, 0.5) == seven{3, 8, 32, 192, 1536, 15360, 184320});
  ETNA_CHECK_BOTH(derivatives<6>(constant, 2.0) == seven{3, 0, 0, 0, 0, 0, 0});
  ETNA_CHECK_BOTH(derivatives<6>(identity, 2.0) == seven{2, 1, 0, 0, 0, 0, 0});
  ETNA_CHECK_BOTH(derivatives<6>(chosen, 2.0) == seven{8, 12, 12, 6, 0, 0, 0});
  ETNA_CHECK_BOTH(derivatives<6>(chosen, -1.0) == seven{1, -1, 2, -6, 24, -120, 720});
  CHECK(derivatives<6>(chosen, -1.5)[3] == -96);
}

TEST_CASE("known derivatives of elementary functions") {
  const auto check = [](const seven& got, const seven& expected) {
    for (std::size_t k = 0; k < 7; ++k) {
      CAPTURE(k);
      // A few roundings an order.
      CHECK(etna::test::ulp_error(got[k], static_cast<long double>(expected[k])) <= 8);
    }
  };
  const double x = 0.75;
  const double e = std::exp(x), s = std::sin(x), c = std::cos(x);
  check(derivatives<6>([](auto t) { return exp(t); }, x), {e, e, e, e, e, e, e});
  check(derivatives<6>([](auto t) { return exp(2.0 * t - 1.5); }, x), {1, 2, 4, 8, 16, 32, 64});
  check(derivatives<6>([](auto t) { return sin(t); }, x), {s, c, -s, -c, s, c, -s});
  check(derivatives<6>([](auto t) { return log(t); }, 0.5),
        {std::log(0.5), 2, -4, 16, -96, 768, -7680});
  const double r = std::sqrt(2.0);
  check(derivatives<6>([](auto t) { return sqrt(t); }, 2.0),
        {r, r / 4, -r / 16, 3 * r / 64, -15 * r / 256, 105 * r / 1024, -945 * r / 4096});
  // Leibniz: (x² + 2 k x + k (k - 1)) eˣ
  seven expected{};
  for (int k = 0; k < 7; ++k) {
    expected[static_cast<std::size_t>(k)] = (x * x + 2 * k * x + k * (k - 1)) * e;
  }
  check(derivatives<6>([](auto t) { return t * t * exp(t); }, x), expected);
}

TEST_CASE("the side of where that is not taken contributes nothing") {
  constexpr auto f = [](auto x) { return where(x == 0.0, 1.0 + x * x, sin(x) / x); };
  CHECK(derivatives<3>(f, 0.0) == std::array{1.0, 0.0, 2.0, 0.0});
  constexpr auto g = [](auto x) { return where(x > 0.0, sqrt(x), 5.0 * x); };
  CHECK(derivatives<3>(g, -1.0) == std::array{-5.0, 5.0, 0.0, 0.0});
  CHECK(derivatives<3>(g, 0.0) == std::array{0.0, 5.0, 0.0, 0.0});
}

namespace {

constexpr auto dense = [](auto x) { return exp(sin(x)) / (1.0 + x * x); };

}  // namespace

TEST_CASE("the cost grows with the square of the order") {
  // Nested first derivatives would double it with each order.
  ETNA_CHECK_BOTH(statements<6, decltype(dense)> < 4 * statements<3, decltype(dense)>);
  ETNA_CHECK_BOTH(statements<1, decltype(quintic)> <= 8);
}
