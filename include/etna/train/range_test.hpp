// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "etna/train/fit.hpp"

namespace etna {

/// A learning rate, and the loss of the minibatch that was met with it.
struct rate_and_loss {
  double learning_rate;
  double loss;
};

/// The learning-rate range test (L. Smith, Cyclical learning rates, arXiv 1506.01186, section 3.3):
/// takes steps at rates that grow geometrically from `from` to `to` and notes the losses. Good
/// bounds for cyclic rates are where the loss begins to fall, and where it no longer does: see
/// cyclic_bounds. Ends early when the loss is not finite or four times its least. Parameters and
/// optimizer are copied (a view's numbers too): nothing else changes. Throws std::invalid_argument
/// if a rate is not above 0 or infinite.
template <class P, class Optimizer, class Loss>
std::vector<rate_and_loss> learning_rate_range_test(const P& initial, Optimizer optimizer,
                                                    double from, double to, std::int64_t steps,
                                                    std::size_t samples,
                                                    const minibatch_sampler::options& batches,
                                                    const Loss& loss_and_gradient) {
  for (const double rate : {from, to}) {
    if (!(rate > 0 && rate <= std::numeric_limits<double>::max()))
      throw std::invalid_argument("Etna: learning_rate_range_test: a rate of " +
                                  std::to_string(rate) + ", not above 0 and finite");
  }
  minibatch_sampler sampler(samples, batches);
  auto copy = copy_of(initial);
  auto&& parameters = view_like<P>(copy);
  auto memory = detail::gradient_for(optimizer, parameters);
  auto&& gradient = view_like<P>(memory);
  detail::gradient_point<Optimizer, P> point(optimizer, parameters);
  auto state = optimizer.init(parameters);
  std::vector<rate_and_loss> curve;
  double least = 0;
  for (std::int64_t k = 0; k < steps; ++k) {
    const double x = steps > 1 ? static_cast<double>(k) / static_cast<double>(steps - 1) : 0;
    const double rate = from * std::pow(to / from, x);
    optimizer.set_learning_rate(rate);
    const double loss =
        point.call(optimizer, std::as_const(parameters), state, [&](const auto& at) {
          return static_cast<double>(loss_and_gradient(at, sampler.next(), gradient));
        });
    curve.push_back({rate, loss});
    if (k == 0 || loss < least) least = loss;
    if (!std::isfinite(loss) || loss > 4 * std::fabs(least)) break;
    optimizer.update(parameters, gradient, state);
  }
  return curve;
}

/// Bounds of a cyclic learning rate: `schedule::cyclic{.low = b.low, .high = b.high}`.
struct rate_bounds {
  double low;
  double high;
};

/// What a range test says of them: of all that the losses fall, smoothed by means of five, a tenth
/// has been fallen at `low`, and nine tenths at `high`. Nothing if they do not fall, or are not
/// finite at first.
inline std::optional<rate_bounds> cyclic_bounds(std::span<const rate_and_loss> curve) {
  std::vector<double> mean;
  for (std::size_t k = 0; k < curve.size() && std::isfinite(curve[k].loss); ++k) {
    const std::size_t first = k < 2 ? 0 : k - 2, last = std::min(k + 3, curve.size());
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = first; i < last && std::isfinite(curve[i].loss); ++i, ++count)
      sum += curve[i].loss;
    mean.push_back(sum / static_cast<double>(count));
  }
  if (mean.empty()) return std::nullopt;
  const auto least = std::min_element(mean.begin(), mean.end());
  const double fall = mean.front() - *least;
  if (!(fall > 0)) return std::nullopt;
  const auto rate_after = [&](double part) {
    const auto there = std::find_if(mean.begin(), least,
                                    [&](double m) { return m <= mean.front() - part * fall; });
    return curve[static_cast<std::size_t>(there - mean.begin())].learning_rate;
  };
  return rate_bounds{rate_after(0.1), rate_after(0.9)};
}

}  // namespace etna
