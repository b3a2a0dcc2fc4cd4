// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "problems/problem.hpp"

namespace bench {

/// Rosenbrock's valley: the sum of 100 (x[i+1] - x[i]²)² + (1 - x[i])².
template <std::size_t N>
struct rosenbrock {
  static constexpr const char* name = N == 2 ? "rosenbrock, 2" : "rosenbrock, 10";
  static constexpr const char* remark =
      N == 2 ? "" : "by hand the squares are summed apart, and the factor 100 is outside the sum";
  static constexpr std::size_t inputs = N, constants = 0, outputs = 1;
  static constexpr interval domain(std::size_t) { return {-2, 2}; }

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, N>& x) const {
      T sum(0.0);
      for (std::size_t i = 0; i + 1 < N; ++i) {
        const T t = x[i + 1] - x[i] * x[i], u = 1.0 - x[i];
        sum += 100.0 * t * t + u * u;
      }
      return sum;
    }
  };

  static double by_hand(const std::array<double, N>& x, std::array<double, N>& gradient) {
    double squares_of_t = 0, squares_of_u = 0, carry = 0, current = x[0];
    for (std::size_t i = 0; i + 1 < N; ++i) {
      const double next = x[i + 1], t = next - current * current, u = 1 - current, s = 200 * t;
      squares_of_t += t * t;
      squares_of_u += u * u;
      gradient[i] = carry - 2 * (s * current + u);
      carry = s;
      current = next;
    }
    gradient[N - 1] = carry;
    return 100 * squares_of_t + squares_of_u;
  }
};

}  // namespace bench
