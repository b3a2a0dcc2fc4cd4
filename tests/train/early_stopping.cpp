// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/early_stopping.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "etna/train.hpp"
#include "support/temporary_file.hpp"

TEST_CASE("stops after so many losses without improvement, and has the best parameters") {
  etna::early_stopping<double> stop({.patience = 2, .tolerance = 0.1});
  std::array<double, 2> p{0, 0};
  const double losses[] = {3, 2, 1.95, 1, 1.5, 0.95, 2};
  const bool expected[] = {false, false, false, false, false, false, true};
  for (std::size_t k = 0; k < 7; ++k) {
    p = {double(k), -double(k)};
    CHECK(stop(losses[k], p) == expected[k]);
  }
  CHECK(stop.best() == 1);
  stop.restore(p);
  CHECK(p == std::array<double, 2>{3, -3});
  std::array<double, 3> other{};
  CHECK_THROWS_AS(stop.restore(other), etna::size_mismatch);
}

TEST_CASE("NaN is no improvement, also at first") {
  etna::early_stopping<float> stop({.patience = 1});
  std::array<float, 1> p{5};
  const double nan = __builtin_nan("");
  CHECK_FALSE(stop(nan, p));
  stop.restore(p);
  CHECK(p[0] == 5);
  CHECK_FALSE(stop(7, p));
  CHECK_FALSE(stop(nan, p));
  CHECK(stop(nan, p));
}

TEST_CASE("a training that is stopped and resumed stops where it would have, with the same best") {
  const etna::test::temporary_file file;
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 1.9});
  // Steps across the least, further from it each time.
  const auto train = [&](std::vector<double>& p, auto& state, auto& plateau, auto& stop, int epochs,
                         bool saves) {
    const auto loss = [](const std::vector<double>& x, auto, std::vector<double>& g) {
      g[0] = 1.06 * x[0];
      return 0.53 * x[0] * x[0];
    };
    const auto ask = [&](const etna::progress& now) {
      plateau(now.loss);
      return stop(now.loss, p);
    };
    etna::save_checkpoints save(file.name, p, state, 1, plateau, stop);
    etna::fit(p, optimizer, state, {.epochs = epochs}, 1, loss, etna::every_epoch{ask},
              [&](const etna::progress& now) {
                if (saves) save(now);
              });
    return state.steps;
  };
  const etna::early_stopping<double>::options options{.patience = 6};
  std::vector<double> through{1}, resumed{0};
  auto state = optimizer.init(through), its_state = state;
  etna::early_stopping<double> stop(options), its_stop(options);
  etna::reduce_on_plateau plateau({.patience = 2}), its_plateau({.patience = 2});
  train(through, state, plateau, stop, 5, true);
  etna::load_checkpoint(file.name, resumed, its_state, its_plateau, its_stop);
  CHECK(train(through, state, plateau, stop, 100, false) ==
        train(resumed, its_state, its_plateau, its_stop, 100, false));
  CHECK(state.steps == 8);
  CHECK(through == resumed);
  CHECK(stop.best() == its_stop.best());
  CHECK(plateau.learning_rate() < 0.01);
  CHECK(plateau.learning_rate() == its_plateau.learning_rate());
  stop.restore(through);
  its_stop.restore(resumed);
  CHECK(through == resumed);
}
