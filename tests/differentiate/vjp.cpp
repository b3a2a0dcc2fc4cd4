// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/vjp.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"

namespace {

using etna::vjp, etna::with;
using row = std::array<double, 2>;

constexpr auto f = [](auto s, const auto& x) { return std::array{s * x[0], x[0] * x[1]}; };

}  // namespace

TEST_CASE("value and pullback") {
  constexpr auto r = vjp(f)(2.0, row{3.0, 5.0});
  ETNA_CHECK_BOTH(r.value == row{6.0, 15.0});
  ETNA_CHECK_BOTH(r.pullback(row{1.0, 10.0}) == std::tuple(3.0, row{52.0, 30.0}));
  ETNA_CHECK_BOTH(r.pullback(row{0.0, 0.0}) == std::tuple(0.0, row{0.0, 0.0}));
  constexpr auto s = vjp([](auto x) { return x * x; })(3.0);
  ETNA_CHECK_BOTH(s.value == 9.0 && s.pullback(2.0) == 12.0);
  constexpr auto nested =
      vjp([](const auto& x) { return std::tuple(x[0], std::array{x[1] * x[1]}); })(row{2.0, 3.0});
  ETNA_CHECK_BOTH(nested.pullback(std::tuple(1.0, std::array{10.0})) == row{1.0, 60.0});
}

TEST_CASE("the pullback keeps the point") {
  row x{3.0, 5.0};
  const auto r = vjp([](const auto& t) { return t[0] * t[1]; })(x);
  x = {0.0, 0.0};
  CHECK(r.pullback(1.0) == row{5.0, 3.0});
}

TEST_CASE("constants, mixed numbers, branches") {
  ETNA_CHECK_BOTH(vjp(with(f, row{3.0, 5.0}))(2.0).pullback(row{1.0, 10.0}) == 3.0);
  constexpr auto mixed = vjp([](auto x) { return x * x; })(3.0F);
  static_assert(std::is_same_v<decltype(mixed.pullback(2.0F)), float>);
  static_assert(std::is_same_v<decltype(mixed.pullback(2.0)), double>);
  ETNA_CHECK_BOTH(mixed.pullback(2.0) == 12.0);
  constexpr auto branch = [](auto x) {
    if (x < 0.0) return -x;
    return x * x;
  };
  ETNA_CHECK_BOTH(vjp(branch)(-3.0).pullback(2.0) == -2.0);
  ETNA_CHECK_BOTH(vjp(branch)(3.0).pullback(2.0) == 12.0);
}

TEST_CASE("pullback and pushforward are transposed") {
  // Whole numbers, so that both are exact.
  constexpr auto g = [](const auto& x) {
    return std::array{x[0] * x[0] * x[1], x[1] * x[2], x[2] * x[2] * x[0]};
  };
  constexpr std::array x{2.0, 3.0, 5.0}, u{7.0, 11.0, 13.0}, v{17.0, 19.0, 23.0};
  const auto dot = [](const auto& a, const auto& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  };
  CHECK(dot(v, etna::jvp(g)(std::tuple(x), std::tuple(u)).tangent) ==
        dot(vjp(g)(x).pullback(v), u));
}

TEST_CASE("inside a traced function") {
  constexpr auto slope = [](auto x) {
    return vjp([](auto t) { return t * t * t; })(x).pullback(x);
  };
  // 3 x³
  ETNA_CHECK_BOTH(etna::grad(slope)(2.0) == 36.0);
}
