// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/arithmetic.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"

namespace {

using etna::test::derivatives_are, etna::test::gradient_is, etna::test::hessian_is;

}  // namespace

TEST_CASE("derivatives") {
  constexpr auto sum = [](auto x, auto y) { return x + y; };
  ETNA_CHECK_BOTH(gradient_is<2>(sum, {3, 5}, {1, 1}));
  constexpr auto difference = [](auto x, auto y) { return x - y; };
  ETNA_CHECK_BOTH(gradient_is<2>(difference, {3, 5}, {1, -1}));
  constexpr auto product = [](auto x, auto y) { return x * y; };
  ETNA_CHECK_BOTH(gradient_is<2>(product, {3, 5}, {5, 3}));
  ETNA_CHECK_BOTH(hessian_is<2>(product, {3, 5}, {{{0, 1}, {1, 0}}}));
  constexpr auto quotient = [](auto x, auto y) { return x / y; };
  ETNA_CHECK_BOTH(gradient_is<2>(quotient, {3, 4}, {0.25, -0.1875}));
  ETNA_CHECK_BOTH(hessian_is<2>(quotient, {3, 4}, {{{0, -0.0625}, {-0.0625, 0.09375}}}));
  constexpr auto fused = [](auto x, auto y, auto z) { return fma(x, y, z); };
  ETNA_CHECK_BOTH(gradient_is<3>(fused, {3, 5, 7}, {5, 3, 1}));
  ETNA_CHECK_BOTH(hessian_is<3>(fused, {3, 5, 7}, {{{0, 1, 0}, {1, 0, 0}, {0, 0, 0}}}));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return -x; }, 3, -1, 0));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return +x; }, 3, 1, 0));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return square(x); }, 3, 6, 2));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return x * x * x; }, 3, 27, 18));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return 1 / x; }, 2, -0.25, 0.25));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return etna::apply<etna::op::one_minus_square>(x); },
                                  3, -6, -2));
}

TEST_CASE("compound assignment") {
  constexpr auto f = [](auto x) {
    auto y = x;
    y += x;  // 2 x
    y *= y;  // 4 x²
    y -= 1;
    y /= x;  // 4 x - 1 / x
    return y;
  };
  ETNA_CHECK_BOTH(derivatives_are(f, 2, 4.25, -0.25));
}

TEST_CASE("fma and one_minus_square round once") {
  constexpr double small = 0x1p-30;
  constexpr auto fused = [](auto x) { return fma(x, x, -1.0); };
  ETNA_CHECK_BOTH(etna::value_and_grad(fused)(1 + small).value == 2 * small + small * small);
  constexpr auto next_to_one = [](auto x) { return etna::apply<etna::op::one_minus_square>(x); };
  ETNA_CHECK_BOTH(etna::value_and_grad(next_to_one)(1 - small).value == small * (2 - small));
}
