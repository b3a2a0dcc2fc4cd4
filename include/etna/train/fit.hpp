// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

#include "etna/optimize/any_schedule.hpp"
#include "etna/optimize/optimizer.hpp"
#include "etna/optimize/parameters.hpp"
#include "etna/train/sampler.hpp"

namespace etna {

/// Where a training is, as its callbacks see it.
struct progress {
  std::int64_t epoch = 0;   // counted from 0
  std::int64_t epochs = 0;  // of the whole training
  std::size_t batch = 0;    // counted from 1, within the epoch
  std::size_t batches = 0;  // of the epoch
  std::int64_t step = 0;    // taken so far, those of earlier trainings of the state included
  double loss = 0;          // of the last batch
  // Of the epoch's samples that this call of fit has seen, without batches that were skipped; NaN
  // of none.
  double mean_loss = 0;
  double learning_rate = 0;  // of the last step; 0 if the optimizer has none
  double seconds = 0;        // since fit began
  bool stopped = false;      // whether a callback ends the training
  bool epoch_ends() const { return batch == batches; }
  bool ends() const { return epoch_ends() && epoch + 1 >= epochs; }
  /// Whether the training takes no further step: it ends, or is stopped.
  bool is_last() const { return stopped || ends(); }
};

namespace detail {

template <class Callback>
inline constexpr bool may_stop =
    !std::is_void_v<std::invoke_result_t<std::remove_reference_t<Callback>&, const progress&>>;

/// Whether a callback wants the training to stop: one that returns nothing does not.
template <class Callback>
bool stops(Callback& callback, const progress& now) {
  if constexpr (may_stop<Callback>) {
    return static_cast<bool>(callback(now));
  } else {
    callback(now);
    return false;
  }
}

template <class Optimizer>
inline constexpr bool may_look_ahead = requires(const Optimizer& o) { o.looks_ahead(); };
template <class Optimizer>
  requires requires { typename std::bool_constant<Optimizer::looks_ahead()>; }
inline constexpr bool may_look_ahead<Optimizer> = Optimizer::looks_ahead();

/// Where a training writes the gradient that an optimizer takes.
template <class Optimizer, class P>
auto gradient_for(const Optimizer& optimizer, P& parameters) {
  if constexpr (requires { optimizer.gradient_for(parameters); }) {
    return optimizer.gradient_for(parameters);
  } else {
    return zeros_like(parameters);
  }
}

/// The learning rate of an optimizer; 0 if it has none.
template <class Optimizer>
double learning_rate_of(const Optimizer& optimizer) {
  if constexpr (requires { optimizer.learning_rate(); }) {
    return optimizer.learning_rate();
  } else if constexpr (requires { optimizer.learning_rate; }) {
    return optimizer.learning_rate;
  } else {
    return 0;
  }
}

/// A schedule's value as a size.
inline std::size_t rounded_at(const any_schedule& sizes, std::int64_t step) {
  const auto size = [&](std::int64_t k) { return sizes(k); };
  return schedule::batch_size<decltype(size)>{size}(step);
}

/// Where an optimizer wants the gradient to be taken: at the parameters, or at a point ahead.
template <class Optimizer, class P>
class gradient_point {
 public:
  gradient_point(const Optimizer& optimizer, const P& parameters) {
    if constexpr (may_look_ahead<Optimizer>) {
      if (optimizer.looks_ahead()) ahead_.emplace(copy_of(parameters));
    }
  }
  /// f(point)
  template <class State, class F>
  auto call(const Optimizer& optimizer, const P& parameters, const State& state, const F& f) {
    if constexpr (may_look_ahead<Optimizer>) {
      if (ahead_) {
        optimizer.look_ahead(parameters, state, *ahead_);
        auto&& point = view_like<P>(*ahead_);
        return f(std::as_const(point));
      }
    }
    return f(parameters);
  }

 private:
  struct nowhere {};
  template <bool Ahead, class Q>
  struct place {
    using type = nowhere;
  };
  template <class Q>
  struct place<true, Q> {
    using type = std::optional<decltype(copy_of(std::declval<const Q&>()))>;
  };
  [[no_unique_address]] typename place<may_look_ahead<Optimizer>, P>::type ahead_;
};

}  // namespace detail

/// What fit does.
struct fit_options {
  std::int64_t epochs = 10;
  minibatch_sampler::options batches = {};
  /// The learning rate of the step after so many. Without one the optimizer's own stay as they are.
  any_schedule schedule = {};
  /// The same of the size of the batch after so many, rounded (see schedule::batch_size); only of a
  /// minibatch_sampler.
  any_schedule batch_sizes = {};
};

/// Trains: for every minibatch of every epoch the gradient is asked for and a step taken.
///
/// `loss_and_gradient(parameters, indices, gradient)` writes the mean gradient over the samples
/// with these indices and returns their mean loss, as `value_and_grad(empirical_risk(loss)).into`
/// does. (Of nesterov_look_ahead the parameters are those ahead.) Parameters and the optimizer's
/// state are changed in place; a state that has taken steps goes on where it was: with the same
/// options a training that was stopped and one that was not are the same. (The optimizer may be
/// `groups` as well.) The `callbacks` are called after every step with the `progress`; one that
/// returns true ends the training. Those that return nothing are called last, so that they know.
/// Returns the progress at the end.
///
/// `samples` is the number of samples, or a sampler such as curriculum_sampler, which is sought to
/// the state's step; `options.batches` are of the former only.
///
/// Allocates the gradient and the order of the samples, then nothing.
template <class P, class Optimizer, class State, class Samples, class Loss, class... Callback>
progress fit(P& parameters, Optimizer optimizer, State& state, const fit_options& options,
             Samples&& samples, const Loss& loss_and_gradient, Callback&&... callbacks) {
  if constexpr (std::integral<std::remove_cvref_t<Samples>>) {
    auto batches = options.batches;
    if (options.batch_sizes) batches.batch_size = detail::rounded_at(options.batch_sizes, 0);
    minibatch_sampler sampler(static_cast<std::size_t>(samples), batches);
    return fit(parameters, std::move(optimizer), state, options, sampler, loss_and_gradient,
               callbacks...);
  } else {
    auto& sampler = samples;
    using clock = std::chrono::steady_clock;
    const auto start = clock::now();
    auto memory = detail::gradient_for(optimizer, parameters);
    auto&& gradient = view_like<P>(memory);
    detail::gradient_point<Optimizer, P> point(optimizer, parameters);
    using indices = std::span<const std::uint32_t>;
    static_assert(
        std::is_invocable_r_v<double, const Loss&, const P&, indices, decltype((gradient))>,
        "Etna: fit calls loss_and_gradient(parameters, indices, gradient): the parameters const, "
        "the indices a std::span<const std::uint32_t>; it writes the gradient and returns the "
        "mean loss.");
    static_assert((std::is_invocable_v<std::remove_reference_t<Callback>&, const progress&> && ...),
                  "Etna: fit calls its callbacks with a const etna::progress&.");
    constexpr bool resizes = requires { sampler.set_batch_size(std::size_t()); };
    const auto resize = [&](std::int64_t batch) {
      if constexpr (resizes) {
        if (options.batch_sizes)
          sampler.set_batch_size(detail::rounded_at(options.batch_sizes, batch));
      }
    };
    progress now;
    now.epochs = options.epochs;
    now.mean_loss = std::numeric_limits<double>::quiet_NaN();
    // The batch after so many. The next one's size tells how many are left of the epoch.
    const auto next = [&](std::int64_t before) {
      const indices batch = sampler.next();
      now.batch = sampler.epoch() == now.epoch ? now.batch + 1 : 1;
      now.epoch = sampler.epoch();
      resize(before + 1);
      now.batches = now.batch + sampler.batches_left();
      return batch;
    };
    const std::int64_t taken = state.steps + state.skipped;
    if (resizes && options.batch_sizes) {
      // Each batch has its own size: their places follow one from the other.
      sampler.seek(0);
      resize(0);
      now.batches = sampler.batches_left();
      for (std::int64_t k = 0; k < taken && now.batches > 0; ++k) next(k);
    } else {
      sampler.seek(taken);
      now.epoch = sampler.epoch();
      now.batch = sampler.batch();
      now.batches = now.batch + sampler.batches_left();
    }
    now.step = state.steps;
    if (now.batches == 0) return now;
    double sum = 0;
    std::size_t samples_seen = 0;
    // A sampler at the end of an epoch begins the next one when it is asked.
    bool stop = (now.epoch_ends() ? now.epoch + 1 : now.epoch) >= options.epochs;
    if (stop) {
      now.epoch = options.epochs > 0 ? options.epochs - 1 : 0;
      now.batch = now.batches;
    }
    while (!stop) {
      const indices batch = next(state.steps + state.skipped);
      if (now.batch == 1) {
        sum = 0;
        samples_seen = 0;
        now.mean_loss = std::numeric_limits<double>::quiet_NaN();
      }
      if (options.schedule) optimizer.set_learning_rate(options.schedule(state.steps));
      now.learning_rate = detail::learning_rate_of(optimizer);
      now.loss = point.call(optimizer, std::as_const(parameters), state, [&](const auto& at) {
        return static_cast<double>(loss_and_gradient(at, batch, gradient));
      });
      optimizer.update(parameters, gradient, state);
      if (state.steps != now.step) {
        now.step = state.steps;
        samples_seen += batch.size();
        sum += now.loss * static_cast<double>(batch.size());
        now.mean_loss = sum / static_cast<double>(samples_seen);
      }
      now.seconds = std::chrono::duration<double>(clock::now() - start).count();
      const auto ask = [&](auto& callback, bool about_the_end) {
        if (detail::may_stop<decltype(callback)> == about_the_end)
          now.stopped = detail::stops(callback, std::as_const(now)) || now.stopped;
      };
      (ask(callbacks, true), ...);
      (ask(callbacks, false), ...);
      stop = now.is_last();
    }
    return now;
  }
}

}  // namespace etna
