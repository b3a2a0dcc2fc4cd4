// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/hyperbolic.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/power.hpp"

namespace etna {

namespace op {

struct sinh_ : operation<"sinh", 1> {
  static constexpr const char* latex = "\\sinh";
  static constexpr range domain[] = {{-80, 80}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::sinh;
    return sinh(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {cosh(x)};
  }
};

struct cosh_ : operation<"cosh", 1> {
  static constexpr const char* latex = "\\cosh";
  static constexpr range domain[] = {{-80, 80}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::cosh;
    return cosh(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {sinh(x)};
  }
};

struct tanh_ : operation<"tanh", 1> {
  static constexpr const char* latex = "\\tanh";
  static constexpr range domain[] = {{-20, 20}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::tanh;
    return tanh(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {S(1) - y * y};
  }
};

struct asinh_ : operation<"asinh", 1> {
  static constexpr const char* latex = "\\operatorname{arsinh}";
  static constexpr range domain[] = {{-1e10, 1e10}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::asinh;
    return asinh(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / hypot(x, S(1))};
  }
};

/// NaN below 1.
struct acosh_ : operation<"acosh", 1> {
  static constexpr const char* latex = "\\operatorname{arcosh}";
  static constexpr range domain[] = {{1, 1e10}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::acosh;
    return acosh(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / (sqrt(x - S(1)) * sqrt(x + S(1)))};
  }
};

/// ±inf at ±1, NaN beyond.
struct atanh_ : operation<"atanh", 1> {
  static constexpr const char* latex = "\\operatorname{artanh}";
  static constexpr range domain[] = {{-1, 1}};
  static constexpr double ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::atanh;
    return atanh(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / apply<one_minus_square>(x)};
  }
};

using hyperbolic_operations = operations<sinh_, cosh_, tanh_, asinh_, acosh_, atanh_>;

}  // namespace op

ETNA_FUNCTION(sinh)
ETNA_FUNCTION(cosh)
ETNA_FUNCTION(tanh)
ETNA_FUNCTION(asinh)
ETNA_FUNCTION(acosh)
ETNA_FUNCTION(atanh)

}  // namespace etna

ETNA_OPERATION(etna::op::sinh_)
ETNA_OPERATION(etna::op::cosh_)
ETNA_OPERATION(etna::op::tanh_)
ETNA_OPERATION(etna::op::asinh_)
ETNA_OPERATION(etna::op::acosh_)
ETNA_OPERATION(etna::op::atanh_)
