// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <numbers>

#include "problems/problem.hpp"

namespace bench {

/// Helmholtz energy of a mixed fluid by the Peng-Robinson equation of state (A. Griewank, On
/// automatic differentiation, 1989): R T Σ x[i] ln(x[i] / (1 - b·x)) - x·Ax / (√8 b·x) ln((1 + (1 +
/// √2) b·x) / (1 + (1 - √2) b·x)).
struct helmholtz {
  static constexpr const char* name = "helmholtz, 10";
  static constexpr const char* remark = "by hand the ten quotients share one division";
  static constexpr std::size_t inputs = 10, constants = 0, outputs = 1;
  static constexpr interval domain(std::size_t) { return {0.5, 2}; }

  static constexpr double temperature = 2.5;  // times the gas constant
  static constexpr auto b = [] {
    std::array<double, inputs> covolume{};
    for (std::size_t i = 0; i < inputs; ++i)
      covolume[i] = 0.01 + 0.004 * static_cast<double>(i * 7 % inputs);
    return covolume;
  }();
  static constexpr auto a = [] {
    std::array<std::array<double, inputs>, inputs> attraction{};
    for (std::size_t i = 0; i < inputs; ++i) {
      for (std::size_t j = 0; j < inputs; ++j) {
        attraction[i][j] = 1.0 / static_cast<double>(2 + (i > j ? i - j : j - i)) + b[i] * b[j];
      }
    }
    return attraction;
  }();

  struct function {
    template <class T>
    constexpr T operator()(const std::array<T, inputs>& x) const {
      T bx(0.0), attracted(0.0);
      for (std::size_t i = 0; i < inputs; ++i) {
        bx += b[i] * x[i];
        T ax(0.0);
        for (std::size_t j = 0; j < inputs; ++j) ax += a[i][j] * x[j];
        attracted += x[i] * ax;
      }
      T mixed(0.0);
      for (std::size_t i = 0; i < inputs; ++i) mixed += x[i] * log(x[i] / (1.0 - bx));
      constexpr double root = std::numbers::sqrt2;
      return temperature * mixed -
             attracted / (2 * root * bx) * log((1.0 + (1 + root) * bx) / (1.0 + (1 - root) * bx));
    }
  };

  static double by_hand(const std::array<double, inputs>& x, std::array<double, inputs>& gradient) {
    std::array<double, inputs> ax{};
    double bx = 0, sum = 0;
    for (std::size_t j = 0; j < inputs; ++j) {
      bx += b[j] * x[j];
      sum += x[j];
      for (std::size_t i = 0; i < inputs; ++i) ax[i] += a[j][i] * x[j];
    }
    double attracted = 0;
    for (std::size_t i = 0; i < inputs; ++i) attracted += x[i] * ax[i];

    constexpr double root = std::numbers::sqrt2;
    const double reciprocal = 1 / (1 - bx);
    double mixed = 0;
    for (std::size_t i = 0; i < inputs; ++i) {
      const double logarithm = std::log(x[i] * reciprocal);
      mixed += x[i] * logarithm;
      gradient[i] = temperature * logarithm;
    }
    const double u = 1 + (1 + root) * bx, v = 1 + (1 - root) * bx;
    const double logarithm = std::log(u / v);
    const double inverse = 1 / bx, scaled = logarithm * (0.5 / root) * inverse;
    const double by_bx = temperature * sum * reciprocal - attracted * inverse * (1 / (u * v)) +
                         attracted * scaled * inverse;
    for (std::size_t i = 0; i < inputs; ++i) {
      gradient[i] += temperature + by_bx * b[i] - 2 * scaled * ax[i];
    }
    return temperature * mixed - attracted * scaled;
  }
};

}  // namespace bench
