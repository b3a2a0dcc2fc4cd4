// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <chrono>
#include <etna/optimize.hpp>
#include <etna/train.hpp>
#include <vector>

#include "support/image_classes.hpp"
#include "support/minibatch.hpp"

namespace examples {

/// What is seen at the end of an epoch.
struct epoch_result {
  double loss;  // the mean over the epoch's minibatches
  score test;
  double seconds;  // since the training began, without the tests
  double learning_rate;
};

struct goes_on {
  bool operator()(const epoch_result&) const { return false; }
};

/// Trains a network of any kind. `derivative(n, images, labels, gradient)` writes the mean gradient
/// and returns the mean loss, `test()` gives the present score on other images, `stop(result)` is
/// asked at the end of every epoch.
template <class P, class Derivative, class Test, class Stop = goes_on>
std::vector<epoch_result> train(P& parameters, const image_data& data,
                                const etna::any_optimizer<float>& optimizer,
                                const etna::fit_options& options, Derivative derivative, Test test,
                                Stop stop = {}) {
  auto state = optimizer.init(parameters);
  minibatch batch(data.train, data.pixels);
  std::vector<epoch_result> epochs;
  double seconds_of_tests = 0;
  etna::fit(parameters, optimizer, state, options, data.train.size(),
            on_minibatches(batch, derivative), etna::every_epoch{[&](const etna::progress& now) {
              using clock = std::chrono::steady_clock;
              const auto start = clock::now();
              epochs.push_back(
                  {now.mean_loss, test(), now.seconds - seconds_of_tests, now.learning_rate});
              const bool stops = stop(epochs.back());
              seconds_of_tests += std::chrono::duration<double>(clock::now() - start).count();
              return stops;
            }});
  return epochs;
}

}  // namespace examples
