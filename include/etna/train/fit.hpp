// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include "etna/optimize/optimizer.hpp"
#include "etna/optimize/parameters.hpp"
#include "etna/train/sampler.hpp"

namespace etna {

/// Where a training is, as its callbacks see it.
struct progress {
  std::int64_t epoch = 0;    // counted from 0
  std::int64_t epochs = 0;   // of the whole training
  std::size_t batch = 0;     // counted from 1, within the epoch
  std::size_t batches = 0;   // of an epoch
  std::int64_t step = 0;     // taken so far, those of earlier trainings of the state included
  double loss = 0;           // of the last batch
  double mean_loss = 0;      // of the epoch so far, without batches that were skipped
  double learning_rate = 0;  // of the last step; 0 if none was set
  double seconds = 0;        // since fit began
  bool epoch_ends() const { return batch == batches; }
  bool ends() const { return epoch_ends() && epoch + 1 == epochs; }
};

namespace detail {

/// Whether a callback wants the training to stop: one that returns nothing does not.
template <class Callback>
bool stops(Callback& callback, const progress& now) {
  if constexpr (std::is_void_v<decltype(callback(now))>) {
    callback(now);
    return false;
  } else {
    return callback(now);
  }
}

/// Where the gradient is written to.
template <class Optimizer, class P>
auto gradient_for(const Optimizer& optimizer, P& parameters) {
  if constexpr (requires { optimizer.gradient_for(parameters); }) {
    return optimizer.gradient_for(parameters);
  } else {
    return zeros_like(parameters);
  }
}

}  // namespace detail

/// What fit does.
struct fit_options {
  std::int64_t epochs = 10;
  minibatch_sampler::options batches = {};
  /// The learning rate of the step after so many: any of etna::schedule. Without one the
  /// optimizer's own stay as they are.
  std::function<double(std::int64_t)> schedule = {};
};

/// Trains: for every minibatch of every epoch the gradient is asked for and a step taken.
///
/// `loss_and_gradient(parameters, indices, gradient)` writes the mean gradient over the samples
/// with these indices and returns their mean loss, as `value_and_grad(empirical_risk(loss)).into`
/// does. Parameters and the optimizer's state are changed in place; a state that has taken steps
/// goes on where it was: with the same options a training that was stopped and one that was not are
/// the same. (The optimizer may be `groups` as well.) The `callbacks` are called after every step
/// with the `progress`; one that returns true ends the training. Returns the progress at the end.
///
/// Allocates the gradient and the order of the samples, then nothing.
template <class P, class Optimizer, class State, class Loss, class... Callback>
progress fit(P& parameters, Optimizer optimizer, State& state, const fit_options& options,
             std::size_t samples, const Loss& loss_and_gradient, Callback&&... callbacks) {
  using clock = std::chrono::steady_clock;
  const auto start = clock::now();
  minibatch_sampler sampler(samples, options.batches);
  sampler.seek(state.steps + state.skipped);
  auto memory = detail::gradient_for(optimizer, parameters);
  auto&& gradient = view_like<P>(memory);
  progress now;
  now.epochs = options.epochs;
  now.batches = sampler.batches_per_epoch();
  now.step = state.steps;
  if (now.batches == 0) return now;
  double sum = 0;
  std::size_t losses = 0;
  const auto batches = static_cast<std::int64_t>(now.batches);
  bool stop = (state.steps + state.skipped) / batches >= options.epochs;
  if (stop) {
    now.epoch = options.epochs > 0 ? options.epochs - 1 : 0;
    now.batch = now.batches;
  }
  while (!stop) {
    const auto batch = sampler.next();
    if (sampler.epoch() != now.epoch) {
      sum = 0;
      losses = 0;
    }
    now.epoch = sampler.epoch();
    now.batch = sampler.batch();
    if (options.schedule) {
      now.learning_rate = options.schedule(state.steps);
      optimizer.set_learning_rate(now.learning_rate);
    }
    now.loss = static_cast<double>(loss_and_gradient(std::as_const(parameters), batch, gradient));
    optimizer.update(parameters, gradient, state);
    if (state.steps != now.step) {
      now.step = state.steps;
      now.mean_loss = (sum += now.loss) / static_cast<double>(++losses);
    }
    now.seconds = std::chrono::duration<double>(clock::now() - start).count();
    stop = now.ends();
    ((stop = detail::stops(callbacks, std::as_const(now)) || stop), ...);
  }
  return now;
}

}  // namespace etna
