// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/rounding.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/lanes.hpp"

namespace etna {

namespace op {

/// Functions whose derivative is 0 everywhere, at their jumps too.
template <fixed_string Name>
struct step_function : operation<Name, 1> {
  static constexpr operation_kind kind = operation_kind::other;
  static constexpr range domain[] = {{-1e3, 1e3}};
  template <class S>
  static constexpr std::array<S, 1> partials(S, S) {
    return {S(0)};
  }
};

/// The largest integer that is not above x.
struct floor_ : step_function<"floor"> {
  static constexpr const char* latex = "\\left\\lfloor #1 \\right\\rfloor";
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::floor;
    return floor(x);
  }
};

/// The smallest integer that is not below x.
struct ceil_ : step_function<"ceil"> {
  static constexpr const char* latex = "\\left\\lceil #1 \\right\\rceil";
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::ceil;
    return ceil(x);
  }
};

/// The integer nearest to x; away from 0 from halfway.
struct round_ : step_function<"round"> {
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::round;
    return round(x);
  }
};

/// x without its fraction.
struct trunc_ : step_function<"trunc"> {
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::trunc;
    return trunc(x);
  }
};

/// x - q y with q = trunc(x/y), exactly. The derivatives are 1 and -q, also at jumps.
struct fmod_ : operation<"fmod", 2> {
  static constexpr range domain[] = {{-1e3, 1e3}, {1, 10}};
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    if constexpr (detail::batch<T>) {
      return detail::lane_by_lane([](auto a, auto b) { return math::fmod(a, b); }, x, y);
    } else {
      using math::fmod;
      return fmod(x, y);
    }
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S r) {
    return {S(1), -round((x - r) / y)};  // x/y might have been rounded to the next integer
  }
};

using rounding_operations = operations<floor_, ceil_, round_, trunc_, fmod_>;

}  // namespace op

ETNA_FUNCTION(floor)
ETNA_FUNCTION(ceil)
ETNA_FUNCTION(round)
ETNA_FUNCTION(trunc)
ETNA_FUNCTION(fmod)

}  // namespace etna

ETNA_OPERATION(etna::op::floor_)
ETNA_OPERATION(etna::op::ceil_)
ETNA_OPERATION(etna::op::round_)
ETNA_OPERATION(etna::op::trunc_)
ETNA_OPERATION(etna::op::fmod_)
