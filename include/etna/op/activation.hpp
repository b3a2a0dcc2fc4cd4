// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/control.hpp"
#include "etna/op/exponential.hpp"
#include "etna/op/hyperbolic.hpp"
#include "etna/op/piecewise.hpp"
#include "etna/op/special.hpp"

/// \file
/// Functions of statistics and machine learning, in forms that neither overflow nor lose digits.
///
/// sigmoid, softplus and logsumexp are all made of exp(-|x|). Each is recorded as an operation that
/// has it as a further operand (…_of), so that the functions and their derivatives, which are
/// sigmoids again, share it.

namespace etna {

namespace op {

/// sigmoid x, given e = exp(-|x|) and r = 1/(1 + e).
struct sigmoid_of : operation<"sigmoid_of", 3> {
  static constexpr operation_kind kind = operation_kind::multiplication;
  static constexpr const char* latex = "\\sigma\\left(#1\\right)";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T e, T r) {
    using detail::select;
    return select(x < T(0), e, T(1)) * r;
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S e, S r, S y) {
    return {y * apply<sigmoid_of>(-x, e, r), S(0), S(0)};
  }
};

/// The logistic function 1/(1 + exp(-x)).
struct sigmoid_ : operation<"sigmoid", 1> {
  static constexpr const char* latex = "\\sigma";
  static constexpr range domain[] = {{-80, 80}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::abs, math::exp;
    const T e = exp(T(-abs(x)));
    return sigmoid_of::value<T>(x, e, T(1) / (T(1) + e));
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S y) {
    return {y * sigmoid(-x)};
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, bool) {
    if (!x.graph) return false;
    const S e = exp(-abs(x));
    return out = apply<sigmoid_of>(x, e, S(1) / (S(1) + e)), true;
  }
};

/// softplus x, given e = exp(-|x|).
struct softplus_of : operation<"softplus_of", 2> {
  static constexpr const char* latex = "\\operatorname{softplus}\\left(#1\\right)";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T e) {
    using detail::select;
    using math::log1p;
    return select(x < T(0), T(0), x) + log1p(e);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S, S) {
    return {sigmoid(x), S(0)};
  }
};

/// ln(1 + exp(x)).
struct softplus_ : operation<"softplus", 1> {
  static constexpr const char* latex = "\\operatorname{softplus}";
  static constexpr range domain[] = {{-80, 80}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::abs, math::exp;
    return softplus_of::value<T>(x, exp(T(-abs(x))));
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {sigmoid(x)};
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, bool) {
    if (!x.graph) return false;
    return out = apply<softplus_of>(x, exp(-abs(x))), true;
  }
};

/// logsumexp(x, y), given e = exp(-|x - y|).
struct logsumexp_of : operation<"logsumexp_of", 3> {
  static constexpr const char* latex = "\\ln\\left(e^{#1} + e^{#2}\\right)";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T e) {
    using detail::select;
    using math::log1p;
    return select(x < y, y, x) +
           log1p(T(select(x == y, T(1), e)));  // x - y is NaN for equal infinities
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S y, S, S) {
    return {sigmoid(x - y), sigmoid(-(x - y)), S(0)};
  }
};

/// ln(exp(x) + exp(y)).
struct logsumexp_ : operation<"logsumexp", 2> {
  static constexpr const char* latex = "\\ln\\left(e^{#1} + e^{#2}\\right)";
  static constexpr range domain[] = {{-80, 80}, {-80, 80}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using math::abs, math::exp;
    return logsumexp_of::value<T>(x, y, exp(T(-abs(T(x - y)))));
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S) {
    return {sigmoid(x - y), sigmoid(-(x - y))};
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, S y, bool) {
    if (!x.graph && !y.graph) return false;
    return out = apply<logsumexp_of>(x, y, exp(-abs(x - y))), true;
  }
};

/// ln cosh x, to full precision where x is small.
struct log_cosh_ : operation<"log_cosh", 1> {
  static constexpr const char* latex = "\\ln\\cosh";
  static constexpr range domain[] = {{-80, 80}};
  static constexpr double ulp = 4;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using detail::select;
    using math::abs, math::expm1, math::log1p;
    const T a = abs(x), t = expm1(T(-a)), e = t + T(1);  // e = exp(-a)
    const T ln2 = T(math::ln2<detail::element_t<T>>());
    // ln(1 + (cosh a - 1)), and a - ln 2 + ln(1 + exp(-2a))
    const auto small = a < T(1);
    const T excess = select(small, T(t * t), T(e * e)) / select(small, T(e + e), T(1));
    return select(small, T(0), T(a - ln2)) + log1p(excess);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {tanh(x)};
  }
};

/// max(x, 0). The derivative at 0 is 0.
struct relu_ : piecewise<"relu", 1> {
  static constexpr const char* latex = "\\operatorname{relu}";
  static constexpr range domain[] = {{-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using detail::select;
    return select(x < T(0), T(0), x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {where(x <= S(0), S(0), S(1))};
  }
};

/// x where it is positive, else slope x. The derivative at 0 is the slope.
struct leaky_relu_ : piecewise<"leaky_relu", 2> {
  static constexpr range domain[] = {{-10, 10}, {0, 1}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T slope) {
    using detail::select;
    return select(x < T(0), T(slope * x), x);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S slope, S) {
    return {where(x <= S(0), slope, S(1)), where(x < S(0), x, S(0))};
  }
};

using activation_operations = operations<sigmoid_of, sigmoid_, softplus_of, softplus_, logsumexp_of,
                                         logsumexp_, log_cosh_, relu_, leaky_relu_>;

}  // namespace op

ETNA_FUNCTION(sigmoid)
ETNA_FUNCTION(softplus)
ETNA_FUNCTION(logsumexp)
ETNA_FUNCTION(log_cosh)
ETNA_FUNCTION(relu)
ETNA_FUNCTION(leaky_relu)

/// leaky_relu(x, 0.01)
template <operand X>
ETNA_INLINE constexpr auto leaky_relu(const X& x) {
  using R = promoted_t<X>;
  return apply<op::leaky_relu_>(x, whole<R, 1>() / whole<R, 100>());
}

/// ln sigmoid(x) = -softplus(-x)
template <operand X>
ETNA_INLINE constexpr auto log_sigmoid(const X& x) {
  return -softplus(apply<op::negate>(x));
}

/// x sigmoid(x)
template <operand X>
ETNA_INLINE constexpr auto silu(const X& x) {
  return x * sigmoid(x);
}

/// x Φ(x), Φ being the distribution function of the normal distribution (not its approximation by
/// tanh).
template <operand X>
ETNA_INLINE constexpr auto gelu(const X& x) {
  return x * normal_cdf(x);
}

/// ln(exp(x) + exp(y) + …) of three numbers or more.
template <operand X, operand Y, operand... Rest>
  requires(sizeof...(Rest) > 0)
ETNA_INLINE constexpr auto logsumexp(const X& x, const Y& y, const Rest&... rest) {
  return logsumexp(logsumexp(x, y), rest...);
}

}  // namespace etna

ETNA_OPERATION(etna::op::sigmoid_of)
ETNA_OPERATION(etna::op::sigmoid_)
ETNA_OPERATION(etna::op::softplus_of)
ETNA_OPERATION(etna::op::softplus_)
ETNA_OPERATION(etna::op::logsumexp_of)
ETNA_OPERATION(etna::op::logsumexp_)
ETNA_OPERATION(etna::op::log_cosh_)
ETNA_OPERATION(etna::op::relu_)
ETNA_OPERATION(etna::op::leaky_relu_)
