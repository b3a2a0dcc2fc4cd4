// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/hvp.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"

namespace {

using etna::hvp;
using row = std::array<double, 2>;

// Hessian: 2 y, 2 x; 2 x, 6 y.
constexpr auto cubic = [](const auto& x) { return x[0] * x[0] * x[1] + x[1] * x[1] * x[1]; };

}  // namespace

TEST_CASE("the Hessian times a vector") {
  static_assert(std::is_same_v<decltype(hvp(cubic)(row{}, row{})), row>);
  ETNA_CHECK_BOTH(hvp(cubic)(row{2.0, 3.0}, row{1.0, 10.0}) == row{46.0, 184.0});
  ETNA_CHECK_BOTH(hvp(cubic)(row{2.0, 3.0}, row{0.0, 0.0}) == row{0.0, 0.0});
  ETNA_CHECK_BOTH(hvp([](auto x) { return x * x * x; })(2.0, 5.0) == 60.0);
  ETNA_CHECK_BOTH(hvp([](const auto* x) { return x[0] * x[1]; })(row{2.0, 3.0}, row{5.0, 7.0}) ==
                  row{7.0, 5.0});
}

TEST_CASE("several arguments, constants, mixed numbers") {
  constexpr auto f = [](auto s, const auto& x) { return s * s * x[0] * x[1]; };
  // Rows: 30, 20, 12; 20, 0, 4; 12, 4, 0.
  ETNA_CHECK_BOTH(hvp(f)(2.0, row{3.0, 5.0}, 1.0, row{10.0, 100.0}) ==
                  std::tuple(1430.0, row{420.0, 52.0}));
  ETNA_CHECK_BOTH(hvp(etna::with(f, row{3.0, 5.0}))(2.0, 10.0) == 300.0);
  static_assert(std::is_same_v<decltype(hvp(cubic)(std::array{2.0F, 3.0F}, std::array{1.0F, 1.0F})),
                               std::array<float, 2>>);
  ETNA_CHECK_BOTH(hvp(cubic)(std::array{2.0F, 3.0F}, row{1.0, 10.0}) == row{46.0, 184.0});
}

TEST_CASE("branches, and inside a traced function") {
  constexpr auto f = [](const auto& x) {
    if (x[0] < 0.0) return x[0] * x[1];
    return x[0] * x[0] * x[1];
  };
  ETNA_CHECK_BOTH(hvp(f)(row{-2.0, 3.0}, row{1.0, 10.0}) == row{10.0, 1.0});
  ETNA_CHECK_BOTH(hvp(f)(row{2.0, 3.0}, row{1.0, 10.0}) == row{46.0, 4.0});
  // vᵀ H v = 2 y + 4 x + 6 y at v = (1, 1)
  constexpr auto curvature = [](const auto& x) {
    const auto p = hvp(cubic)(x, row{1.0, 1.0});
    return p[0] + p[1];
  };
  ETNA_CHECK_BOTH(etna::grad(curvature)(row{2.0, 3.0}) == row{4.0, 8.0});
}
