// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/cost_function.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "etna/etna.hpp"

namespace {

// Residuals of a line a[0] + a[1] x, scaled by b, at two points.
constexpr auto line = [](const auto& a, const auto& b, const auto& x) {
  return std::array{b[0] * (a[0] + a[1] * x[0]), b[0] * (a[0] + a[1] * x[1]), a[0] * b[0]};
};
using cost_type = decltype(etna::cost_function<2, 1>(etna::with(line, std::array{5.0, 7.0})));
static_assert(cost_type::residuals == 3);

const double a[] = {2.0, 3.0}, b[] = {10.0};
const double* const parameters[] = {a, b};
const auto cost = etna::cost_function<2, 1>(etna::with(line, std::array{5.0, 7.0}));

constexpr double untouched = -77.0;

}  // namespace

TEST_CASE("residuals and Jacobians, row by row in a block each") {
  double residuals[3], by_a[6], by_b[3];
  double* jacobians[] = {by_a, by_b};
  REQUIRE(cost.Evaluate(parameters, residuals, jacobians));
  CHECK(std::vector(residuals, residuals + 3) == std::vector{170.0, 230.0, 20.0});
  CHECK(std::vector(by_a, by_a + 6) == std::vector{10.0, 50.0, 10.0, 70.0, 10.0, 0.0});
  CHECK(std::vector(by_b, by_b + 3) == std::vector{17.0, 23.0, 2.0});
}

TEST_CASE("what is not asked for is not written") {
  double residuals[3]{}, by_a[6], by_b[3];
  for (double& e : by_a) e = untouched;
  for (double& e : by_b) e = untouched;
  REQUIRE(cost.Evaluate(parameters, residuals, nullptr));
  CHECK(residuals[1] == 230.0);
  double* none[] = {nullptr, nullptr};
  residuals[1] = 0;
  REQUIRE(cost.Evaluate(parameters, residuals, none));
  CHECK(residuals[1] == 230.0);
  double* second[] = {nullptr, by_b};
  REQUIRE(cost.Evaluate(parameters, residuals, second));
  CHECK(by_b[1] == 23.0);
  CHECK(by_a[0] == untouched);
  by_b[1] = untouched;
  double* first[] = {by_a, nullptr};
  REQUIRE(cost.Evaluate(parameters, residuals, first));
  CHECK(by_a[3] == 70.0);
  CHECK(by_b[1] == untouched);
}

TEST_CASE("results may be written over the parameters") {
  double p[] = {2.0, 3.0}, q[] = {10.0}, residuals[3], by_a[6];
  double* const both[] = {p, q};
  double* jacobians[] = {by_a, q};
  const auto one =
      etna::cost_function<2, 1>([](const auto& x, const auto& y) { return x[0] * x[1] * y[0]; });
  static_assert(decltype(one)::residuals == 1);
  REQUIRE(one.Evaluate(both, residuals, jacobians));
  CHECK(residuals[0] == 60.0);
  CHECK(by_a[0] == 30.0);
  CHECK(q[0] == 6.0);
}

TEST_CASE("false if what is asked for is not finite") {
  const auto root = etna::cost_function<1, 1>(
      [](const auto& x, const auto& y) { return std::array{sqrt(x[0]) + log(y[0])}; });
  const double zero[] = {0.0}, one[] = {1.0}, bad[] = {-1.0};
  double residual[1], by_x[1], by_y[1];
  double *both[] = {by_x, by_y}, *second[] = {nullptr, by_y};

  const double* at_kink[] = {zero, one};
  CHECK(root.Evaluate(at_kink, residual, nullptr));
  CHECK_FALSE(root.Evaluate(at_kink, residual, both));  // sqrt has an infinite slope at 0
  CHECK(root.Evaluate(at_kink, residual, second));
  CHECK(by_y[0] == 1.0);

  const double* at_pole[] = {one, zero};
  CHECK_FALSE(root.Evaluate(at_pole, residual, nullptr));
  CHECK(std::isinf(residual[0]));
  const double* beyond[] = {bad, one};
  CHECK_FALSE(root.Evaluate(beyond, residual, nullptr));
  CHECK(std::isnan(residual[0]));
}

TEST_CASE("functions over pointers, as Ceres has them, and branches") {
  const auto f = etna::cost_function<2, 2>([]<class T>(const T* x, const T* y) {
    if (x[0] < y[0]) return std::array<T, 1>{x[1] * y[1]};
    return std::array<T, 1>{x[0] - y[0]};
  });
  const double x[] = {1.0, 2.0}, y[] = {3.0, 4.0};
  const double *forth[] = {x, y}, *back[] = {y, x};
  double residual[1], by_x[2], by_y[2];
  double* jacobians[] = {by_x, by_y};
  REQUIRE(f.Evaluate(forth, residual, jacobians));
  CHECK(std::vector{residual[0], by_x[0], by_x[1], by_y[0], by_y[1]} ==
        std::vector{8.0, 0.0, 4.0, 0.0, 2.0});
  REQUIRE(f.Evaluate(back, residual, jacobians));
  CHECK(std::vector{residual[0], by_x[0], by_x[1], by_y[0], by_y[1]} ==
        std::vector{2.0, 1.0, 0.0, -1.0, 0.0});
}

TEST_CASE("Jacobians too large for straight-line code") {
  constexpr int n = 40;
  const auto f = etna::cost_function<n, 1>([](const auto& x, const auto& y) {
    auto r = x;
    auto sum = x[0];
    for (std::size_t i = 1; i < n; ++i) sum += x[i];
    for (std::size_t i = 0; i < n; ++i) r[i] = x[i] * sum + y[0];
    return r;
  });
  double x[n], y[] = {2.0}, sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i] = 0.1 * i + 0.5;
  const double* point[] = {x, y};
  std::vector<double> residuals(n), by_x(n * n), by_y(n);
  double* jacobians[] = {by_x.data(), by_y.data()};
  REQUIRE(f.Evaluate(point, residuals.data(), jacobians));
  double worst = 0;
  for (int k = 0; k < n; ++k) {
    const auto row = static_cast<std::size_t>(k);
    worst = std::fmax(worst, std::fabs(residuals[row] / (x[k] * sum + 2.0) - 1));
    CHECK(by_y[row] == 1.0);
    for (int i = 0; i < n; ++i) {
      const double expected = x[k] + (k == i ? sum : 0.0);
      worst =
          std::fmax(worst, std::fabs(by_x[row * n + static_cast<std::size_t>(i)] / expected - 1));
    }
  }
  CHECK(worst < 1e-14);
  double* second[] = {nullptr, by_y.data()};
  by_x[0] = untouched;
  REQUIRE(f.Evaluate(point, residuals.data(), second));
  CHECK(by_x[0] == untouched);
}
