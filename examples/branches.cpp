// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// if, early return and loops are differentiated as they are written: each path through a function
// becomes a derivative of its own, and only the one that is taken is evaluated.

#include <array>
#include <cstddef>
#include <cstdio>
#include <etna/etna.hpp>

#include "support/check.hpp"

using examples::check;

/// Huber's loss: quadratic near zero, linear beyond.
constexpr auto huber = [](auto r) {
  if (r > 1.0) return r - 0.5;
  if (r < -1.0) return -r - 0.5;
  return 0.5 * r * r;
};

static_assert(etna::grad(huber)(0.25) == 0.25);
static_assert(etna::grad(huber)(7.0) == 1.0);
static_assert(etna::grad(huber)(-7.0) == -1.0);

/// sin x / x. The quotient is not even looked at where it would be 0/0, so no NaN comes out of it.
constexpr auto sinc = [](auto x) {
  if (x == 0.0) return 1.0 - x * x / 6.0;
  return etna::sin(x) / x;
};

static_assert(etna::grad(sinc)(0.0) == 0.0);
static_assert(etna::hessian(sinc)(0.0) == -1.0 / 3.0);

/// A loop whose bound is known to the compiler, with a branch in it: the sum of Huber's losses.
constexpr auto robust_loss = [](const auto& residuals) {
  auto sum = huber(residuals[0]);
  for (std::size_t i = 1; i < residuals.size(); ++i) sum += huber(residuals[i]);
  return sum;
};

int main() {
  const std::array<double, 3> residuals{0.5, -4.0, 2.0};
  const auto [loss, gradient] = etna::value_and_grad(robust_loss)(residuals);
  std::printf("loss %g, gradient (%g, %g, %g)\n", loss, gradient[0], gradient[1], gradient[2]);
  check(loss == 0.125 + 3.5 + 1.5, "loss == 5.125");
  check(gradient == std::array<double, 3>{0.5, -1.0, 1.0}, "gradient == {0.5, -1, 1}");
}
