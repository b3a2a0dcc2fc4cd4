// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/evaluate.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"

namespace {

using etna::evaluate, etna::with;
using row = std::array<double, 2>;

constexpr auto f = [](auto s, const auto& x) { return std::array{s * x[0], x[0] * x[1]}; };

}  // namespace

TEST_CASE("the function's value, in the shape that it has") {
  constexpr auto product = evaluate([](auto x, auto y) { return x * y; })(2.0, 3.0);
  static_assert(std::is_same_v<decltype(product), const double>);
  ETNA_CHECK_BOTH(product == 6.0);
  constexpr auto pair = evaluate(f)(2.0, row{3.0, 5.0});
  static_assert(std::is_same_v<decltype(pair), const row>);
  ETNA_CHECK_BOTH(pair == row{6.0, 15.0});
  constexpr auto nested = evaluate(
      [](const auto& x) { return std::tuple(x[0], std::array{x[1] * x[1]}); })(row{2.0, 3.0});
  ETNA_CHECK_BOTH(nested == std::tuple(2.0, std::array{9.0}));
}

TEST_CASE("constants, mixed numbers, branches") {
  constexpr auto bound = evaluate(with(f, row{3.0, 5.0}))(2.0);
  ETNA_CHECK_BOTH(bound == row{6.0, 15.0});
  constexpr auto mixed = evaluate([](auto x) { return 0.5 * x; })(3.0F);
  static_assert(std::is_same_v<decltype(mixed), const float>);
  ETNA_CHECK_BOTH(mixed == 1.5F);
  constexpr auto branch = [](auto x) {
    if (x < 0.0) return -x;
    return x * x;
  };
  ETNA_CHECK_BOTH(evaluate(branch)(-3.0) == 3.0 && evaluate(branch)(4.0) == 16.0);
}
