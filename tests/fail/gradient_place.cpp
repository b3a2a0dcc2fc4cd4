// expect: Etna: the place to write the gradient to must have as many scalars as the gradient.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto f = []<class T>(const std::array<T, 2>& x) { return x[0] * x[1]; };

double value(const std::array<double, 2>& x) {
#if defined(ETNA_TWIN)
  std::array<double, 2> gradient;
#else
  std::array<double, 3> gradient;
#endif
  return etna::value_and_grad(f).into(x, gradient);
}
