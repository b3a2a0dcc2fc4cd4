// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/bernoulli.hpp"
#include "etna/core/math/rounding.hpp"
#include "etna/core/math/trigonometric.hpp"

/// \file
/// The gamma function and its logarithm.
///
/// In constant evaluation by Stirling's series (Abramowitz and Stegun 6.1.40), after the recurrence
/// x gamma(x) = gamma(x + 1) has made the argument large; and by reflection, gamma(x) gamma(1 - x)
/// = pi / sin(pi x), where it is negative. Always in double_word: exp magnifies the logarithm's
/// error as pow's does.

namespace etna::math {

namespace kernel {

/// B_2k / (2k (2k - 1)).
template <class W>
inline constexpr auto stirling_coefficients = [] {
  auto c = bernoulli_numbers<W, stirling_terms<W>>();
  for (int k = 0; k < stirling_terms<W>; ++k) {
    c.at[k] = c.at[k] / W((2 * k + 2) * (2 * k + 1));
  }
  return c;
}();

template <class W>
inline constexpr W half_log_2pi = log_positive(W(2) * pi<W>()) * W(0.5);

/// gamma(x) = exp(logarithm) / divisor.
template <class W>
struct gamma_quotient {
  W logarithm;
  W divisor;
};

template <class W>
constexpr gamma_quotient<W> gamma_positive(W x) {
  W divisor = W(1);
  for (; leading(x) < stirling_from<W>; x = x + W(1)) divisor = divisor * x;
  const W inverse = W(1) / x;
  return {(x - W(0.5)) * log_positive(x) - x + half_log_2pi<W> +
              inverse * polynomial(stirling_coefficients<W>, inverse * inverse),
          divisor};
}

/// |sin(pi x)| to full relative precision, for x that is no integer.
template <class W, std::floating_point T>
constexpr W sin_pi(T x) {
  const T distance = fabs(x - round(x));
  return distance > T(0.25) ? sin_reduced(W(T(0.5) - distance) * pi<W>(), 1)
                            : sin_reduced(W(distance) * pi<W>(), 0);
}

template <std::floating_point T>
constexpr T tgamma(T x) {
  using W = double_word<T>;
  if (isnan(x) || x == infinity<T>) return x;
  if (fabs(x) < linear_below<T>) {
    if (x == 0) return copysign(infinity<T>, x);
    const auto [m, e] = decompose(fabs(x));
    return copysign(compose<T>(W(1) / W(m), -e), x);
  }
  if (x < 0 && is_integer(x)) return nan<T>;
  // Between poles the sign alternates.
  const bool negative = x < 0 && !is_integer(floor(x) * T(0.5));
  if (fabs(x) > 2000) return x > 0 ? infinity<T> : negative ? -T(0) : T(0);
  if (x > 0) {
    const auto [logarithm, divisor] = gamma_positive(W(x));
    const auto [e, k] = exp_reduced(logarithm);
    return compose<T>((W(1) + e) / divisor, k);
  }
  const auto [logarithm, divisor] = gamma_positive(W(1) - W(x));
  const auto [e, k] = exp_reduced(-logarithm);
  const auto [m, more] = decompose(pi<W>() * divisor * (W(1) + e) / sin_pi<W>(x));
  const T magnitude = compose<T>(m, k + more);
  return negative ? -magnitude : magnitude;
}

template <std::floating_point T>
constexpr T lgamma(T x) {
  using W = double_word<T>;
  constexpr int digits = std::numeric_limits<T>::digits;
  if (isnan(x)) return x;
  if (isinf(x) || (x <= 0 && is_integer(x))) return infinity<T>;
  if (fabs(x) < linear_below<T>) {
    return static_cast<T>(-log_positive(W(fabs(x))) - euler_gamma<W>() * W(x));
  }
  if (x < 0) {
    const auto [logarithm, divisor] = gamma_positive(W(1) - W(x));
    return static_cast<T>(log_positive(pi<W>() * divisor / sin_pi<W>(x)) - logarithm);
  }
  // Past this the other terms of Stirling's series are lost; and products in double_word may
  // overflow.
  if (x > power_of_two<T>(2 * digits)) {
    const auto [m, e] = decompose(x);
    return compose<T>(W(m) * (log_positive(W(x)) - W(1)), e);
  }
  // Close to the zeros at 1 and 2: Taylor's series (Abramowitz and Stegun 6.1.33).
  const T z = x < T(1.5) ? x - 1 : x - 2;
  if (fabs(z) < power_of_two<T>(-digits / 2)) {
    constexpr double zeta3 = 1.2020569031595942;
    const W w = W(z);
    const W around_1 =
        w * (w * (pi<W>() * pi<W>() / W(12) - w * W(zeta3) / W(3)) - euler_gamma<W>());
    return static_cast<T>(x < T(1.5) ? around_1 : around_1 + log1p_wide(w));
  }
  const auto [logarithm, divisor] = gamma_positive(W(x));
  return static_cast<T>(logarithm - log_positive(divisor));
}

}  // namespace kernel

/// The gamma function: NaN at negative integers and -inf, +-inf at +-0.
ETNA_MATH_UNARY(tgamma)
/// log |gamma(x)|: +inf at its poles and at infinities. At run time the C library's, which also
/// sets `signgam`.
ETNA_MATH_UNARY(lgamma)

}  // namespace etna::math
