// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>

#include "etna/simd/exponential.hpp"
#include "etna/simd/polynomial.hpp"
#include "etna/simd/xsimd.hpp"

/// \file
/// The error function and its complement of batches: xsimd 8.1's are wrong by 68 units in the last
/// place, and by 100,000.
///
/// erf x = x + x P(x²) for |x| < 1, and erfc x = exp(-x²) Q(t) / (1 + 2 x), t = (x - 7/2) / (x +
/// 7/2), for x >= 0 (the form is that of M. M. Shepherd and J. G. Laframboise, Chebyshev
/// approximation of (1 + 2x) exp(x²) erfc x, 1981). P and Q were fitted at the Chebyshev points
/// with 60 digits; their relative errors are below 2e-17 in double, 6e-9 in float.

namespace etna::simd {

namespace error_function {

template <class T>
struct coefficients;

template <>
struct coefficients<double> {
  static constexpr std::array near = {
      0.12837916709551259,     -0.37612638903183748,    0.11283791670954879,
      -0.026866170645076792,   0.0052239776248180145,   -0.000854832698083379,
      0.0001205533111164271,   -1.4925595266831182e-05, 1.6461000484121368e-06,
      -1.6350312701054695e-07, 1.4659775274047436e-08,  -1.1372848856791674e-09,
      5.9571761477489113e-11};
  static constexpr std::array far = {
      1.2423492448711544,      -0.14000918013761918,    -0.010555596332217197,
      0.097519095153231775,    -0.11508959816027325,    0.087983153825776775,
      -0.048823325825573763,   0.019099330928185578,    -0.0042150199415547833,
      -0.00030226775544881548, 0.00056438470016316412,  -0.00012151304999803909,
      -4.2783688594617633e-05, 2.4262964027028042e-05,  2.333087862389511e-06,
      -3.8185382143633075e-06, -5.420742258854508e-08,  6.0537566798988907e-07,
      4.8810612888116019e-09,  -9.6697450860546736e-08, -8.6714809311728537e-09,
      1.1511685566222093e-08,  2.8667193609491106e-09};
  static constexpr double vanishes = 28;  // erfc is 0 from here on
};

template <>
struct coefficients<float> {
  static constexpr std::array near = {0.128379166f,   -0.376126267f,  0.112835947f,
                                      -0.026854212f,  0.00518908742f, -0.000801686429f,
                                      7.87587506e-05f};
  static constexpr std::array far = {
      1.24234924f,   -0.140009221f, -0.0105554171f,  0.0975206334f,    -0.115092961f, 0.0879656865f,
      -0.048805404f, 0.0191840648f, -0.00423563402f, -0.000479172149f, 0.0005221703f};
  static constexpr float vanishes = 11;
};

/// erf(x) for |x| <= 1.
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> near(xsimd::batch<T, A> x) {
  return multiply_add(x, polynomial(coefficients<T>::near, xsimd::batch<T, A>(x * x)), x);
}

/// erfc(x) for x >= 0.
template <class T, class A>
ETNA_INLINE xsimd::batch<T, A> far(xsimd::batch<T, A> x) {
  using B = xsimd::batch<T, A>;
  const B a = xsimd::min(x, B(coefficients<T>::vanishes));
  const B t = (a - B(T(3.5))) / (a + B(T(3.5)));
  const B square = a * a, rest = product_error(a, a, square);  // exactly a², both together
  const B power = simd::exp(B(-square));
  const B corrected = subtract_product(power, rest, power);
  return corrected * polynomial(coefficients<T>::far, t) / multiply_add(B(T(2)), a, B(T(1)));
}

}  // namespace error_function

/// The error function, within 2 units in the last place.
template <class T, class A>
xsimd::batch<T, A> erf(xsimd::batch<T, A> x) {
  using B = xsimd::batch<T, A>;
  const B a = xsimd::abs(x);
  const auto is_near = a < B(T(1));
  B y = error_function::near(x);
  if (!xsimd::all(is_near)) {
    const B tail = B(T(1)) - error_function::far(a);
    y = xsimd::select(is_near, y, xsimd::copysign(tail, x));
  }
  return xsimd::select(xsimd::isnan(x), x, y);
}

/// 1 - erf x, within 6 units in the last place.
template <class T, class A>
xsimd::batch<T, A> erfc(xsimd::batch<T, A> x) {
  using B = xsimd::batch<T, A>;
  const B tail = error_function::far(B(xsimd::abs(x)));
  const B y = xsimd::select(x < B(T(0)), B(T(2)) - tail, tail);
  return xsimd::select(xsimd::isnan(x), x, y);
}

}  // namespace etna::simd
