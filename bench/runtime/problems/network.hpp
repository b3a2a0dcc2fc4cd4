// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include "problems/problem.hpp"

namespace bench {

/// Squared error of a 2-2-1 network with tanh units, by its nine parameters: four weights and two
/// biases of the hidden units, two weights and a bias of the output. The constants are the sample:
/// two features and the target.
struct network {
  static constexpr const char* name = "2-2-1 network, 9";
  static constexpr const char* remark = "";
  static constexpr std::size_t inputs = 9, constants = 3, outputs = 1;
  static constexpr interval domain(std::size_t) { return {-1.5, 1.5}; }

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, inputs>& w,
                           const std::array<T, constants>& sample) const {
      T output = w[8];
      for (std::size_t i = 0; i < 2; ++i) {
        output += w[6 + i] * tanh(w[2 * i] * sample[0] + w[2 * i + 1] * sample[1] + w[4 + i]);
      }
      const T error = output - sample[2];
      return error * error;
    }
  };

  static double by_hand(const std::array<double, inputs>& w,
                        const std::array<double, constants>& sample,
                        std::array<double, inputs>& gradient) {
    const double x = sample[0], y = sample[1];
    const double h0 = std::tanh(w[0] * x + w[1] * y + w[4]);
    const double h1 = std::tanh(w[2] * x + w[3] * y + w[5]);
    const double error = w[6] * h0 + w[7] * h1 + w[8] - sample[2];
    const double e = 2 * error;
    const double d0 = e * w[6] * (1 - h0 * h0), d1 = e * w[7] * (1 - h1 * h1);
    gradient = {d0 * x, d0 * y, d1 * x, d1 * y, d0, d1, e * h0, e * h1, e};
    return error * error;
  }
};

}  // namespace bench
