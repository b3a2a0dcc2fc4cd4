// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/optimize/rule.hpp"
#include "etna/simd/estimates.hpp"

/// \file
/// What a rule may return for its update: a quotient that is still to be made. A root is long to
/// wait for, and what waits for it would fill the processor's window; a step makes the quotients
/// when the next roots have begun (see step_kernel).

namespace etna {

/// a / d (see simd::divide), made when it is called.
template <bool Exact, class V>
class quotient {
 public:
  ETNA_INLINE quotient(const V& a, const V& d) : a_(a), d_(d) {}
  // (GCC keeps an object in registers if it sees each of them copied.)
  ETNA_INLINE quotient(const quotient& other) : a_(other.a_), d_(other.d_) {}
  ETNA_INLINE quotient& operator=(const quotient& other) {
    a_ = other.a_;
    d_ = other.d_;
    return *this;
  }
  ETNA_INLINE V operator()(const V&) const { return *this; }
  /// The quotient now: for a rule that does something to it.
  ETNA_INLINE operator V() const { return simd::divide<Exact>(V(a_), V(d_)); }

 private:
  simd::register_t<V> a_, d_;
};

/// A quotient and a decay of the parameter: decay θ + a / d.
template <bool Exact, class V>
class decayed_quotient {
 public:
  ETNA_INLINE decayed_quotient(const quotient<Exact, V>& step, const V& decay)
      : step_(step), decay_(decay) {}
  ETNA_INLINE decayed_quotient(const decayed_quotient& other)
      : step_(other.step_), decay_(other.decay_) {}
  ETNA_INLINE decayed_quotient& operator=(const decayed_quotient& other) {
    step_ = other.step_;
    decay_ = other.decay_;
    return *this;
  }
  ETNA_INLINE V operator()(const V& parameter) const {
    return multiply_add(V(decay_), parameter, step_(parameter));
  }

 private:
  quotient<Exact, V> step_;
  simd::register_t<V> decay_;
};

}  // namespace etna
