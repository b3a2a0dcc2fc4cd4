// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/value_and_grad.hpp"

namespace etna {

/// A step of gradient descent in the place of a gradient: `descend` makes it.
template <class P>
struct descent {
  P& parameters;
  double learning_rate;
};

/// `value_and_grad(f, wrt<0>).into(memory, p, x..., descend(p, rate))` changes the arrays p, by
/// which f is differentiated, to p − rate ∇f(p); the value is the one before. What a product of
/// matrices gives is subtracted where it is made, so that most of the gradient is never stored.
/// Throws std::invalid_argument, and changes nothing, if p is not where that argument is.
template <argument P>
descent<P> descend(P& parameters, double learning_rate) {
  return {parameters, learning_rate};
}

}  // namespace etna
