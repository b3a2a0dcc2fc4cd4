// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "etna/core/aligned_buffer.hpp"
#include "etna/optimize/flat.hpp"

namespace etna {

/// What fit asks for, of a `loss_and_gradient(parameters, indices, gradient)` as fit asks for it:
/// minibatches of more samples than `size` are taken in parts of at most so many, nearly equal, and
/// the means of the parts make the mean, summed in double. So a minibatch, or all samples, takes
/// the memory of a part. Not for two trainings at once, and where a sample's loss depends on the
/// others, as with batch normalisation, not the same.
///
/// Allocates a number for each parameter at the first such minibatch, then nothing. Throws
/// std::invalid_argument if the size is 0.
template <class Loss>
class microbatches {
 public:
  microbatches(std::size_t size, Loss loss_and_gradient)
      : size_(size), loss_and_gradient_(std::move(loss_and_gradient)) {
    if (size == 0) throw std::invalid_argument("Etna: microbatches of 0 samples, not 1 or more");
  }

  template <class P, class G>
  double operator()(const P& parameters, std::span<const std::uint32_t> indices,
                    G& gradient) const {
    static_assert(
        !requires { gradient.learning_rate; },
        "Etna: microbatches sum gradients, of which fused_sgd makes none: use sgd.");
    const std::size_t count = indices.size();
    if (count <= size_) return mean_loss(parameters, indices, gradient);
    const auto g = flat(gradient);
    using T = std::remove_cvref_t<decltype(g[0])>;
    if (sum_.size() != g.size()) sum_ = aligned_buffer<double>(g.size());
    const std::size_t parts = (count - 1) / size_ + 1;
    double loss = 0;
    for (std::size_t k = 0, first = 0; k < parts; ++k) {
      const std::size_t size = (count - first) / (parts - k);
      const double share = static_cast<double>(size) / static_cast<double>(count);
      loss += share * mean_loss(parameters, indices.subspan(first, size), gradient);
      for (std::size_t i = 0; i < g.size(); ++i)
        sum_[i] = (k == 0 ? 0 : sum_[i]) + share * static_cast<double>(g[i]);
      first += size;
    }
    for (std::size_t i = 0; i < g.size(); ++i) g[i] = static_cast<T>(sum_[i]);
    return loss;
  }

 private:
  template <class P, class G>
  double mean_loss(const P& parameters, std::span<const std::uint32_t> indices, G& gradient) const {
    return static_cast<double>(loss_and_gradient_(parameters, indices, gradient));
  }

  std::size_t size_;
  Loss loss_and_gradient_;
  mutable aligned_buffer<double> sum_;
};

}  // namespace etna
