// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>

#include "etna/etna.hpp"

/// \file
/// One callable, its derivatives, in two translation units at different optimisation levels: with
/// and without straight-line code. All templates and constants of the library are in both.

namespace odr_tests {

using point = std::array<double, 3>;

struct function {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    T sum = x[0] * x[1];
    for (std::size_t i = 0; i < 60; ++i)
      sum = sum * x[2] + T(i) * x[i % 3];  // past the limit of -O0
    return x[0] < x[1] ? sum : sum * sum;
  }
};

inline constexpr auto gradient = etna::grad(function{});
inline constexpr auto product = etna::hvp(function{});

struct results {
  double value;
  point gradient, product;
  bool operator==(const results&) const = default;
};

inline results differentiate(const point& x, const point& v) {
  return {etna::value_and_grad(function{})(x).value, gradient(x), product(x, v)};
}

results differentiate_unoptimized(const point& x, const point& v);
results differentiate_optimized(const point& x, const point& v);

/// The address of one and the same object.
const void* gradient_of_unoptimized();
const void* gradient_of_optimized();

}  // namespace odr_tests
