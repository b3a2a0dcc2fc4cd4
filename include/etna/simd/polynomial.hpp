// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>

#include "etna/simd/xsimd.hpp"

namespace etna::simd {

namespace detail {

/// c[First] + c[First + 2] x + c[First + 4] x² + …
template <std::size_t First, class B, class T, std::size_t N>
ETNA_INLINE B every_other(const std::array<T, N>& c, B x) {
  constexpr std::size_t last = N - 1 - (N - 1 - First) % 2;
  B sum(c[last]);
  for (std::size_t k = last; k > First; k -= 2) sum = multiply_add(sum, x, B(c[k - 2]));
  return sum;
}

}  // namespace detail

/// The sum of c[k] x^k, as two sums side by side: neither waits for the other.
template <class B, class T, std::size_t N>
ETNA_INLINE B polynomial(const std::array<T, N>& c, B x) {
  const B square = x * x;
  return multiply_add(detail::every_other<1>(c, square), x, detail::every_other<0>(c, square));
}

}  // namespace etna::simd
