// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "etna/optimize/any_schedule.hpp"

namespace etna {

namespace detail {

/// A number from 0 to count - 1, the same on every platform.
inline std::uint32_t draw_below(std::mt19937_64& random, std::uint32_t count) {
  // By the upper bits: with 64 of them the bias is below 2^-32.
  const std::uint64_t bits = random() >> 32;
  return static_cast<std::uint32_t>((bits * count) >> 32);
}

inline void shuffle(std::span<std::uint32_t> index, std::mt19937_64& random) {
  for (std::size_t i = index.size(); i > 1; --i)
    std::swap(index[i - 1], index[draw_below(random, static_cast<std::uint32_t>(i))]);
}

}  // namespace detail

/// Minibatches of a data set, as indices of samples: a new random permutation of all samples every
/// epoch, in batches one after the other. The same seed gives the same batches on every platform.
class minibatch_sampler {
 public:
  struct options {
    std::size_t batch_size = 32;
    std::uint64_t seed = 0;
    bool drop_last = false;  // whether a last batch that is short is left out
    bool shuffle = true;
  };

  /// Throws std::invalid_argument for a batch size of 0 or, if short batches are dropped, one
  /// larger than the data set.
  minibatch_sampler(std::size_t samples, const options& chosen)
      : options_(chosen), index_(samples) {
    check(chosen.batch_size);
    start_epoch(0);
  }
  /// Of the samples with these indices only: those that `split` has left for training, say.
  minibatch_sampler(std::span<const std::uint32_t> samples, const options& chosen)
      : minibatch_sampler(samples.size(), chosen) {
    samples_.assign(samples.begin(), samples.end());
    start_epoch(0);
  }

  /// The next minibatch; valid until the next call. Of no samples it is empty.
  std::span<const std::uint32_t> next() {
    if (remaining() == 0 && !index_.empty()) start_epoch(epoch_ + 1);
    const std::size_t size = std::min(options_.batch_size, index_.size() - position_);
    const std::span<const std::uint32_t> batch(index_.data() + position_, size);
    position_ += size;
    return batch;
  }
  /// Whether the last batch was the last of its epoch.
  bool epoch_ends() const { return remaining() == 0; }
  std::int64_t epoch() const { return epoch_; }
  /// The number of the last batch in its epoch, counted from 1 (if the size did not change).
  std::size_t batch() const { return (position_ + options_.batch_size - 1) / options_.batch_size; }
  std::size_t batches_per_epoch() const { return batches_of(index_.size()); }
  /// How many batches of the present size are left of the epoch.
  std::size_t batches_left() const { return batches_of(index_.size() - position_); }

  /// For schedules of the batch size; it holds from the next batch on.
  void set_batch_size(std::size_t size) {
    check(size);
    options_.batch_size = size;
  }

  /// Goes to where it is after so many batches of the present size: resumes a training. What it
  /// says is then the same as after so many calls of `next`.
  void seek(std::int64_t batches) {
    const auto each = static_cast<std::int64_t>(batches_per_epoch());
    if (each == 0) return;
    // The last batch of an epoch is part of it: the next one begins with its first batch.
    const std::int64_t epoch = batches > 0 ? (batches - 1) / each : 0;
    start_epoch(epoch);
    position_ = std::min(static_cast<std::size_t>(batches - epoch * each) * options_.batch_size,
                         index_.size());
  }

 private:
  std::size_t batches_of(std::size_t samples) const {
    return (samples + (options_.drop_last ? 0 : options_.batch_size - 1)) / options_.batch_size;
  }
  void check(std::size_t size) const {
    if (size == 0)
      throw std::invalid_argument("Etna: minibatch_sampler: a batch size of 0, not 1 or more");
    if (options_.drop_last && size > index_.size())
      throw std::invalid_argument("Etna: minibatch_sampler: batches of " + std::to_string(size) +
                                  " of " + std::to_string(index_.size()) +
                                  " samples, and short ones are dropped");
  }
  std::size_t remaining() const {
    const std::size_t rest = index_.size() - position_;
    return options_.drop_last && rest < options_.batch_size ? 0 : rest;
  }
  // Each epoch's permutation depends on the seed and the epoch alone.
  void start_epoch(std::int64_t epoch) {
    epoch_ = epoch;
    position_ = 0;
    std::iota(index_.begin(), index_.end(), 0U);
    if (!samples_.empty()) std::copy(samples_.begin(), samples_.end(), index_.begin());
    if (!options_.shuffle) return;
    std::mt19937_64 random(options_.seed + 0x9e3779b97f4a7c15U * static_cast<std::uint64_t>(epoch));
    detail::shuffle(index_, random);
  }

  options options_;
  std::vector<std::uint32_t> samples_, index_;  // those to permute, if not all; permuted
  std::int64_t epoch_ = 0;
  std::size_t position_ = 0;
};

/// Minibatches of easy samples first (Y. Bengio et al., Curriculum learning, 2009): drawn at random
/// from the easiest part of a data set, which a pacing function lets grow.
class curriculum_sampler {
 public:
  struct options {
    std::size_t batch_size = 32;
    std::uint64_t seed = 0;
    /// The part of the samples that the batch after so many is drawn from; without one from all.
    any_schedule pacing = {};
  };

  /// The difficulty of each sample: any numbers, the smaller the easier. Throws
  /// std::invalid_argument for a batch size of 0.
  template <class Difficulty>
  curriculum_sampler(const Difficulty& difficulty, const options& chosen)
      : options_(chosen),
        order_(difficulty.size()),
        batch_(chosen.batch_size),
        random_(chosen.seed) {
    if (chosen.batch_size == 0)
      throw std::invalid_argument("Etna: curriculum_sampler: a batch size of 0, not 1 or more");
    std::iota(order_.begin(), order_.end(), 0U);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](auto i, auto j) { return difficulty[i] < difficulty[j]; });
  }

  /// The next minibatch, as the pacing has it.
  std::span<const std::uint32_t> next() {
    return next(options_.pacing ? options_.pacing(batches_) : 1);
  }
  /// A minibatch from the easiest `part` of the samples (0 to 1, at least one batch's worth; NaN
  /// counts as 0). Of fewer samples than a batch has some are drawn more than once.
  std::span<const std::uint32_t> next(double part) {
    const auto size = static_cast<double>(order_.size());
    const double least = static_cast<double>(batch_.size()), wanted = part * size;
    const auto available =
        static_cast<std::uint32_t>(std::min(wanted > least ? wanted : least, size));
    if (available == 0) return {};
    ++batches_;
    for (std::uint32_t& i : batch_) i = order_[detail::draw_below(random_, available)];
    return batch_;
  }

  /// An epoch is as many batches as have all samples once. That of the last batch, and the number
  /// of this in it, counted from 1.
  std::int64_t epoch() const { return batches_ == 0 ? 0 : (batches_ - 1) / each(); }
  std::size_t batch() const {
    return batches_ == 0 ? 0 : static_cast<std::size_t>((batches_ - 1) % each() + 1);
  }
  std::size_t batches_per_epoch() const {
    return (order_.size() + batch_.size() - 1) / batch_.size();
  }
  std::size_t batches_left() const { return batches_per_epoch() - batch(); }
  /// Goes to where it is after so many batches: resumes a training.
  void seek(std::int64_t batches) {
    if (order_.empty()) return;
    random_.seed(options_.seed);
    random_.discard(static_cast<unsigned long long>(batches) * batch_.size());
    batches_ = batches;
  }

 private:
  std::int64_t each() const { return static_cast<std::int64_t>(batches_per_epoch()); }

  options options_;
  std::vector<std::uint32_t> order_, batch_;
  std::mt19937_64 random_;
  std::int64_t batches_ = 0;
};

/// Indices of samples to train on, and of samples held out.
struct data_split {
  std::vector<std::uint32_t> training, validation;
};

/// Splits samples at random; `fraction` of them, rounded down, are held out.
inline data_split split(std::size_t samples, double fraction, std::uint64_t seed = 0) {
  if (!(fraction >= 0 && fraction <= 1))
    throw std::invalid_argument("Etna: split: a fraction of " + std::to_string(fraction) +
                                ", not from 0 to 1");
  std::vector<std::uint32_t> all(samples);
  std::iota(all.begin(), all.end(), 0U);
  std::mt19937_64 random(seed);
  detail::shuffle(all, random);
  // (0.29 of 100 samples are 29, though the product is a little less.)
  const auto held_out =
      static_cast<std::ptrdiff_t>(fraction * static_cast<double>(samples) * (1 + 0x1p-50));
  return {{all.begin() + held_out, all.end()}, {all.begin(), all.begin() + held_out}};
}

}  // namespace etna
