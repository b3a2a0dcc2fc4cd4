// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iomanip>
#include <locale>
#include <stdexcept>
#include <string>
#include <tuple>

#include "etna/optimize/checkpoint.hpp"
#include "etna/train/fit.hpp"

/// \file
/// Callbacks of fit.

namespace etna {

/// Ends a training when so many seconds have passed.
struct stop_after {
  double seconds;
  bool operator()(const progress& now) const { return now.seconds >= seconds; }
};

/// Ends a training at the end of an epoch whose mean loss is at most this.
struct stop_below {
  double loss;
  bool operator()(const progress& now) const { return now.epoch_ends() && now.mean_loss <= loss; }
};

/// Calls f(progress) at the end of every so many epochs (less than 1 is 1): for validation, plots,
/// a rate that follows the loss. What f returns ends the training if it is true.
template <class F>
struct every_epoch {
  F f;
  std::int64_t epochs = 1;
  bool operator()(const progress& now) {
    if (!now.epoch_ends() || (now.epoch + 1) % std::max<std::int64_t>(epochs, 1) != 0) return false;
    return detail::stops(f, now);
  }
};
template <class F>
every_epoch(F) -> every_epoch<F>;
template <class F>
every_epoch(F, std::int64_t) -> every_epoch<F>;

/// Shows where a training is: on a terminal a bar of 79 columns with rate and remaining time, else
/// a line an epoch, and one where it is stopped.
class progress_bar {
 public:
  explicit progress_bar(std::FILE* stream = stderr)
      : progress_bar(stream, ::isatty(::fileno(stream)) == 1) {}
  progress_bar(std::FILE* stream, bool terminal) : stream_(stream), terminal_(terminal) {}

  void operator()(const progress& now) {
    if (terminal_) {
      // Ten times a second at most: writing takes longer than many a step.
      if (now.seconds < shown_) {  // another training
        shown_ = -1;
        first_step_ = -1;
      }
      if (!now.epoch_ends() && !now.is_last() && now.seconds - shown_ < 0.1) return;
      shown_ = now.seconds;
      draw(now);
    } else if (now.epoch_ends() || now.is_last()) {
      std::fprintf(stream_, "epoch %lld/%lld  loss %.6g  %.1f s\n", epoch(now), epochs(now),
                   now.mean_loss, now.seconds);
    }
    std::fflush(stream_);
  }

 private:
  static long long epoch(const progress& now) { return static_cast<long long>(now.epoch + 1); }
  static long long epochs(const progress& now) { return static_cast<long long>(now.epochs); }
  void draw(const progress& now) {
    constexpr char full[] = "####################", empty[] = "....................";
    constexpr std::size_t width = sizeof full - 1;
    const int filled = static_cast<int>(width * now.batch / now.batches);
    if (first_step_ < 0) first_step_ = now.step - 1;
    const double rate = static_cast<double>(now.step - first_step_) / std::max(now.seconds, 1e-9);
    const double left =
        (static_cast<double>(now.epochs - now.epoch - 1) * static_cast<double>(now.batches) +
         static_cast<double>(now.batches - now.batch)) /
        std::max(rate, 1e-9);
    char line[1024];  // any numbers; but a longer line than 79 would begin a new one at every turn
    std::snprintf(line, sizeof line,
                  "epoch %lld/%lld [%.*s%.*s] loss %.6g  %.0f steps/s  %.0f s left", epoch(now),
                  epochs(now), filled, full, static_cast<int>(width) - filled, empty, now.mean_loss,
                  rate, left);
    std::fprintf(stream_, "\r%.79s\033[K", line);
    if (now.epoch_ends() || now.is_last()) std::fputc('\n', stream_);
  }

  std::FILE* stream_;
  bool terminal_;
  double shown_ = -1;
  std::int64_t first_step_ = -1;
};

/// What a log does with a file that is there.
enum class log_mode { replace, append };

/// Writes the learning curve to a CSV file: a line an epoch, after one with the names of the
/// columns. A training that goes on appends to the file of its beginning.
class csv_log {
 public:
  /// Throws std::runtime_error if the file cannot be written.
  explicit csv_log(const std::string& file, log_mode mode = log_mode::replace)
      : file_(file), stream_(file, mode == log_mode::append ? std::ios::app : std::ios::trunc) {
    stream_.imbue(std::locale::classic());
    if (mode == log_mode::replace || stream_.seekp(0, std::ios::end).tellp() == 0)
      stream_ << "epoch,step,mean_loss,learning_rate,seconds\n";
    stream_.flush();
    check();
  }
  void operator()(const progress& now) {
    if (!now.epoch_ends()) return;
    stream_ << std::defaultfloat << std::setprecision(9) << now.epoch + 1 << ',' << now.step << ','
            << now.mean_loss << ',' << now.learning_rate << ',' << std::fixed
            << std::setprecision(3) << now.seconds << '\n';
    stream_.flush();
    check();
  }

 private:
  void check() const {
    if (!stream_) throw std::runtime_error("Etna: " + file_ + ": cannot be written");
  }
  std::string file_;
  std::ofstream stream_;
};

/// Saves parameters and state, and what else the training remembers, to a file at the end of every
/// so many epochs (less than 1 is 1), and of the training, however it ends (see save_checkpoint).
/// It is to stand behind callbacks that change what is saved.
template <class P, class State, class... Others>
class save_checkpoints {
 public:
  save_checkpoints(std::string file, const P& parameters, const State& state,
                   std::int64_t epochs = 1, const Others&... others)
      : file_(std::move(file)),
        saved_(parameters, state, others...),
        epochs_(std::max<std::int64_t>(epochs, 1)) {}
  void operator()(const progress& now) const {
    if (now.is_last() || (now.epoch_ends() && (now.epoch + 1) % epochs_ == 0))
      std::apply([&](const auto&... saved) { save_checkpoint(file_, saved...); }, saved_);
  }

 private:
  std::string file_;
  std::tuple<const P&, const State&, const Others&...> saved_;
  std::int64_t epochs_;
};

}  // namespace etna
