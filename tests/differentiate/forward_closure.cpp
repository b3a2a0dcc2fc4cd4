// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/forward_closure.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "op/modes.hpp"

namespace {

using etna::forward_mode, etna::grad, etna::jacfwd, etna::value_and_grad, etna::wrt;
using row = std::array<double, 2>;

// A closure with captures; its loop ends when it has converged, its branch depends on the capture.
constexpr auto root_of(double scale) {
  return [scale](auto x) {
    auto r = x * scale;
    if (scale < 0.0) return -r;
    while (r * r - x * scale > 1e-13 || x * scale - r * r > 1e-13) r = 0.5 * (r + x * scale / r);
    return r;
  };
}
constexpr auto scaled(double k) {
  return [k](const auto& x, auto y) { return k * x[0] * x[0] * x[1] + y; };
}
constexpr auto outputs(double k) {
  return [k](const auto& x) { return std::tuple(k * x[0], std::array{x[0] * x[1]}); };
}

}  // namespace

TEST_CASE("which functions run on dual numbers") {
  using forward = etna::detail::gradient_options<etna::forward_mode_option>;
  using reverse = etna::detail::gradient_options<>;
  constexpr auto stateless = [](auto x) { return x; };
  using closure = decltype(root_of(1.0));
  ETNA_CHECK_BOTH(etna::detail::runs_on_duals<closure, forward, double>);
  ETNA_CHECK_BOTH(!etna::detail::runs_on_duals<closure, reverse, double>);
  ETNA_CHECK_BOTH(!etna::detail::runs_on_duals<decltype(stateless), forward, double>);
}

TEST_CASE("gradients of closures") {
  constexpr double d = grad(root_of(4.0), forward_mode)(1.0);
  ETNA_CHECK_BOTH(d > 1.0 - 1e-11 && d < 1.0 + 1e-11);
  ETNA_CHECK_BOTH(grad(root_of(-4.0), forward_mode)(1.0) == 4.0);
  ETNA_CHECK_BOTH(grad(scaled(2.0), forward_mode)(row{3.0, 5.0}, 7.0) ==
                  std::tuple(row{60.0, 18.0}, 1.0));
  ETNA_CHECK_BOTH(grad(scaled(2.0), forward_mode, wrt<1>)(row{3.0, 5.0}, 7.0) == 1.0);
  ETNA_CHECK_BOTH(grad(scaled(2.0), wrt<0>, forward_mode)(row{3.0, 5.0}, 7.0) == row{60.0, 18.0});
  constexpr auto both = value_and_grad(scaled(2.0), forward_mode, wrt<0>)(row{3.0, 5.0}, 7.0);
  ETNA_CHECK_BOTH(both.value == 97.0 && both.gradient == row{60.0, 18.0});
  static_assert(std::is_same_v<decltype(grad(root_of(1.0), forward_mode)(1.0F)), float>);
}

TEST_CASE("Jacobians of closures") {
  ETNA_CHECK_BOTH(jacfwd(outputs(2.0))(row{3.0, 5.0}) ==
                  std::tuple(row{2.0, 0.0}, std::array<row, 1>{row{5.0, 3.0}}));
  ETNA_CHECK_BOTH(etna::jacobian(outputs(2.0), forward_mode)(row{3.0, 5.0}) ==
                  std::tuple(row{2.0, 0.0}, std::array<row, 1>{row{5.0, 3.0}}));
}

TEST_CASE("captures change between calls") {
  double k = 2.0;
  const auto f = [&k](auto x) { return k * x * x; };
  CHECK(grad(f, forward_mode)(3.0) == 12.0);
  k = 5.0;
  CHECK(grad(f, forward_mode)(3.0) == 30.0);
}

TEST_CASE("further outputs of closures") {
  const auto f = [k = 3.0](auto x) { return std::pair(k * x * x, std::array{x + 1.0, k * x}); };
  const auto r = value_and_grad(f, forward_mode, etna::has_aux)(2.0);
  CHECK(r.value == 12.0);
  CHECK(r.gradient == 12.0);
  CHECK(r.aux == std::array{3.0, 6.0});
}
