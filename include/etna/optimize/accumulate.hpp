// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "etna/core/aligned_buffer.hpp"
#include "etna/core/error.hpp"
#include "etna/optimize/flat.hpp"

namespace etna {

/// The mean of the gradients of several minibatches, for a step as if they were one.
template <class T>
class gradient_accumulator {
 public:
  /// For this many parameters, and a step every so many gradients; throws std::invalid_argument if
  /// that is 0.
  gradient_accumulator(std::size_t parameters, std::size_t every)
      : sum_(parameters, T(0), 1), every_(every) {
    if (every == 0)
      throw std::invalid_argument(
          "Etna: gradient_accumulator: a step every 0 gradients, not 1 or more");
  }

  /// Adds a gradient; returns whether it is time for a step with `mean`.
  template <class G>
  bool add(const G& gradient) {
    const auto g = flat(gradient);
    if (g.size() != sum_.size())
      throw size_mismatch("numbers in the gradient", g.size(), sum_.size());
    const T share = T(1) / static_cast<T>(every_);
    const bool first = count_ % every_ == 0;
    for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] = (first ? T(0) : sum_[i]) + share * g[i];
    return ++count_ % every_ == 0;
  }
  /// The numbers alone, in one row.
  const aligned_buffer<T>& mean() const { return sum_; }
  /// Writes the mean to a gradient, which has names and parts for `groups`, and errors, to go by.
  /// Throws size_mismatch if it is of another size; nothing has changed then.
  template <class G>
  void mean_into(G&& gradient) const {
    const auto g = flat(gradient);
    if (g.size() != sum_.size())
      throw size_mismatch("numbers in the gradient", g.size(), sum_.size());
    std::copy(sum_.begin(), sum_.end(), g.begin());
  }

  static constexpr const char* kind = "gradient_accumulator";  // in checkpoints
  template <class Self, class Archive>
  static void serialize(Self& self, const Archive& archive) {
    archive(self.sum_, self.count_);
  }

 private:
  aligned_buffer<T> sum_;
  std::size_t every_, count_ = 0;
};

}  // namespace etna
