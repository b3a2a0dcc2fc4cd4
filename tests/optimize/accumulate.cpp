// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/accumulate.hpp"

#include <doctest/doctest.h>

#include <array>

TEST_CASE("the mean of several gradients") {
  etna::gradient_accumulator<double> gradients(2, 4);
  for (int round = 0; round < 2; ++round) {
    for (int k = 1; k <= 4; ++k)
      CHECK(gradients.add(std::array<double, 2>{double(k), -2.0 * k}) == (k == 4));
    CHECK(gradients.mean()[0] == 2.5);
    CHECK(gradients.mean()[1] == -5);
  }
  CHECK_THROWS_AS(gradients.add(std::array<double, 3>{}), etna::size_mismatch);
  CHECK_THROWS_AS(etna::gradient_accumulator<double>(2, 0), std::invalid_argument);
}
