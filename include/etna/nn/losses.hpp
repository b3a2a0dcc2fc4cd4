// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>

#include "etna/op/all.hpp"

/// \file
/// Losses, element by element: of numbers, or of arrays, whose mean or sum is then taken.
/// softmax_cross_entropy is in array/functions.hpp.

namespace etna {

namespace op {

/// Binary cross-entropy of a logit z and a label, given e = exp(-|z|), which the derivative has,
/// too.
struct binary_cross_entropy_of : operation<"binary_cross_entropy_of", 3> {
  template <class T>
  ETNA_INLINE static constexpr T value(T z, T label, T e) {
    using detail::select;
    using math::log1p;
    // How far the label is from what the sign of z says. Where that is right nothing large is
    // there of which the logarithm would be a difference, or of which 0 times is no number.
    const T off = select(z < T(0), T(0), T(1)) - label;
    return select(off == T(0), T(0), T(off * z)) + log1p(e);
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S z, S label, S, S) {
    return {sigmoid(z) - label, -z, S(0)};
  }
};

}  // namespace op

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
/// It does not overflow, and its value keeps its digits where it is small; the derivative,
/// sigmoid(logit) - label, does so for the label 0.
template <operand X, operand Y>
constexpr auto binary_cross_entropy(const X& logit, const Y& label) {
  return apply<op::binary_cross_entropy_of>(logit, label, exp(-abs(logit)));
}

/// max(0, 1 - label score), with labels -1 and 1. The derivative at the kink is that of 0.
template <operand X, operand Y>
constexpr auto hinge_loss(const X& score, const Y& label) {
  return relu(1.0 - label * score);
}

}  // namespace etna

ETNA_OPERATION(etna::op::binary_cross_entropy_of)
