// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/array/descent.hpp"
#include "etna/optimize/parameters.hpp"
#include "etna/optimize/state.hpp"

namespace etna {

/// Gradient descent of parameters that are arrays, part of the gradient's own loops and products:
/// θ ← θ − η g. In `fit` what is given for the gradient is then a `descend`, to be passed on as a
/// gradient is: `value_and_grad(f, wrt<0>).into(memory, *p, x..., *gradient)`. It is no rule of a
/// chain, since no other rule can see the gradient.
struct fused_sgd {
  double learning_rate = 0.01;

  void set_learning_rate(double rate) { learning_rate = rate; }

  /// The state before the first step: it counts steps only.
  template <class S>
  auto init(const parameters<S>& p) const {
    optimizer_state<typename parameters<S>::number> state;
    state.size = p.size();
    return state;
  }

  /// What takes the place of the gradient; refers to this optimizer and to the parameters.
  template <class S>
  struct in_place {
    S& parameters;
    const double& learning_rate;
    descent<S> operator*() const { return descend(parameters, learning_rate); }
  };
  template <class S>
  in_place<S> gradient_for(parameters<S>& p) const {
    return {*p, learning_rate};
  }

  /// The step has been taken; counts it.
  template <class S, class T>
  bool update(const parameters<S>&, const in_place<S>&, optimizer_state<T>& state) const {
    ++state.steps;
    return true;
  }
};

}  // namespace etna
