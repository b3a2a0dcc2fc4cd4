// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <limits>

#include "etna/core/math/double_word.hpp"

/// \file
/// Exact scaling by powers of two for the constexpr kernels: the ends of every argument reduction.
///
/// GCC takes an overflow for no constant, so nothing here (nor in the kernels) computes one:
/// `compose` returns infinity.

namespace etna::math::kernel {

template <std::floating_point T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();
template <std::floating_point T>
inline constexpr T nan = std::numeric_limits<T>::quiet_NaN();

/// up[i] = 2^(2^i) and down[i] = 2^-(2^i), as far as they are normal numbers of T.
template <std::floating_point T>
struct binary_powers {
  static constexpr int count = [] {
    int n = 0;
    while ((1 << n) < std::numeric_limits<T>::max_exponent - 1) ++n;
    return n;
  }();
  T up[count] = {};
  T down[count] = {};

  constexpr binary_powers() {
    T power = 2;
    for (int i = 0; i < count; ++i) {
      up[i] = power;
      down[i] = 1 / power;
      if (i + 1 < count) power *= power;
    }
  }
};
template <std::floating_point T>
inline constexpr binary_powers<T> powers{};

/// 2^n for min_exponent <= n < max_exponent.
template <std::floating_point T>
constexpr T power_of_two(int n) {
  const T* power = n < 0 ? powers<T>.down : powers<T>.up;
  T result = 1;
  for (int rest = n < 0 ? -n : n; rest != 0; rest /= 2, ++power) {
    if (rest % 2 != 0) result *= *power;
  }
  return result;
}

/// w * 2^n for min_exponent <= n < max_exponent, where no part of it overflows or underflows.
template <std::floating_point T>
constexpr T scale(T w, int n) {
  return w * power_of_two<T>(n);
}
template <std::floating_point T>
constexpr double_word<T> scale(double_word<T> w, int n) {
  const T power = power_of_two<T>(n);
  return {w.hi * power, w.lo * power};
}

/// mantissa * 2^exponent.
template <class W>
struct scaled {
  W mantissa;
  int exponent;
};

/// x > 0, finite, as a mantissa in [1, 2) and an exponent; subnormal numbers too.
template <std::floating_point T>
constexpr scaled<T> decompose(T x) {
  constexpr int digits = std::numeric_limits<T>::digits;
  int exponent = 0;
  if (x < std::numeric_limits<T>::min()) {
    x *= power_of_two<T>(digits);
    exponent = -digits;
  }
  const bool small = x < 1;
  for (int i = powers<T>.count - 1; i >= 0; --i) {
    if (small ? x < powers<T>.down[i] : x >= powers<T>.up[i]) {
      x *= small ? powers<T>.up[i] : powers<T>.down[i];
      exponent += small ? -(1 << i) : 1 << i;
    }
  }
  return x < 1 ? scaled<T>{x * 2, exponent - 1} : scaled<T>{x, exponent};
}
template <std::floating_point T>
constexpr scaled<double_word<T>> decompose(double_word<T> x) {
  const auto [mantissa, exponent] = decompose(x.hi);
  return {{mantissa, x.lo == 0 ? x.lo : scale(x, -exponent).lo}, exponent};
}

/// m * 2^n as a T, for 1/8 <= |m| <= 8 or m = 0: rounded once, infinite or zero beyond the range of
/// T.
template <std::floating_point T, class W>
constexpr T compose(W m, int n) {
  using limits = std::numeric_limits<T>;
  const auto head = leading(m);
  if (head == 0) return static_cast<T>(head);
  if (n > limits::max_exponent + 4) return head < 0 ? -infinity<T> : infinity<T>;
  if (n < limits::min_exponent - limits::digits - 4) return head < 0 ? -T(0) : T(0);
  if constexpr (limits::max_exponent + 8 < std::numeric_limits<decltype(head)>::max_exponent) {
    return static_cast<T>(scale(head, n));
  } else {
    const auto [mantissa, exponent] = decompose(head < 0 ? -head : head);
    const int e = exponent + n;
    const T magnitude = e >= limits::max_exponent ? infinity<T>
                        : e >= limits::min_exponent
                            ? mantissa * power_of_two<T>(e)
                            : (mantissa * power_of_two<T>(-limits::digits - 8)) *
                                  power_of_two<T>(e + limits::digits + 8);
    return head < 0 ? -magnitude : magnitude;
  }
}

}  // namespace etna::math::kernel
