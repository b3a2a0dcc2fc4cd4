// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Second and higher derivatives: hessian, hvp, derivative<N>, and a derivative inside a function
// that is differentiated itself.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <etna/etna.hpp>

#include "support/check.hpp"

using examples::check;

/// Rosenbrock's valley, with its minimum at (1, 1).
constexpr auto rosenbrock = [](const auto& x) {
  const auto off = x[1] - x[0] * x[0];
  const auto left = 1.0 - x[0];
  return 100.0 * off * off + left * left;
};

using vector = std::array<double, 2>;

static_assert(etna::hessian(rosenbrock)(vector{1, 1})[0][0] == 802);
static_assert(etna::hessian(rosenbrock)(vector{1, 1})[0][1] == -400);
static_assert(etna::hessian(rosenbrock)(vector{1, 1})[1][1] == 200);

/// Newton's method: x - H⁻¹ g, by Cramer's rule.
vector newton_step(const vector& x) {
  const auto g = etna::grad(rosenbrock)(x);
  const auto h = etna::hessian(rosenbrock)(x);
  const double determinant = h[0][0] * h[1][1] - h[0][1] * h[1][0];
  return {x[0] - (h[1][1] * g[0] - h[0][1] * g[1]) / determinant,
          x[1] - (h[0][0] * g[1] - h[1][0] * g[0]) / determinant};
}

/// The free fall of a pendulum as its Lagrangian tells it, kinetic minus potential energy.
constexpr auto lagrangian = [](auto angle, auto velocity) {
  return 0.5 * velocity * velocity + 9.81 * etna::cos(angle);
};

/// Its acceleration, (dL/dq − v d²L/dq dv) / (d²L/dv²): derivatives of derivatives.
constexpr auto acceleration = [](auto angle, auto velocity) {
  const auto g = etna::grad(lagrangian, etna::wrt<0>)(angle, velocity);
  const auto h = etna::hessian(lagrangian, etna::wrt<0, 1>)(angle, velocity);
  return (g - velocity * std::get<0>(std::get<1>(h))) / std::get<1>(std::get<1>(h));
};

constexpr auto cube = [](auto x) { return x * x * x; };
static_assert(etna::grad(etna::grad(cube))(2.0) == 12.0);
static_assert(etna::derivative<3>(cube)(2.0) == 6.0);

int main() {
  vector x{-1.2, 1.0};
  for (int step = 0; step < 8; ++step) x = newton_step(x);
  std::printf("minimum at (%.15f, %.15f)\n", x[0], x[1]);
  check(std::abs(x[0] - 1) < 1e-14 && std::abs(x[1] - 1) < 1e-14, "Newton's method finds (1, 1)");

  // The Hessian times a vector, without the Hessian.
  const vector v{3, -1};
  const auto h = etna::hessian(rosenbrock)(x);
  const auto product = etna::hvp(rosenbrock)(x, v);
  for (std::size_t i = 0; i < 2; ++i) {
    const double expected = h[i][0] * v[0] + h[i][1] * v[1];
    check(std::abs(product[i] - expected) <= 1e-12 * std::abs(expected), "hvp == H v");
  }

  // The acceleration is itself differentiable: the frequency of small oscillations is sqrt(g /
  // length).
  const double stiffness = -etna::grad(acceleration, etna::wrt<0>)(0.0, 0.0);
  std::printf("a(0.3, 1) = %.6f, frequency %.6f\n", acceleration(0.3, 1.0), std::sqrt(stiffness));
  check(std::abs(acceleration(0.3, 1.0) + 9.81 * std::sin(0.3)) < 1e-14, "a == -g sin q");
  check(stiffness == 9.81, "-da/dq at 0 == g");
}
