// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/inverse_trigonometric.hpp"
#include "etna/core/math/trigonometric.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/power.hpp"

namespace etna {

namespace op {

/// sin x, x in radians
struct sin_ : operation<"sin", 1> {
  static constexpr const char* latex = "\\sin";
  static constexpr range domain[] = {{-1e3, 1e3}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::sin;
    return sin(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {cos(x)};
  }
};

/// cos x, x in radians
struct cos_ : operation<"cos", 1> {
  static constexpr const char* latex = "\\cos";
  static constexpr range domain[] = {{-1e3, 1e3}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::cos;
    return cos(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {-sin(x)};
  }
};

/// tan x, x in radians
struct tan_ : operation<"tan", 1> {
  static constexpr const char* latex = "\\tan";
  static constexpr range domain[] = {{-1e3, 1e3}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::tan;
    return tan(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {S(1) + y * y};
  }
};

/// The angle from -π/2 to π/2 whose sine is x; NaN beyond ±1.
struct asin_ : operation<"asin", 1> {
  static constexpr const char* latex = "\\arcsin";
  static constexpr range domain[] = {{-1, 1}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::asin;
    return asin(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / sqrt(apply<one_minus_square>(x))};
  }
};

/// The angle from 0 to π whose cosine is x; NaN beyond ±1.
struct acos_ : operation<"acos", 1> {
  static constexpr const char* latex = "\\arccos";
  static constexpr range domain[] = {{-1, 1}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::acos;
    return acos(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(-1) / sqrt(apply<one_minus_square>(x))};
  }
};

/// The angle from -π/2 to π/2 whose tangent is x.
struct atan_ : operation<"atan", 1> {
  static constexpr const char* latex = "\\arctan";
  static constexpr range domain[] = {{-1e3, 1e3}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::atan;
    return atan(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / (S(1) + x * x)};
  }
};

/// The angle from -π to π of the point (x, y), y being given first. The derivatives at the origin
/// are 0.
struct atan2_ : operation<"atan2", 2> {
  static constexpr const char* latex = "\\operatorname{atan2}";
  static constexpr range domain[] = {{-10, 10}, {-10, 10}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T y, T x) {
    using math::atan2;
    return atan2(y, x);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S y, S x, S) {
    const S radius = detail::nonzero(hypot(x, y));  // its square might overflow or vanish
    return {x / radius / radius, -(y / radius / radius)};
  }
};

/// sin(x)/x, and 1 at 0.
struct sinc_ : operation<"sinc", 1> {
  static constexpr const char* latex = "\\operatorname{sinc}";
  static constexpr range domain[] = {{-100, 100}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using detail::select;
    using math::sin;
    const auto at_0 = x == T(0);
    return select(at_0, T(1), T(sin(x))) / select(at_0, T(1), x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {sinc_derivative(S(1), x)};
  }
};

/// The n-th derivative of sinc by x, n a positive integer. It has no closed form that keeps its
/// digits near 0.
struct sinc_derivative_ : operation<"sinc_derivative", 2> {
  static constexpr const char* latex = "\\operatorname{sinc}^{\\left(#1\\right)}\\left(#2\\right)";
  static constexpr double ulp = 4;  // of 1 next to its zeros
  template <class T>
  ETNA_INLINE static constexpr T value(T n, T x) {
    constexpr auto scalar = [](auto order, auto at) { return of(static_cast<int>(order), at); };
    if constexpr (detail::batch<T>) {
      return detail::lane_by_lane(scalar, n, x);
    } else {
      return scalar(n, x);
    }
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S n, S x, S) {
    return {S(0), sinc_derivative(n + S(1), x)};
  }

 private:
  template <class T>
  static constexpr T of(int n, T x);
};

template <class T>
constexpr T sinc_derivative_::of(int n, T x) {
  using math::cos, math::sin;
  if (-T(n) < x && x < T(n)) {
    // The n-th derivative of the sum of (-1)^k x^2k / (2k + 1)!
    int k = (n + 1) / 2, power = 2 * k - n;
    T factor = k % 2 == 0 ? T(1) : T(-1);
    if (power == 1) factor = factor * x;
    T sum = T(0);
    for (T before = T(1); sum != before || k < n + 2; ++k) {
      before = sum;
      sum = sum + factor / T(2 * k + 1);
      factor = -(factor * (x * x)) / T((power + 1) * (power + 2));
      power += 2;
    }
    return sum;
  }
  // From x sinc(x) = sin(x), differentiated k times.
  const T sine = sin(x), cosine = cos(x);
  T derivative = sine / x;
  for (int k = 1; k <= n; ++k) {
    const T wave = k % 2 == 0 ? sine : cosine;
    derivative = ((k % 4 < 2 ? wave : -wave) - T(k) * derivative) / x;
  }
  return derivative;
}

using trigonometric_operations =
    operations<sin_, cos_, tan_, asin_, acos_, atan_, atan2_, sinc_, sinc_derivative_>;

}  // namespace op

ETNA_FUNCTION(sin)
ETNA_FUNCTION(cos)
ETNA_FUNCTION(tan)
ETNA_FUNCTION(asin)
ETNA_FUNCTION(acos)
ETNA_FUNCTION(atan)
ETNA_FUNCTION(atan2)
ETNA_FUNCTION(sinc)
ETNA_FUNCTION(sinc_derivative)

}  // namespace etna

ETNA_OPERATION(etna::op::sin_)
ETNA_OPERATION(etna::op::cos_)
ETNA_OPERATION(etna::op::tan_)
ETNA_OPERATION(etna::op::asin_)
ETNA_OPERATION(etna::op::acos_)
ETNA_OPERATION(etna::op::atan_)
ETNA_OPERATION(etna::op::atan2_)
ETNA_OPERATION(etna::op::sinc_)
ETNA_OPERATION(etna::op::sinc_derivative_)
