// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/exponential.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/constant.hpp"

namespace etna {

namespace op {

/// eˣ
struct exp_ : operation<"exp", 1> {
  static constexpr const char* latex = "e^{#1}";
  static constexpr range domain[] = {{-80, 80}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::exp;
    return exp(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {y};
  }
};

/// 2ˣ
struct exp2_ : operation<"exp2", 1> {
  static constexpr const char* latex = "2^{#1}";
  static constexpr range domain[] = {{-120, 120}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::exp2;
    return exp2(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {y * ln2<S>()};
  }
};

/// eˣ - 1, to full precision where x is small.
struct expm1_ : operation<"expm1", 1> {
  static constexpr const char* latex = "\\left(e^{#1} - 1\\right)";
  static constexpr range domain[] = {{-10, 80}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::expm1;
    return expm1(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {y + S(1)};
  }
};

/// The natural logarithm: -inf at 0, NaN below.
struct log_ : operation<"log", 1> {
  static constexpr const char* latex = "\\ln";
  static constexpr range domain[] = {{1e-30, 1e30}};
  static constexpr double ulp = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::log;
    return log(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / x};
  }
};

/// The logarithm to base 2.
struct log2_ : operation<"log2", 1> {
  static constexpr const char* latex = "\\log_2";
  static constexpr range domain[] = {{1e-30, 1e30}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::log2;
    return log2(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / (x * ln2<S>())};
  }
};

/// The logarithm to base 10.
struct log10_ : operation<"log10", 1> {
  static constexpr const char* latex = "\\log_{10}";
  static constexpr range domain[] = {{1e-30, 1e30}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::log10;
    return log10(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / (x * ln10<S>())};
  }
};

/// ln(1 + x), to full precision where x is small.
struct log1p_ : operation<"log1p", 1> {
  static constexpr const char* latex = "\\ln\\left(1 + #1\\right)";
  static constexpr range domain[] = {{-0.99, 1e10}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::log1p;
    return log1p(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {S(1) / (S(1) + x)};
  }
};

using exponential_operations = operations<exp_, exp2_, expm1_, log_, log2_, log10_, log1p_>;

}  // namespace op

ETNA_FUNCTION(exp)
ETNA_FUNCTION(exp2)
ETNA_FUNCTION(expm1)
ETNA_FUNCTION(log)
ETNA_FUNCTION(log2)
ETNA_FUNCTION(log10)
ETNA_FUNCTION(log1p)

}  // namespace etna

ETNA_OPERATION(etna::op::exp_)
ETNA_OPERATION(etna::op::exp2_)
ETNA_OPERATION(etna::op::expm1_)
ETNA_OPERATION(etna::op::log_)
ETNA_OPERATION(etna::op::log2_)
ETNA_OPERATION(etna::op::log10_)
ETNA_OPERATION(etna::op::log1p_)
