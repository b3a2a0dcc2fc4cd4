// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/sgd.hpp"

#include "optimize/check.hpp"

using etna::test::wide, etna::test::wide_parameter;

TEST_CASE("sgd") {
  for (const double rate : {0.01, 1.0, 0.0}) {
    etna::test::check_rule(etna::sgd{.learning_rate = rate},
                           [&](std::int64_t, wide g, wide_parameter& p) {
                             p.value -= rate * g;
                             return std::fabs(rate * g);
                           });
  }
}
