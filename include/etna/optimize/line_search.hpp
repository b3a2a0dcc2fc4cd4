// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace etna::detail {

/// φ(α) = f(x + α p) and its slope φ'(α).
struct line_point {
  double step, value, slope;
  bool is_finite() const { return std::isfinite(value) && std::isfinite(slope); }
};

/// Where the cubic through two points with their slopes has its minimum (Nocedal and Wright,
/// eq. 3.59); NaN if it has none.
inline double cubic_minimum(const line_point& a, const line_point& b) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
  const double d2 = std::copysign(std::sqrt(d1 * d1 - a.slope * b.slope), b.step - a.step);
  return b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
}

/// The steps that a line search tries. `low` is the lowest point so far that has decreased enough,
/// and the minimum is between it and `high`, once there is one.
struct line_interval {
  line_point low, high{}, before{};  // before: the low point before this one
  bool bracketed = false;
  std::array<double, 2> widths{};  // of the interval, one and two trials ago

  void add(const line_point& trial, bool is_high) {
    if (is_high) {
      high = trial;
      bracketed = true;
      return;
    }
    const bool falls_away = trial.slope * (bracketed ? high.step - low.step : 1.0) < 0;
    if (!falls_away) {
      high = low;
      bracketed = true;
    }
    before = low;
    low = trial;
  }

  double next() {
    if (!bracketed) {
      const double most = 10 * low.step, guess = cubic_minimum(before, low);
      return guess <= most ? std::max(guess, 2 * low.step) : most;
    }
    const double width = high.step - low.step;
    // Into a region without values from outside it; how far that is, nothing tells.
    if (!high.is_finite()) return low.step + (low.step == 0 ? 0.1 : 0.5) * width;
    const bool slow = widths[1] != 0 && std::fabs(width) > 0.66 * widths[1];
    widths = {std::fabs(width), widths[0]};
    const double part = slow ? 0.5 : (cubic_minimum(low, high) - low.step) / width;
    return low.step + (part == part ? std::clamp(part, 0.1, 0.9) : 0.5) * width;
  }
};

}  // namespace etna::detail
