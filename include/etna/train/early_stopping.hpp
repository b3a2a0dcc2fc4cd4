// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "etna/core/error.hpp"
#include "etna/optimize/flat.hpp"

namespace etna {

/// Stops a training when the loss on validation data no longer falls, and has the best parameters
/// (I. Goodfellow et al., Deep learning, algorithm 7.1). T is their number type.
template <class T>
class early_stopping {
 public:
  struct options {
    std::int64_t patience = 10;  // so many losses without improvement are borne
    double tolerance = 0;        // an improvement is one by more than this
  };

  early_stopping() = default;
  explicit early_stopping(const options& chosen) : options_(chosen) {}

  /// Takes note of the validation loss of these parameters; returns whether to stop. A loss that is
  /// NaN is no improvement. Allocates the first time only.
  template <class P>
  bool operator()(double loss, const P& parameters) {
    if (loss < best_ - options_.tolerance || (best_parameters_.empty() && loss == loss)) {
      const auto p = flat(parameters);
      best_parameters_.assign(p.begin(), p.end());
      best_ = loss;
      waited_ = 0;
      return false;
    }
    return ++waited_ > options_.patience;
  }
  /// Makes parameters the best so far; without any they stay as they are.
  template <class P>
  void restore(P&& parameters) const {
    if (best_parameters_.empty()) return;
    const auto p = flat(parameters);
    if (p.size() != best_parameters_.size())
      throw size_mismatch("parameters to restore", p.size(), best_parameters_.size());
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = best_parameters_[i];
  }
  double best() const { return best_; }

  static constexpr const char* kind = "early_stopping";  // in checkpoints
  template <class Self, class Archive>
  static void serialize(Self& self, const Archive& archive) {
    archive(self.best_, self.waited_, self.best_parameters_);
  }

 private:
  options options_;
  double best_ = std::numeric_limits<double>::infinity();
  std::int64_t waited_ = 0;
  std::vector<T> best_parameters_;
};

}  // namespace etna
