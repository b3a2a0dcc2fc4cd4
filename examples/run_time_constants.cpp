// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// A function is differentiated while the program is compiled, so it cannot capture what is known
// only when the program runs. etna::with binds such constants to its last arguments.

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <etna/etna.hpp>

#include "support/check.hpp"

using examples::check;

/// The squared distance from a point to a circle.
constexpr auto misfit = [](const auto& point, const auto& centre, auto radius) {
  const auto dx = point[0] - centre[0];
  const auto dy = point[1] - centre[1];
  const auto excess = dx * dx + dy * dy - radius * radius;
  return excess * excess;
};

int main(int argc, char** argv) {
  const double radius = argc > 1 ? std::atof(argv[1]) : 2.0;  // known at run time only
  const std::array<double, 2> centre{1.0, -1.0};
  const std::array<double, 2> point{4.0, 3.0};

  // A gradient by the point alone; centre and radius are copied.
  const auto gradient = etna::grad(etna::with(misfit, centre, radius))(point);
  std::printf("gradient (%g, %g)\n", gradient[0], gradient[1]);

  // The same: all are arguments, and wrt says by which to differentiate.
  check(gradient == etna::grad(misfit, etna::wrt<0>)(point, centre, radius), "with and wrt agree");

  // A closure with captures runs on dual numbers, so in forward mode only.
  const auto closure = [centre, radius](const auto& p) { return misfit(p, centre, radius); };
  check(gradient == etna::grad(closure, etna::forward_mode)(point), "with and a closure agree");

  const double excess = 25.0 - radius * radius;
  check(gradient == std::array{4.0 * 3.0 * excess, 4.0 * 4.0 * excess}, "gradient == 4 excess d");
}
