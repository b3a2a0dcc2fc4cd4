// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/decay.hpp"

#include <doctest/doctest.h>

#include <random>
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

TEST_CASE("a decay that is smaller than the parameters' last places is not lost in the long run") {
  constexpr std::size_t size = 64;
  constexpr int steps = 4000;
  constexpr double rate = 1e-3, share = 2e-8;  // half an ulp is 6e-8 of a float above 1
  std::vector<float> with(size), without(size), g(size);
  for (std::size_t i = 0; i < size; ++i)
    with[i] = without[i] = 1.01F + 0.015F * static_cast<float>(i);
  const auto start = with;
  const etna::adam adam{.learning_rate = rate * 1e-3};
  const auto decaying =
      etna::chain(adam, etna::decoupled_weight_decay{.learning_rate = 1, .weight_decay = share});
  const auto plain = etna::chain(adam);
  auto its_state = decaying.init(with), state = plain.init(without);
  std::mt19937 random(1);
  std::normal_distribution<float> number;
  for (int k = 0; k < steps; ++k) {
    for (float& x : g) x = number(random);
    decaying.update(with, g, its_state);
    plain.update(without, g, state);
  }
  double decay = 0;
  for (std::size_t i = 0; i < size; ++i)
    decay += (double(without[i]) - double(with[i])) / double(start[i]) / size;
  CHECK(decay == doctest::Approx(steps * share).epsilon(0.1));
}
