// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include "problems/rosenbrock.hpp"

using point = std::array<double, ETNA_VARIABLES>;

double value_and_gradient(const point& x, point& gradient) {
  using function = bench::rosenbrock<ETNA_VARIABLES>::function;
  return etna::value_and_grad(function{}).into(x, gradient);
}
