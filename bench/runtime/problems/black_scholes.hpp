// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <numbers>

#include "problems/problem.hpp"

namespace bench {

/// Price of a European call by Black and Scholes and its greeks: the derivatives by spot, strike,
/// rate, volatility and time to expiry.
struct black_scholes {
  static constexpr const char* name = "black-scholes, 5";
  static constexpr const char* remark =
      "by hand one density is known to cancel: one exponential less";
  static constexpr std::size_t inputs = 5, constants = 0, outputs = 1;
  static constexpr interval domain(std::size_t i) {
    constexpr interval domains[] = {{80, 120}, {80, 120}, {0.01, 0.06}, {0.1, 0.5}, {0.2, 2}};
    return domains[i];
  }

  /// Distribution function of the standard normal distribution.
  template <class T>
  static constexpr T normal(const T& x) {
    return 0.5 * erfc(-x * (1 / std::numbers::sqrt2));
  }

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, inputs>& x) const {
      const auto& [spot, strike, rate, volatility, time] = x;
      const T deviation = volatility * sqrt(time);
      const T d1 = (log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / deviation;
      const T d2 = d1 - deviation;
      return spot * normal(d1) - strike * exp(-rate * time) * normal(d2);
    }
  };

  static double by_hand(const std::array<double, inputs>& x, std::array<double, inputs>& gradient) {
    const auto [spot, strike, rate, volatility, time] = x;
    const double root = std::sqrt(time), deviation = volatility * root;
    const double d1 =
        (std::log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / deviation;
    const double d2 = d1 - deviation;
    const double n1 = normal(d1), discounted = std::exp(-rate * time) * normal(d2);
    const double owed = strike * discounted;
    constexpr double inverse_root_of_turn = 0.5 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi;
    const double density = spot * inverse_root_of_turn * std::exp(-0.5 * d1 * d1);
    gradient = {n1, -discounted, time * owed, density * root,
                0.5 * density * volatility / root + rate * owed};
    return spot * n1 - owed;
  }
};

}  // namespace bench
