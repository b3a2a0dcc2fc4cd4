// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/jvp.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"

namespace {

using etna::jvp, etna::with;
using row = std::array<double, 2>;

constexpr auto f = [](auto s, const auto& x) { return std::array{s * x[0], x[0] * x[1]}; };

}  // namespace

TEST_CASE("value and derivative along a direction") {
  constexpr auto r = jvp(f)(std::tuple(2.0, row{3.0, 5.0}), std::tuple(1.0, row{10.0, 100.0}));
  static_assert(std::is_same_v<decltype(r.tangent), row>);
  ETNA_CHECK_BOTH(r.value == row{6.0, 15.0} && r.tangent == row{23.0, 350.0});
  constexpr auto s = jvp([](auto x) { return x * x; })(std::tuple(3.0), std::tuple(2.0));
  ETNA_CHECK_BOTH(s.value == 9.0 && s.tangent == 12.0);
  constexpr auto nested = jvp([](const auto& x) {
    return std::tuple(x[0], std::array{x[1] * x[1]});
  })(std::tuple(row{2.0, 3.0}), std::tuple(row{1.0, 10.0}));
  ETNA_CHECK_BOTH(nested.tangent == std::tuple(1.0, std::array{60.0}));
}

TEST_CASE("constants, mixed numbers, branches") {
  constexpr auto bound = jvp(with(f, row{3.0, 5.0}))(std::tuple(2.0), std::tuple(1.0));
  ETNA_CHECK_BOTH(bound.tangent == row{3.0, 0.0});
  constexpr auto mixed = jvp([](auto x) { return x * x; })(std::tuple(3.0F), std::tuple(2.0));
  static_assert(std::is_same_v<decltype(mixed.tangent), double>);
  ETNA_CHECK_BOTH(mixed.tangent == 12.0);
  constexpr auto branch = [](auto x) {
    if (x < 0.0) return -x;
    return x * x;
  };
  ETNA_CHECK_BOTH(jvp(branch)(std::tuple(-3.0), std::tuple(2.0)).tangent == -2.0);
  ETNA_CHECK_BOTH(jvp(branch)(std::tuple(3.0), std::tuple(2.0)).tangent == 12.0);
}

TEST_CASE("inside a traced function, and of itself") {
  constexpr auto slope = [](auto x) {
    return jvp([](auto t) { return t * t * t; })(std::tuple(x), std::tuple(1.0)).tangent;
  };
  ETNA_CHECK_BOTH(etna::grad(slope)(2.0) == 12.0);
  ETNA_CHECK_BOTH(jvp(slope)(std::tuple(2.0), std::tuple(5.0)).tangent == 60.0);
}
