// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace etna::detail {

// Each sets `result` and says whether it is exact. Infinities and NaN count as inexact: they are
// left to run time.

/// Whether products of parts of x neither overflow nor lose bits to underflow.
constexpr bool moderate(double x) {
  const double magnitude = x < 0 ? -x : x;
  return x == 0 || (magnitude < 0x1p500 && magnitude > 0x1p-450);
}

/// Knuth's two-sum: the rounding error of a + b.
constexpr bool exact_sum(double a, double b, double& result) {
  if (!moderate(a) || !moderate(b)) return false;
  result = a + b;
  const double part = result - a;
  return (a - (result - part)) + (b - part) == 0;
}

/// Dekker's product: the rounding error of a * b, given p = a * b rounded.
constexpr double product_error(double a, double b, double p) {
  constexpr double split = 134217729.0;  // 2^27 + 1
  const double a_high = split * a - (split * a - a), a_low = a - a_high;
  const double b_high = split * b - (split * b - b), b_low = b - b_high;
  return ((a_high * b_high - p) + a_high * b_low + a_low * b_high) + a_low * b_low;
}

constexpr bool exact_product(double a, double b, double& result) {
  if (!moderate(a) || !moderate(b)) return false;
  result = a * b;
  return product_error(a, b, result) == 0;
}

constexpr bool exact_quotient(double a, double b, double& result) {
  if (!moderate(a) || !moderate(b) || b == 0) return false;
  result = a / b;
  return moderate(result) && result * b == a && product_error(result, b, a) == 0;
}

}  // namespace etna::detail
