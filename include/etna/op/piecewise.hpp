// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/arithmetic.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/select.hpp"

/// \file
/// Functions with kinks and jumps. Their values are those of a choice between operands; NaN goes
/// through unless said otherwise.

namespace etna {

namespace op {

/// The base of operations that choose.
template <fixed_string Name, int Arity>
struct piecewise : operation<Name, Arity> {
  static constexpr operation_kind kind = operation_kind::selection;
};

/// -1, 0 or 1; 0 keeps its sign. The derivative is 0 everywhere.
struct sign_ : piecewise<"sign", 1> {
  static constexpr const char* latex = "\\operatorname{sgn}";
  static constexpr range domain[] = {{-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using detail::select;
    return select(T(0) < x, T(1), select(x < T(0), T(-1), x));
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S) {
    return {S(0)};
  }
};

/// |x|. The derivative at 0 is 0.
struct abs_ : operation<"abs", 1> {
  static constexpr operation_kind kind = operation_kind::other;
  static constexpr const char* latex = "\\left|#1\\right|";
  static constexpr range domain[] = {{-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::abs;
    return abs(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {sign(x)};
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, bool) {
    if (x.template is_a<negate>()) return out = abs(x.operand(0)), true;
    if (x.template is_a<abs_>()) return out = x, true;
    return false;
  }
};

/// |x| with the sign of s, that of a zero too. The derivative at x = 0 is 0.
struct copysign_ : operation<"copysign", 2> {
  static constexpr operation_kind kind = operation_kind::other;
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T s) {
    using math::copysign;
    return copysign(x, s);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S s, S) {
    return {sign(x) * copysign(S(1), s), S(0)};
  }
};

/// (y < x) ? y : x. At a tie each side has half the derivative.
struct min_ : piecewise<"min", 2> {
  static constexpr const char* latex = "\\min";
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(y < x, y, x);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S) {
    const S by_x = where(y < x, S(0), where(x == y, S(0.5), S(1)));
    return {by_x, S(1) - by_x};
  }
};

/// (x < y) ? y : x. At a tie each side has half the derivative.
struct max_ : piecewise<"max", 2> {
  static constexpr const char* latex = "\\max";
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(x < y, y, x);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S) {
    const S by_x = where(x < y, S(0), where(x == y, S(0.5), S(1)));
    return {by_x, S(1) - by_x};
  }
};

/// The smaller of x and y, or the number among them where the other is NaN. At a tie each side has
/// half the derivative.
struct fmin_ : piecewise<"fmin", 2> {
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(y < x, y, select(x == x, x, y));
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S r) {
    const S by_x = where(x == y, S(0.5), where(r == x, S(1), S(0)));
    return {by_x, S(1) - by_x};
  }
};

/// The larger of x and y, or the number among them where the other is NaN. At a tie each side has
/// half the derivative.
struct fmax_ : piecewise<"fmax", 2> {
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    return select(x < y, y, select(x == x, x, y));
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S r) {
    const S by_x = where(x == y, S(0.5), where(r == x, S(1), S(0)));
    return {by_x, S(1) - by_x};
  }
};

/// x - y where x is larger, else 0; at a tie the derivatives are 0.
struct fdim_ : piecewise<"fdim", 2> {
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using detail::select;
    const auto zero = x <= y;
    return select(zero, T(0), x) - select(zero, T(0), y);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S) {
    const S by_x = where(x <= y, S(0), S(1));
    return {by_x, -by_x};
  }
};

/// x where low <= x <= high, else the bound that it is beyond. On a bound the derivative is that of
/// x.
struct clamp_ : piecewise<"clamp", 3> {
  static constexpr range domain[] = {{-10, 10}, {-5, -1}, {1, 5}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T low, T high) {
    using detail::select;
    return select(x < low, low, select(high < x, high, x));
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S low, S high, S) {
    const S below = where(x < low, S(1), S(0));
    const S above = where(x < low, S(0), where(high < x, S(1), S(0)));
    return {S(1) - below - above, below, above};
  }
};

using piecewise_operations =
    operations<sign_, abs_, copysign_, min_, max_, fmin_, fmax_, fdim_, clamp_>;

}  // namespace op

ETNA_FUNCTION(sign)
ETNA_FUNCTION(abs)
ETNA_FUNCTION(copysign)
ETNA_FUNCTION(min)
ETNA_FUNCTION(max)
ETNA_FUNCTION(fmin)
ETNA_FUNCTION(fmax)
ETNA_FUNCTION(fdim)
ETNA_FUNCTION(clamp)

}  // namespace etna

ETNA_OPERATION(etna::op::sign_)
ETNA_OPERATION(etna::op::abs_)
ETNA_OPERATION(etna::op::copysign_)
ETNA_OPERATION(etna::op::min_)
ETNA_OPERATION(etna::op::max_)
ETNA_OPERATION(etna::op::fmin_)
ETNA_OPERATION(etna::op::fmax_)
ETNA_OPERATION(etna::op::fdim_)
ETNA_OPERATION(etna::op::clamp_)
