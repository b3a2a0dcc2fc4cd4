// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/error_function.hpp"
#include "etna/core/math/gamma.hpp"
#include "etna/core/math/polygamma.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/constant.hpp"
#include "etna/op/exponential.hpp"
#include "etna/op/lanes.hpp"

namespace etna {

namespace op {

/// The error function.
struct erf_ : operation<"erf", 1> {
  static constexpr const char* latex = "\\operatorname{erf}";
  static constexpr range domain[] = {{-5, 5}};
  static constexpr double ulp = 1;
  static constexpr double batch_ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::erf;
    return erf(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {two_over_sqrt_pi<S>() * exp(-(x * x))};
  }
};

/// 1 - erf x, to full precision where x is large.
struct erfc_ : operation<"erfc", 1> {
  static constexpr const char* latex = "\\operatorname{erfc}";
  static constexpr range domain[] = {{-5, 9}};
  static constexpr double ulp = 3;
  static constexpr double batch_ulp = 6;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::erfc;
    return erfc(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {-(two_over_sqrt_pi<S>() * exp(-(x * x)))};
  }
};

/// The probability that a standard normal variable is at most x: erfc(-x/√2)/2.
struct normal_cdf_ : operation<"normal_cdf", 1> {
  static constexpr const char* latex = "\\Phi";
  static constexpr range domain[] = {{-12, 12}};
  static constexpr double ulp = 4;
  static constexpr double batch_ulp = 7;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using E = detail::element_t<T>;
    if constexpr (!std::floating_point<E>) {
      return T(0.5) * T(implementation<erfc_, T>::value(T(-x / math::sqrt2<T>())));
    } else {
      using detail::select;
      // z + rest = -x/√2. In the tail erfc magnifies the rounding of z; there it falls like
      // exp(-z²).
      constexpr E root = math::sqrt2<E>() / 2;
      constexpr E root_rest = [] {
        using K = math::kernel::kernel_type<E>;
        using W = math::kernel::double_word<K>;
        return static_cast<E>(static_cast<K>(math::sqrt2<W>() / W(2) - W(root)));
      }();
      const T z = -x * T(root);
      const T rest = implementation<fma_, T>::value(T(-x), T(root), T(-z)) - x * T(root_rest);
      const auto tail = T(0) < z && z < T(128);  // beyond, erfc is 0 in every type
      return T(E(0.5)) * implementation<erfc_, T>::value(z) *
             select(tail, T(T(1) - T(2) * z * rest), T(1));
    }
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {two_over_sqrt_pi<S>() / (S(2) * sqrt2<S>()) * exp(S(-0.5) * (x * x))};
  }
};

/// The gamma function.
struct tgamma_ : operation<"tgamma", 1> {
  static constexpr const char* latex = "\\Gamma";
  static constexpr range domain[] = {{0.1, 30}};
  static constexpr double ulp = 5;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::tgamma;
    return tgamma(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S y) {
    return {y * digamma(x)};
  }
};

/// ln |Γ(x)|
struct lgamma_ : operation<"lgamma", 1> {
  static constexpr const char* latex = "\\ln\\Gamma";
  static constexpr range domain[] = {{0.1, 100}};
  static constexpr double ulp = 5;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::lgamma;
    return lgamma(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {digamma(x)};
  }
};

/// The logarithmic derivative of the gamma function.
struct digamma_ : operation<"digamma", 1> {
  static constexpr const char* latex = "\\psi";
  static constexpr range domain[] = {{0.1, 100}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    if constexpr (detail::batch<T>) {
      return detail::lane_by_lane([](auto lane) { return math::digamma(lane); }, x);
    } else {
      return math::digamma(x);
    }
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {polygamma(S(1), x)};
  }
};

/// The n-th derivative of digamma by x, n an integer from 0 to 40.
struct polygamma_ : operation<"polygamma", 2> {
  static constexpr const char* latex = "\\psi^{\\left(#1\\right)}\\left(#2\\right)";
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T n, T x) {
    constexpr auto scalar = [](auto order, auto at) {
      return math::polygamma(static_cast<int>(order), at);
    };
    if constexpr (detail::batch<T>) {
      return detail::lane_by_lane(scalar, n, x);
    } else {
      return scalar(n, x);
    }
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S n, S x, S) {
    return {S(0), polygamma(n + S(1), x)};
  }
};

using special_operations =
    operations<erf_, erfc_, normal_cdf_, tgamma_, lgamma_, digamma_, polygamma_>;

}  // namespace op

ETNA_FUNCTION(erf)
ETNA_FUNCTION(erfc)
ETNA_FUNCTION(normal_cdf)
ETNA_FUNCTION(tgamma)
ETNA_FUNCTION(lgamma)
ETNA_FUNCTION(digamma)
ETNA_FUNCTION(polygamma)

}  // namespace etna

ETNA_OPERATION(etna::op::erf_)
ETNA_OPERATION(etna::op::erfc_)
ETNA_OPERATION(etna::op::normal_cdf_)
ETNA_OPERATION(etna::op::tgamma_)
ETNA_OPERATION(etna::op::lgamma_)
ETNA_OPERATION(etna::op::digamma_)
ETNA_OPERATION(etna::op::polygamma_)
