// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

#include "etna/core/math/constants.hpp"
#include "etna/op/exponential.hpp"
#include "etna/op/power.hpp"
#include "etna/op/trigonometric.hpp"

/// \file
/// Learning rates, or whatever else changes during a training, as functions of the number of steps
/// taken so far, which counts from 0: plain structs that are called with it, at run time or in
/// constant expressions. Periods of less than 1 step (`every`, `half_cycle`, restarts) are of 1;
/// what takes less than 1 step (`steps`) is at its end.
///
///     optimizer.set_learning_rate(schedule(state.steps));

namespace etna::schedule {

template <class S>
concept schedule = requires(const S& s) {
  { s(std::int64_t()) } -> std::convertible_to<double>;
};

namespace detail {

constexpr std::int64_t at_least_one(std::int64_t steps) { return steps < 1 ? 1 : steps; }

constexpr double fraction(std::int64_t step, std::int64_t steps) {
  return step >= steps ? 1 : step <= 0 ? 0 : static_cast<double>(step) / static_cast<double>(steps);
}

/// From `from` to `to` along half a period of the cosine, for x from 0 to 1.
constexpr double half_cosine(double from, double to, double x) {
  if (x >= 1) return to;
  return to + 0.5 * (from - to) * (1 + etna::cos(math::pi<double>() * x));
}

}  // namespace detail

/// Always the same.
struct constant {
  double value = 0.01;
  constexpr double operator()(std::int64_t) const { return value; }
};

/// Divided by a factor every so many steps.
struct step_decay {
  double initial = 0.01;
  double divisor = 10;
  std::int64_t every = 1000;
  constexpr double operator()(std::int64_t step) const {
    return initial / etna::pow(divisor, static_cast<double>(step / detail::at_least_one(every)));
  }
};

/// initial · rate^(step / every)
struct exponential_decay {
  double initial = 0.01;
  double rate = 0.9;
  std::int64_t every = 1000;
  constexpr double operator()(std::int64_t step) const {
    return initial * etna::pow(rate, static_cast<double>(step) /
                                         static_cast<double>(detail::at_least_one(every)));
  }
};

/// initial / (1 + decay k): Σ η diverges and Σ η² converges, with which stochastic gradient descent
/// converges (H. Robbins and S. Monro, A stochastic approximation method, 1951).
struct inverse_decay {
  double initial = 0.01;
  double decay = 1e-3;
  constexpr double operator()(std::int64_t step) const {
    return initial / (1 + decay * static_cast<double>(step));
  }
};

/// initial / √(1 + decay k)
struct inverse_root_decay {
  double initial = 0.01;
  double decay = 1e-3;
  constexpr double operator()(std::int64_t step) const {
    return initial / etna::sqrt(1 + decay * static_cast<double>(step));
  }
};

/// (initial − end)(1 − k / steps)^power + end, and `end` from `steps` on.
struct polynomial_decay {
  double initial = 0.01;
  double end = 0;
  double power = 1;
  std::int64_t steps = 1000;
  constexpr double operator()(std::int64_t step) const {
    const double x = detail::fraction(step, steps);
    return x == 1 ? end : (initial - end) * etna::pow(1 - x, power) + end;
  }
};

/// Linearly from one value to another, which is kept from `steps` on: a warm-up.
struct linear {
  double from = 0;
  double to = 0.01;
  std::int64_t steps = 1000;
  constexpr double operator()(std::int64_t step) const {
    const double x = detail::fraction(step, steps);
    return x == 1 ? to : from + (to - from) * x;
  }
};

/// Half a period of the cosine, from `initial` to `end` in so many steps; then `end`, or, with
/// restarts, from `initial` again, in periods that grow by a factor (I. Loshchilov and F. Hutter,
/// SGDR, 2017).
struct cosine {
  double initial = 0.01;
  double end = 0;
  std::int64_t steps = 1000;
  bool restarts = false;
  std::int64_t period_factor = 1;
  constexpr double operator()(std::int64_t step) const {
    std::int64_t period = restarts ? detail::at_least_one(steps) : steps;
    while (restarts && step >= period) {
      if (period_factor <= 1) {
        step %= period;
      } else {
        step -= period;
        constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max();
        period = period > longest / period_factor ? longest : period * period_factor;
      }
    }
    return detail::half_cosine(initial, end, detail::fraction(step, period));
  }
};

/// How the amplitude of `cyclic` changes: not at all, halved every cycle, or by a factor each step.
enum class cycle { triangular, triangular2, exp_range };

/// Up from `low` to `high` in `half_cycle` steps and down again, over and over (L. Smith, Cyclical
/// learning rates for training neural networks, arXiv 1506.01186).
struct cyclic {
  double low = 1e-4;
  double high = 1e-2;
  std::int64_t half_cycle = 1000;
  cycle mode = cycle::triangular;
  double factor = 0.99994;  // of exp_range
  constexpr double operator()(std::int64_t step) const {
    constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max() / 2;
    const std::int64_t half = half_cycle > longest ? longest : detail::at_least_one(half_cycle);
    const std::int64_t cycles = step / (2 * half), at = step % (2 * half);
    const double up =
        static_cast<double>(at < half ? at : 2 * half - at) / static_cast<double>(half);
    double amplitude = high - low;
    if (mode == cycle::triangular2) amplitude *= etna::pow(0.5, static_cast<double>(cycles));
    if (mode == cycle::exp_range) amplitude *= etna::pow(factor, static_cast<double>(step));
    return low + amplitude * up;
  }
};

/// Up from high / start_divisor to `high` in the first part of the steps, then down to that
/// start / end_divisor, both along a cosine (L. Smith and N. Topin, Super-convergence, 2018).
struct one_cycle {
  double high = 0.1;
  std::int64_t steps = 1000;
  double rising = 0.3;  // of all steps
  double start_divisor = 25;
  double end_divisor = 1e4;
  constexpr double operator()(std::int64_t step) const {
    const double x = detail::fraction(step, steps), start = high / start_divisor;
    if (x < rising || rising >= 1) return detail::half_cosine(start, high, x / rising);
    return detail::half_cosine(high, start / end_divisor, (x - rising) / (1 - rising));
  }
};

/// Schedules one after the other, each called with the steps since it began; `starts` has the steps
/// at which the second and further ones begin.
template <schedule... S>
struct sequence {
  std::tuple<S...> schedules;
  std::array<std::int64_t, sizeof...(S) - 1> starts;
  constexpr double operator()(std::int64_t step) const {
    double value = 0;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      const auto ask = [&](const auto& s, std::int64_t start) {
        if (step >= start || start == 0) value = s(step - start);
      };
      (ask(std::get<I>(schedules), I == 0 ? 0 : starts[I == 0 ? 0 : I - 1]), ...);
    }(std::index_sequence_for<S...>{});
    return value;
  }
};

/// `join({1000}, linear{...}, cosine{...})`: the second schedule from step 1000 on.
template <std::size_t Starts, schedule... S>
constexpr sequence<S...> join(const std::int64_t (&starts)[Starts], const S&... schedules) {
  static_assert(Starts + 1 == sizeof...(S),
                "Etna: join has a start for each schedule but the first: the step from which it "
                "holds.");
  sequence<S...> joined{{schedules...}, {}};
  for (std::size_t k = 0; k < Starts; ++k) joined.starts[k] = starts[k];
  return joined;
}

/// A schedule's value as a number of samples, rounded, from 1 to 2³¹; NaN counts as 1.
template <schedule S>
struct batch_size {
  S schedule;
  constexpr std::size_t operator()(std::int64_t step) const {
    const double size = schedule(step);
    return !(size >= 1.5) ? 1 : static_cast<std::size_t>(size < 0x1p31 ? size + 0.5 : 0x1p31);
  }
};

}  // namespace etna::schedule
