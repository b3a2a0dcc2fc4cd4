// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/all.hpp"

/// \file
/// Losses, element by element: of numbers, or of arrays, whose mean or sum is then taken.
/// softmax_cross_entropy is in array/functions.hpp.

namespace etna {

/// (prediction - target)²
template <operand X, operand Y>
constexpr auto squared_error(const X& prediction, const Y& target) {
  const auto d = prediction - target;
  return d * d;
}

/// d²/2 where |d| = |prediction - target| is at most delta, else delta (|d| - delta/2): outliers
/// pull with a bounded force (Huber 1964). delta > 0.
template <operand X, operand Y>
constexpr auto huber_loss(const X& prediction, const Y& target, double delta = 1) {
  const auto d = prediction - target;
  const auto size = abs(d);
  return where(size <= delta, 0.5 * d * d, delta * (size - 0.5 * delta));
}

/// -ln of the probability of a label (0 or 1, or a number between), which is sigmoid(logit) for 1.
/// It does not overflow.
template <operand X, operand Y>
constexpr auto binary_cross_entropy(const X& logit, const Y& label) {
  return softplus(logit) - label * logit;
}

/// max(0, 1 - label score), with labels -1 and 1. The derivative at the kink is that of 0.
template <operand X, operand Y>
constexpr auto hinge_loss(const X& score, const Y& label) {
  return relu(1.0 - label * score);
}

}  // namespace etna
