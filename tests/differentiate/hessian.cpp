// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/hessian.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"
#include "support/real.hpp"

namespace {

using etna::hessian, etna::wrt, etna::with;
using etna::test::real;

template <std::size_t N>
using row = std::array<double, N>;
constexpr auto cubic = [](const auto& x) { return x[0] * x[0] * x[1] + x[1] * x[1] * x[1]; };
constexpr std::array expected{row<2>{6.0, 4.0}, row<2>{4.0, 18.0}};

}  // namespace

TEST_CASE("of an array") {
  static_assert(std::is_same_v<decltype(hessian(cubic)(row<2>{})), std::array<row<2>, 2>>);
  ETNA_CHECK_BOTH(hessian(cubic)(row<2>{2.0, 3.0}) == expected);
  ETNA_CHECK_BOTH(hessian([](auto x) { return x * x * x; })(2.0) == 12.0);
  ETNA_CHECK_BOTH(hessian([](const auto* x) { return x[0] * x[1]; })(row<2>{2.0, 3.0}) ==
                  std::array{row<2>{0.0, 1.0}, row<2>{1.0, 0.0}});
  constexpr auto linear = [](const auto& x) { return 3.0 * x[0] - x[1]; };
  ETNA_CHECK_BOTH(hessian(linear)(row<2>{2.0, 3.0}) == std::array<row<2>, 2>{});
}

TEST_CASE("of several arguments, in blocks") {
  constexpr auto f = [](auto s, const auto& x) { return s * s * x[0] * x[1]; };
  constexpr auto h = hessian(f)(2.0, row<2>{3.0, 5.0});
  using first = std::tuple<double, row<2>>;
  using second = std::tuple<row<2>, std::array<row<2>, 2>>;
  static_assert(std::is_same_v<decltype(hessian(f)(2.0, row<2>{})), std::tuple<first, second>>);
  ETNA_CHECK_BOTH(std::get<0>(h) == first(30.0, {20.0, 12.0}));
  ETNA_CHECK_BOTH(std::get<1>(h) == second({20.0, 12.0}, {{{0.0, 4.0}, {4.0, 0.0}}}));
  ETNA_CHECK_BOTH(hessian(f, wrt<0>)(2.0, row<2>{3.0, 5.0}) == 30.0);
  ETNA_CHECK_BOTH(hessian(f, wrt<1>)(2.0, row<2>{3.0, 5.0}) ==
                  std::array{row<2>{0.0, 4.0}, row<2>{4.0, 0.0}});
  ETNA_CHECK_BOTH(hessian(with(f, row<2>{3.0, 5.0}))(2.0) == 30.0);
}

TEST_CASE("it is symmetric to the last bit") {
  constexpr auto f = [](const auto& x) {
    return exp(x[0] * x[1]) * sin(x[2]) / (x[0] + x[1] * x[2]);
  };
  const auto h = hessian(f)(row<3>{0.3, 0.7, 1.1});
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < i; ++j) CHECK(h[i][j] == h[j][i]);
  }
}

TEST_CASE("branches, and number types") {
  constexpr auto f = [](const auto& x) {
    if (x[0] < 0.0) return x[0] * x[1];
    return x[0] * x[0] * x[1];
  };
  ETNA_CHECK_BOTH(hessian(f)(row<2>{-2.0, 3.0}) == std::array{row<2>{0.0, 1.0}, row<2>{1.0, 0.0}});
  ETNA_CHECK_BOTH(hessian(f)(row<2>{2.0, 3.0}) == std::array{row<2>{6.0, 4.0}, row<2>{4.0, 0.0}});
  ETNA_CHECK_BOTH(hessian(cubic)(std::array{2.0F, 3.0F})[1][1] == 18.0F);
  static_assert(
      std::is_same_v<decltype(hessian(cubic)(std::array{2.0F, 3.0F})[1][1] + 0.0F), float>);
  const auto h =
      hessian([](const auto& x) { return exp(x[0]) * x[1] / 3.0; })(std::array{real(1), real(2)});
  CHECK(abs(h[0][1] - exp(real(1)) / real(3)) < ldexp(real(1), -1180));
}

TEST_CASE("inside a traced function: the gradient of a determinant") {
  constexpr auto determinant = [](const auto& x) {
    const auto h = hessian(cubic)(x);
    return h[0][0] * h[1][1] - h[0][1] * h[1][0];
  };
  // 2 y 6 y - 4 x²
  ETNA_CHECK_BOTH(etna::grad(determinant)(row<2>{2.0, 3.0}) == row<2>{-16.0, 72.0});
}
