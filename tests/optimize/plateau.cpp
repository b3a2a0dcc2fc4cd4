// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/plateau.hpp"

#include <doctest/doctest.h>

using etna::reduce_on_plateau;

TEST_CASE("the rate is divided when the loss no longer falls") {
  reduce_on_plateau rate({.initial = 1, .divisor = 10, .patience = 2, .tolerance = 0.01});
  CHECK(rate(5) == 1);
  CHECK(rate(4) == 1);
  CHECK(rate(3.99) == 1);  // within the tolerance: 1
  CHECK(rate(4.5) == 1);   // 2
  CHECK(rate(4) == 0.1);   // 3
  CHECK(rate(3) == 0.1);
  CHECK(rate.best() == 3);
  for (int k = 0; k < 3; ++k) CHECK(rate(3) == (k < 2 ? 0.1 : 0.01));
}

TEST_CASE("after a reduction some losses do not count, and there is a least rate") {
  reduce_on_plateau rate(
      {.initial = 1, .divisor = 10, .patience = 0, .cooldown = 2, .minimum = 0.05});
  CHECK(rate(1) == 1);
  CHECK(rate(1) == 0.1);
  CHECK(rate(1) == 0.1);
  CHECK(rate(1) == 0.1);
  CHECK(rate(1) == 0.05);
  for (int k = 0; k < 10; ++k) rate(1);
  CHECK(rate.learning_rate() == 0.05);
}

TEST_CASE("a training that begins with NaN or infinity is on a plateau") {
  for (const double bad : {__builtin_nan(""), __builtin_inf()}) {
    reduce_on_plateau rate({.initial = 1, .patience = 1});
    CHECK(rate(bad) == 1);
    CHECK(rate(bad) == 0.1);
  }
  reduce_on_plateau low({.initial = 0.1, .patience = 0, .minimum = 0.5});
  low(1);
  CHECK(low(1) == 0.1);
}

TEST_CASE("NaN is no improvement") {
  reduce_on_plateau rate({.initial = 1, .patience = 1});
  const double nan = __builtin_nan("");
  CHECK(rate(2) == 1);
  CHECK(rate(nan) == 1);
  CHECK(rate(nan) == 0.1);
  CHECK(rate.best() == 2);
}
