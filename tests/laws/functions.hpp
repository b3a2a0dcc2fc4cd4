// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>

#include "etna/etna.hpp"
#include "etna/simd.hpp"

/// \file
/// The functions and points for which laws are checked, in every number type, and the measure of
/// what is equal. Laws hold in exact arithmetic; here up to rounding, in units of a scale: the
/// largest term that the law adds up.

namespace etna::test::laws {

template <class T>
using point = std::array<T, 3>;

/// No libm: the same operations give the same bits.
struct rational {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    using etna::sqrt;
    return x[0] * x[1] / (x[2] * x[2] + T(1)) + x[0] * x[0] * x[0] -
           sqrt(x[2] * x[2] + T(2)) * x[1];
  }
};
struct transcendental {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    using etna::sin, etna::exp, etna::tanh, etna::log;
    return sin(x[0] * x[1]) * exp(T(0.5) * x[2]) + tanh(x[1]) * log(x[0] * x[0] + T(1));
  }
};
struct branching {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    T y = x[0] * x[2];
    if (x[0] < x[1]) y = y * x[1] * x[1];
    return x[2] < T(0) ? y - x[0] * x[1] : y / (x[1] * x[1] + T(1));
  }
};
/// For laws that hold for every function: on batches without libm, which is inlined there and takes
/// long to compile.
template <class T>
using smooth = std::conditional_t<detail::batch<T>, rational, transcendental>;

/// The points differ from lane to lane, and lanes take different branches.
template <class T, int I>
constexpr T lanes() {
  using E = detail::element_t<T>;
  if constexpr (detail::batch<T>) {
    E values[T::size];
    for (std::size_t k = 0; k < T::size; ++k) {
      values[k] = static_cast<E>(0.75 - 0.4 * I +
                                 (k % 2 == 0 ? 0.3 : -0.2) * (I + 1) * static_cast<double>(k + 1) /
                                     T::size);
    }
    return T::load_unaligned(values);
  } else {
    return T(E(0.75 - 0.4 * I));
  }
}
template <class T>
point<T> some_point() {
  return {lanes<T, 0>(), lanes<T, 1>(), lanes<T, 2>()};
}
template <class T>
point<T> some_direction() {
  return {lanes<T, 3>(), lanes<T, 4>(), lanes<T, -1>()};
}

/// f(x), lane by lane where lanes take different branches.
template <class F, class T>
T value(F f, const point<T>& x) {
  return etna::value_and_grad(f)(x).value;
}

/// The largest magnitude of a number's parts.
template <class T>
double size(const T& x) {
  double largest = 0;
  if constexpr (detail::batch<T>) {
    typename T::value_type values[T::size];
    x.store_unaligned(values);
    for (const auto v : values) largest = std::max(largest, std::fabs(static_cast<double>(v)));
  } else if constexpr (std::floating_point<T>) {
    largest = static_cast<double>(std::fabs(x));
  } else {
    largest = size(x.value);
    for (const auto& p : x.partials) largest = std::max(largest, size(p));
  }
  return largest;
}

template <class T>
struct precision_of : std::numeric_limits<detail::element_t<T>> {};
template <class T, int N>
struct precision_of<dual<T, N>> : precision_of<T> {};

/// 32 roundings of numbers of that scale: more than any function here has.
template <class T>
bool near(const T& a, const T& b, double scale) {
  return size(T(a - b)) <= 32 * static_cast<double>(precision_of<T>::epsilon()) * scale;
}
template <class T, std::size_t N>
bool near(const std::array<T, N>& a, const std::array<T, N>& b, double scale) {
  for (std::size_t k = 0; k < N; ++k) {
    if (!near(a[k], b[k], scale)) return false;
  }
  return true;
}

template <class T, std::size_t N>
T dot(const std::array<T, N>& a, const std::array<T, N>& b) {
  T sum = a[0] * b[0];
  for (std::size_t k = 1; k < N; ++k) sum = sum + a[k] * b[k];
  return sum;
}

}  // namespace etna::test::laws

/// The kinds of number types; of those one under sanitizers, which take long to compile each. (On
/// dual numbers every statement is inlined with its rule: they have a law of their own.)
#if defined(ETNA_INSTRUMENTED)
#define ETNA_LAW(NAME) TEST_CASE_TEMPLATE(NAME, T, double)
#else
#define ETNA_LAW(NAME) TEST_CASE_TEMPLATE(NAME, T, float, double, xsimd::batch<double>)
#endif
