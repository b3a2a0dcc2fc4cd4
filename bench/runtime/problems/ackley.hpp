// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <numbers>

#include "problems/problem.hpp"

namespace bench {

/// Ackley's function: -20 exp(-0.2 √(mean x[i]²)) - exp(mean cos 2πx[i]) + 20 + e.
struct ackley {
  static constexpr const char* name = "ackley, 10";
  static constexpr const char* remark = "";
  static constexpr std::size_t inputs = 10, constants = 0, outputs = 1;
  static constexpr interval domain(std::size_t) { return {-5, 5}; }

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, inputs>& x) const {
      T squares(0.0), cosines(0.0);
      for (std::size_t i = 0; i < inputs; ++i) {
        squares += x[i] * x[i];
        cosines += cos(2 * std::numbers::pi * x[i]);
      }
      const double n = inputs;
      return -20.0 * exp(-0.2 * sqrt(squares / n)) - exp(cosines / n) + 20.0 + std::numbers::e;
    }
  };

  static double by_hand(const std::array<double, inputs>& x, std::array<double, inputs>& gradient) {
    constexpr double n = inputs, turn = 2 * std::numbers::pi;
    double squares = 0, cosines = 0;
    for (std::size_t i = 0; i < inputs; ++i) {
      double cosine;
      sincos(turn * x[i], &gradient[i], &cosine);
      squares += x[i] * x[i];
      cosines += cosine;
    }
    const double root = std::sqrt(squares * (1 / n));
    const double valley = 20 * std::exp(-0.2 * root), ripple = std::exp(cosines * (1 / n));
    const double by_square = 0.2 / n * valley / root, by_cosine = turn / n * ripple;
    for (std::size_t i = 0; i < inputs; ++i) {
      gradient[i] = by_square * x[i] + by_cosine * gradient[i];
    }
    return 20 + std::numbers::e - valley - ripple;
  }
};

}  // namespace bench
