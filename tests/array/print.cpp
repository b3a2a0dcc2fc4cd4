// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/print.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "etna/array.hpp"

namespace {

const etna::array<double, etna::dynamic, 3> x;
const etna::array<double, 3> w;
const std::vector<double> y;

TEST_CASE("what goes over the same elements shares a loop, values and adjoints together") {
  constexpr auto f = [](const auto& a, auto mu, auto sigma) {
    const auto z = (a - mu) / sigma;
    return etna::sum(-0.5 * z * z);
  };
  CHECK(etna::to_string(etna::plan(etna::value_and_grad(f), y, 0.0, 1.0)) ==
        "scalars: 2 operations of x2 to s2 s4\n"
        "loop 1xn0: 5 operations of x0 x1 x2 s2 1/x2 -s2 to sum(s0) out1 sum(s5)\n"
        "scalars: 3 operations of s0 s2 s4 s5 to s1 s3 s6\n"
        "workspace: nothing\n");
}

TEST_CASE("products of matrices, and arrays that share memory when they can") {
  constexpr auto f = [](const auto& a, const auto& b) {
    auto h = a;
    for (int k = 0; k < 4; ++k) h = etna::matmul(h + 1, b);
    return h;
  };
  const etna::array<double, 3, 3> square;
  CHECK(etna::to_string(etna::plan(etna::evaluate(f), x, square)) ==
        "loop n0x3: 1 operations of x0 to out0\n"
        "matmul n0x3: of out0 x1 to w0\n"
        "loop n0x3: 1 operations of w0 to out0\n"
        "matmul n0x3: of out0 x1 to w0\n"
        "loop n0x3: 1 operations of w0 to out0\n"
        "matmul n0x3: of out0 x1 to w0\n"
        "loop n0x3: 1 operations of w0 to w1\n"
        "matmul n0x3: of w1 x1 to out0\n"
        "workspace: n0x3 n0x3\n");
}

TEST_CASE("the adjoint of a sum is repeated where it is used, not stored") {
  constexpr auto f = [](const auto& a, const auto& b) { return etna::sum(etna::exp(a * b)); };
  CHECK(etna::to_string(etna::plan(etna::grad(f, etna::wrt<0>), x, w)) ==
        "loop n0x3: 3 operations of x0 x1 to out0\n"
        "workspace: nothing\n");
}

TEST_CASE("signs go to factors that are the same for a row") {
  const auto plan_of = [](auto f) {
    return etna::to_string(etna::plan(etna::evaluate(f), x, std::vector<double>(), 0.0));
  };
  const auto expected = [](const std::string& reads) {
    return "loop n0x3: 2 operations of x0 " + reads + " to out0\nworkspace: nothing\n";
  };
  using etna::exp;
  CHECK(plan_of([](const auto& a, const auto&, auto s) { return -(exp(a) / s); }) ==
        expected("x2 -1/x2"));
  CHECK(plan_of([](const auto& a, const auto&, auto s) { return -exp(a) * s; }) ==
        expected("x2 -x2"));
  CHECK(plan_of([](const auto& a, const auto&, auto s) { return -(-exp(a) * s); }) ==
        expected("x2"));
  CHECK(plan_of([](const auto& a, const auto&, auto s) { return -(-exp(a) / s); }) ==
        expected("x2 1/x2"));
}

TEST_CASE("signs of products of products, wherever they stand") {
  const std::vector<double> numbers{0.5, -1.25, 2};
  const double s = 1.5, t = -0.75;
  const auto check = [&](auto f) {
    constexpr auto total = [](const auto& a, auto u, auto v) {
      return etna::sum(decltype(f)()(a, u, v));
    };
    const auto together = etna::evaluate(f)(numbers, s, t);
    const auto slopes = etna::grad(total, etna::wrt<0>)(numbers, s, t);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      CHECK(together[i] == doctest::Approx(f(numbers[i], s, t)).epsilon(1e-14));
      const double slope = etna::grad(f, etna::wrt<0>)(numbers[i], s, t);
      CHECK(slopes[i] == doctest::Approx(slope).epsilon(1e-14));
    }
  };
  using etna::exp;
  check([](const auto& a, auto u, auto v) { return -(exp(a) * u) * v; });
  check([](const auto& a, auto u, auto v) { return -(exp(a) / u) / v; });
  check([](const auto& a, auto u, auto v) { return -(-(-exp(a) * u) / v); });
  check([](const auto& a, auto u, auto v) { return -(-(exp(a) / u) * v) / u; });
  check([](const auto& a, auto u, auto v) { return -(a / u) * a - (-a) * (-v); });
  check([](const auto& a, auto u, auto v) { return (-(-(a * u))) * (-(a / v)); });
}

}  // namespace
