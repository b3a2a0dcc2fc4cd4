// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// A function, its value, its gradient; at run time and while the compiler compiles it.

#include <cstdio>
#include <etna/etna.hpp>
#include <tuple>

constexpr auto f = [](auto x, auto y) { return x * y + etna::sin(x); };

constexpr auto at_origin = etna::grad(f)(0.0, 3.0);  // (y + cos x, x)
static_assert(std::get<0>(at_origin) == 4.0 && std::get<1>(at_origin) == 0.0);

int main() {
  const auto [value, gradient] = etna::value_and_grad(f)(2.0, 3.0);
  const auto [by_x, by_y] = gradient;
  std::printf("f = %.15f\ndf/dx = %.15f\ndf/dy = %.15f\n", value, by_x, by_y);
}
