// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "problems/problem.hpp"

namespace bench {

/// Speelpenning's product of all inputs.
struct speelpenning {
  static constexpr const char* name = "speelpenning, 10";
  static constexpr const char* remark = "";
  static constexpr std::size_t inputs = 10, constants = 0, outputs = 1;
  static constexpr interval domain(std::size_t) { return {0.5, 2}; }

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, inputs>& x) const {
      T product(1.0);
      for (const T& factor : x) product *= factor;
      return product;
    }
  };

  static double by_hand(const std::array<double, inputs>& x, std::array<double, inputs>& gradient) {
    // before[i] is the product of the factors before i.
    std::array<double, inputs> before;
    before[0] = 1;
    for (std::size_t i = 1; i < inputs; ++i) before[i] = before[i - 1] * x[i - 1];
    const double product = before[inputs - 1] * x[inputs - 1];
    double behind = 1;
    for (std::size_t i = inputs; i-- > 0;) {
      const double factor = x[i];
      gradient[i] = before[i] * behind;
      behind *= factor;
    }
    return product;
  }
};

}  // namespace bench
