// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include "etna/core/math/series.hpp"

/// \file
/// Bernoulli numbers, and how far Stirling's asymptotic series with them are to be taken.

namespace etna::math::kernel {

/// The Bernoulli numbers B_2, B_4, ... B_2N in any number type, from the tangent numbers, whose
/// recurrence adds positive numbers only. Brent and Harvey, "Fast computation of Bernoulli, tangent
/// and secant numbers" (2011), section 6. O(N^2) operations.
template <class W, int N>
constexpr coefficients<W, N> bernoulli_numbers() {
  coefficients<W, N> b;
  b.at[0] = W(1);
  for (int k = 1; k < N; ++k) b.at[k] = W(k) * b.at[k - 1];
  for (int k = 1; k < N; ++k) {
    for (int j = k; j < N; ++j) b.at[j] = W(j - k) * b.at[j - 1] + W(j - k + 2) * b.at[j];
  }
  W power = W(1);
  for (int k = 0; k < N; ++k) {
    power = power * W(4);
    b.at[k] = b.at[k] * W(k % 2 == 0 ? 2 * k + 2 : -2 * k - 2) / (power * (power - W(1)));
  }
  return b;
}

/// Bits to which numbers of type W are computed, decimal types' too.
template <class W>
inline constexpr int precision_bits = [] {
  if constexpr (is_double_word<W>) {
    return precision<W>;
  } else {
    return std::numeric_limits<W>::radix == 2 ? std::numeric_limits<W>::digits
                                              : std::numeric_limits<W>::digits10 * 10 / 3 + 4;
  }
}();

/// With arguments from this on and so many terms, the series for log(gamma) and its derivative have
/// that precision: the last term is about (N / (pi e x))^2N. The n-th derivative of the latter
/// takes an x larger by 2n.
template <class W>
inline constexpr int stirling_from = precision_bits<W> / 6 + 2;
template <class W>
inline constexpr int stirling_terms = precision_bits<W> * 18 / 100 + 1;

}  // namespace etna::math::kernel
