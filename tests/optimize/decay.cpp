// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/decay.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "etna/optimize.hpp"

namespace {

/// Parameters 2, -3 and 0 after a step with gradient 1.
template <class... Rules>
std::vector<double> after(const Rules&... rules) {
  std::vector<double> p{2, -3, 0};
  const auto optimizer = etna::chain(rules...);
  auto state = optimizer.init(p);
  optimizer.update(p, std::vector<double>(3, 1.0), state);
  return p;
}

constexpr etna::sgd step{.learning_rate = 0.5};

}  // namespace

TEST_CASE("add_decayed_weights: g + λ θ") {
  CHECK(after(etna::add_decayed_weights{.weight_decay = 0.25}, step) ==
        std::vector<double>{2 - 0.5 * 1.5, -3 - 0.5 * 0.25, -0.5});
}
TEST_CASE("add_weight_signs: g + λ sign(θ), and nothing at 0") {
  CHECK(after(etna::add_weight_signs{.weight_decay = 0.25}, step) ==
        std::vector<double>{2 - 0.5 * 1.25, -3 - 0.5 * 0.75, -0.5});
}
TEST_CASE("decoupled_weight_decay: θ - η λ θ beside the step") {
  CHECK(after(step, etna::decoupled_weight_decay{.learning_rate = 0.5, .weight_decay = 0.25}) ==
        std::vector<double>{2 - 0.5 - 0.25, -3 - 0.5 + 0.375, -0.5});
}
TEST_CASE("decoupled_weight_decay: what follows it acts on the decay as well") {
  CHECK(after(step, etna::decoupled_weight_decay{.learning_rate = 0.5, .weight_decay = 0.25},
              etna::clip_by_value{.limit = 0.375}) ==
        std::vector<double>{2 - 0.375, -3 - 0.125, -0.375});
}
