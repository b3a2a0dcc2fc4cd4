// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/average.hpp"

#include "etna/optimize/sgd.hpp"
#include "optimize/check.hpp"

TEST_CASE("average_parameters") {
  std::vector<double> p{1.0, 2.0};
  const std::vector<double> g{1.0, -1.0};
  const auto optimizer =
      etna::chain(etna::sgd{.learning_rate = 0.5}, etna::average_parameters{.decay = 0.75});
  auto state = optimizer.init(p);
  double expected = 0;
  for (int step = 1; step <= 10; ++step) {
    optimizer.update(p, g, state);
    expected = step == 1 ? p[0] : 0.75 * expected + 0.25 * p[0];
    CHECK(state.find("average")[0] == doctest::Approx(expected).epsilon(1e-15));
  }
}
