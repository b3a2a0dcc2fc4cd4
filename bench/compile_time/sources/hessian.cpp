// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

// Every second derivative differs from zero.
struct dense {
  template <class T>
  constexpr T operator()(const std::array<T, 100>& x) const {
    T sum(0.0);
    for (const T& each : x) sum += each * each * each;
    return exp(sum) * sum;
  }
};

using matrix = std::array<std::array<double, 100>, 100>;

matrix second_derivatives(const std::array<double, 100>& x) { return etna::hessian(dense{})(x); }
