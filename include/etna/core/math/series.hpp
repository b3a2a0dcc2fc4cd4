// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "etna/core/math/double_word.hpp"

/// \file
/// Power series for the constexpr kernels: Taylor coefficients made for any type, and one way to
/// sum them.

namespace etna::math::kernel {

/// Coefficients of a polynomial, the constant term first. (A plain array: indexing costs no call.)
template <class W, int N>
struct coefficients {
  W at[N] = {};
};

/// sum of at[k] x^k by Horner's rule, for terms that fall off at least as a geometric series does.
/// In double_word the upper half of the terms, which cannot reach the last digits, is summed in its
/// leading part alone.
template <class W, int N>
constexpr W polynomial(const coefficients<W, N>& c, W x) {
  int k = N - 1;
  W sum = c.at[k];
  if constexpr (is_double_word<W>) {
    auto head = sum.hi;
    while (--k > N / 2) head = head * x.hi + c.at[k].hi;
    sum = double_word(head) * x + c.at[k];
  }
  while (--k >= 0) sum = sum * x + c.at[k];
  return sum;
}

/// sign^k / (first + step k)!, the coefficients of exp, sin and cos.
template <class W, int N>
constexpr coefficients<W, N> inverse_factorials(int first, int step, int sign) {
  coefficients<W, N> c;
  W term = 1;
  for (int k = 0, n = 0; k < N; ++k) {
    while (n < first + step * k) term = term / W(++n);
    c.at[k] = term;
    if (sign < 0) term = -term;
  }
  return c;
}

/// sign^k / (2k + 1), the coefficients of atanh(x)/x and atan(x)/x in x*x.
template <class W, int N>
constexpr coefficients<W, N> inverse_odd_numbers(int sign) {
  coefficients<W, N> c;
  for (int k = 0; k < N; ++k) c.at[k] = W(sign < 0 && k % 2 != 0 ? -1 : 1) / W(2 * k + 1);
  return c;
}

/// How many terms x^(step k) / (step k + 1)! it takes to fall below 2^-bits.
consteval int factorial_terms(int bits, double x, int step) {
  int count = 0;
  int n = 1;
  int halvings = 0;
  for (double term = 1; halvings < bits; ++count) {
    for (int i = 0; i < step; ++i) term *= x / ++n;
    for (; term <= 0.5; term *= 2) ++halvings;
  }
  return count;
}

/// How many powers of x < 1 it takes to fall below 2^-bits.
consteval int geometric_terms(int bits, double x) {
  int count = 0;
  int halvings = 0;
  for (double power = 1; halvings < bits; ++count) {
    power *= x;
    for (; power <= 0.5; power *= 2) ++halvings;
  }
  return count;
}

}  // namespace etna::math::kernel
