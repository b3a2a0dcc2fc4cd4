// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "etna/optimize/optimizer.hpp"
#include "etna/optimize/parameters.hpp"
#include "etna/train/sampler.hpp"

namespace etna {

/// A learning rate, and the loss of the minibatch that was met with it.
struct rate_and_loss {
  double learning_rate;
  double loss;
};

/// The learning-rate range test (L. Smith, Cyclical learning rates, arXiv 1506.01186, section 3.3):
/// takes steps at rates that grow geometrically from `from` to `to` and notes the losses. Good
/// bounds for cyclic rates are where the loss begins to fall, and where it no longer does. Ends
/// early when the loss is not finite or four times its least. Parameters and optimizer are copied
/// (a view's numbers too): nothing else changes.
template <class P, class Optimizer, class Loss>
std::vector<rate_and_loss> learning_rate_range_test(const P& initial, Optimizer optimizer,
                                                    double from, double to, std::int64_t steps,
                                                    std::size_t samples,
                                                    const minibatch_sampler::options& batches,
                                                    const Loss& loss_and_gradient) {
  minibatch_sampler sampler(samples, batches);
  auto copy = copy_of(initial), zeros = zeros_like(initial);
  auto&& parameters = view_like<P>(copy);
  auto&& gradient = view_like<P>(zeros);
  auto state = optimizer.init(parameters);
  std::vector<rate_and_loss> curve;
  double least = 0;
  for (std::int64_t k = 0; k < steps; ++k) {
    const double x = steps > 1 ? static_cast<double>(k) / static_cast<double>(steps - 1) : 0;
    const double rate = from * std::pow(to / from, x);
    optimizer.set_learning_rate(rate);
    const double loss =
        static_cast<double>(loss_and_gradient(parameters, sampler.next(), gradient));
    curve.push_back({rate, loss});
    if (k == 0 || loss < least) least = loss;
    if (!std::isfinite(loss) || loss > 4 * std::fabs(least)) break;
    optimizer.update(parameters, gradient, state);
  }
  return curve;
}

}  // namespace etna
