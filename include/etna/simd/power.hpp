// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <limits>

#include "etna/core/math/power.hpp"
#include "etna/op/lanes.hpp"
#include "etna/simd/exponential.hpp"
#include "etna/simd/logarithm.hpp"
#include "etna/simd/polynomial.hpp"
#include "etna/simd/xsimd.hpp"

/// \file
/// Powers of batches. xsimd's are exp(y log x), whose error grows with y log x to hundreds of units
/// in the last place: here the logarithm is the sum of two numbers.

namespace etna::simd {

namespace power {

/// Sums and products as high + low.
template <class B>
struct pair {
  B high, low;
};
/// x + y where |x| >= |y|, or x = 0.
template <class B>
ETNA_INLINE pair<B> sum(B x, B y) {
  const B high = x + y;
  return {high, y - (high - x)};
}
template <class T, class A>
ETNA_INLINE pair<xsimd::batch<T, A>> product(xsimd::batch<T, A> x, xsimd::batch<T, A> y) {
  const xsimd::batch<T, A> high = x * y;
  return {high, product_error(x, y, high)};
}
template <class T, class A>
ETNA_INLINE pair<xsimd::batch<T, A>> product(pair<xsimd::batch<T, A>> x,
                                             pair<xsimd::batch<T, A>> y) {
  const auto p = product(x.high, y.high);
  return {p.high, multiply_add(x.high, y.low, multiply_add(x.low, y.high, p.low))};
}

template <class T>
struct constants;
template <>
struct constants<double> {
  static constexpr double largest = 708;  // exponents of e up to which nothing over- or underflows
  static constexpr std::size_t terms = 11;
};
template <>
struct constants<float> {
  static constexpr float largest = 87;
  static constexpr std::size_t terms = 5;
};

/// 2/5, 2/7, 2/9, …
template <class T>
inline constexpr auto series = [] {
  std::array<T, constants<T>::terms> c{};
  for (std::size_t k = 0; k < c.size(); ++k) c[k] = T(2) / static_cast<T>(2 * k + 5);
  return c;
}();

/// ln x of positive normal numbers x = 2^k m, as k ln 2 + 2 (s + s³/3 + s⁵/5 + …), s = (m - 1) / (m
/// + 1).
template <class T, class A>
ETNA_INLINE pair<xsimd::batch<T, A>> log(xsimd::batch<T, A> x) {
  using B = xsimd::batch<T, A>;
  B k, m;
  logarithm::decompose(x, k, m);
  const B numerator = m - B(T(1)), denominator = m + B(T(1));  // the first is exact
  const B rest = m - (denominator - B(T(1)));                  // of the denominator
  const B ratio = numerator / denominator;
  const auto back = product(ratio, denominator);
  const B left = (numerator - back.high) - back.low;
  const pair<B> s{ratio, subtract_product(ratio, rest, left) / denominator};
  const pair<B> square = product(s, s), cube = product(s, square);
  constexpr T third = T(2) / T(3);
  // 2/3 - third, which is third's rounding error
  constexpr T third_rest = static_cast<T>((2 - 3 * static_cast<long double>(third)) / 3);
  const pair<B> second = product(cube, pair<B>{B(third), B(third_rest)});
  const B others = cube.high * square.high * polynomial(series<T>, square.high);

  const pair<B> whole = sum(B(k * B(exponential::constants<T>::ln2_high)), B(ratio + ratio));
  const pair<B> leading = sum(whole.high, second.high);
  return sum(leading.high,
             B(whole.low + leading.low +
               (multiply_add(k, B(exponential::constants<T>::ln2_low), s.low + s.low) +
                (second.low + others))));
}

}  // namespace power

/// x^y, within 3 units in the last place. Where x is not a positive normal number or the result not
/// clearly one, lane by lane.
template <class T, class A>
xsimd::batch<T, A> pow(xsimd::batch<T, A> x, xsimd::batch<T, A> y) {
  using B = xsimd::batch<T, A>;
  using limits = std::numeric_limits<T>;
  const auto log = power::log(x);
  const auto p = power::product(log, power::pair<B>{y, B(T(0))});
  const auto is_ordinary = B(limits::min()) <= x && x <= B(limits::max()) &&
                           xsimd::abs(y) <= B(limits::max() / T(1 << 28)) &&  // see product_error
                           xsimd::abs(p.high) <= B(power::constants<T>::largest);
  if (!xsimd::all(is_ordinary)) {
    return etna::detail::lane_by_lane([](T base, T exponent) { return math::pow(base, exponent); },
                                      x, y);
  }
  const B result = simd::exp(p.high);
  return multiply_add(result, p.low, result);
}

}  // namespace etna::simd
