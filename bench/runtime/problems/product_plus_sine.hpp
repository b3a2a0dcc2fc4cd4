// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include "problems/problem.hpp"

namespace bench {

/// x y + sin x
struct product_plus_sine {
  static constexpr const char* name = "x*y + sin(x)";
  static constexpr const char* remark = "";
  static constexpr std::size_t inputs = 2, constants = 0, outputs = 1;
  static constexpr interval domain(std::size_t) { return {-3, 3}; }

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, inputs>& x) const {
      return x[0] * x[1] + sin(x[0]);
    }
  };

  static double by_hand(const std::array<double, inputs>& x, std::array<double, inputs>& gradient) {
    double sine, cosine;
    sincos(x[0], &sine, &cosine);
    gradient = {x[1] + cosine, x[0]};
    return x[0] * x[1] + sine;
  }
};

}  // namespace bench
