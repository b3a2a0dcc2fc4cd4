// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace etna {

/// Divides the learning rate when a loss no longer falls. Unlike schedules it has a state; ask it
/// once an epoch, or whenever a loss is at hand.
class reduce_on_plateau {
 public:
  struct options {
    double initial = 0.01;
    double divisor = 10;
    std::int64_t patience = 10;  // so many losses without improvement are borne
    double tolerance = 1e-4;     // an improvement is one by more than this part of the best loss
    std::int64_t cooldown = 0;   // so many losses after a reduction do not count
    double minimum = 0;
  };

  constexpr reduce_on_plateau() = default;
  constexpr explicit reduce_on_plateau(const options& chosen)
      : options_(chosen), rate_(chosen.initial) {}

  /// The learning rate after this loss. A loss that is NaN or infinite is no improvement.
  constexpr double operator()(double loss) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double margin = options_.tolerance * (best_ < 0 ? -best_ : best_);
    if (best_ == infinity ? loss < infinity : loss < best_ - margin) {
      best_ = loss;
      waited_ = 0;
      if (resting_ > 0) --resting_;
    } else if (resting_ > 0) {
      --resting_;
    } else if (++waited_ > options_.patience) {
      rate_ = std::max(rate_ / options_.divisor, std::min(options_.minimum, rate_));
      waited_ = 0;
      resting_ = options_.cooldown;
    }
    return rate_;
  }
  constexpr double learning_rate() const { return rate_; }
  constexpr double best() const { return best_; }

  static constexpr const char* kind = "reduce_on_plateau";  // in checkpoints
  template <class Self, class Archive>
  static void serialize(Self& self, const Archive& archive) {
    archive(self.rate_, self.best_, self.waited_, self.resting_);
  }

 private:
  options options_;
  double rate_ = options().initial;
  double best_ = std::numeric_limits<double>::infinity();
  std::int64_t waited_ = 0, resting_ = 0;
};

}  // namespace etna
