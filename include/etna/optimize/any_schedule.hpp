// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include "etna/optimize/schedule.hpp"

namespace etna {

/// Any of etna::schedule, or another function of the number of steps taken so far; or none.
class any_schedule {
 public:
  any_schedule() = default;
  template <class S>
    requires(!std::same_as<std::remove_cvref_t<S>, any_schedule>)
  any_schedule(S chosen) : function_(std::move(chosen)) {
    static_assert(
        schedule::schedule<S>,
        "Etna: a schedule is called with the number of steps, also where it is const, and "
        "gives a number. reduce_on_plateau is none: ask it for its rate with the loss of "
        "an epoch, in a callback, and pass a lambda that returns its learning_rate().");
  }

  explicit operator bool() const { return static_cast<bool>(function_); }
  double operator()(std::int64_t step) const { return function_(step); }

 private:
  std::function<double(std::int64_t)> function_;
};

}  // namespace etna
