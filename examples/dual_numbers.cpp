// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// etna::dual is a number that carries derivatives along: forward mode at run time, for functions
// whose loops depend on values.

#include <cmath>
#include <cstdio>
#include <etna/etna.hpp>

#include "support/check.hpp"

using examples::check;

/// Solves Kepler's equation E − e sin E = M by Newton's method, until the step is small: how long
/// that takes depends on the numbers, so that the compiler cannot unroll it.
template <class T>
T eccentric_anomaly(const T& mean_anomaly, const T& eccentricity) {
  T x = mean_anomaly;
  for (int i = 0; i < 50; ++i) {
    const T step =
        (x - eccentricity * etna::sin(x) - mean_anomaly) / (1.0 - eccentricity * etna::cos(x));
    x -= step;
    if (step * step < 1e-24) break;
  }
  return x;
}

int main() {
  using dual = etna::dual<double, 2>;  // two partial derivatives
  const dual m = dual::variable(0.8, 0);
  const dual e = dual::variable(0.3, 1);
  const dual x = eccentric_anomaly(m, e);
  std::printf("E = %.12f, dE/dM = %.12f, dE/de = %.12f\n", x.value, x.partials[0], x.partials[1]);

  // The implicit function theorem gives the same.
  const double slope = 1 - 0.3 * std::cos(x.value);
  check(x.value == eccentric_anomaly(0.8, 0.3), "the value is that of the plain function");
  check(std::abs(x.partials[0] - 1 / slope) < 1e-13, "dE/dM == 1 / (1 - e cos E)");
  check(std::abs(x.partials[1] - std::sin(x.value) / slope) < 1e-13,
        "dE/de == sin E / (1 - e cos E)");

  // Duals nest: a dual of duals has second derivatives.
  using nested = etna::dual<etna::dual<double>>;
  const nested y =
      eccentric_anomaly(nested::variable(etna::dual<double>::variable(0.8)), nested(0.3));
  const double second = -0.3 * std::sin(x.value) / (slope * slope * slope);
  std::printf("d²E/dM² = %.12f\n", y.partials[0].partials[0]);
  check(std::abs(y.partials[0].partials[0] - second) < 1e-13,
        "d²E/dM² == -e sin E / (1 - e cos E)³");
}
