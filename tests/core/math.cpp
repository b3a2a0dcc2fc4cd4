// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math.hpp"

#include <doctest/doctest.h>

namespace {

namespace math = etna::math;

/// Calls of every function, a hundred of the cheap ones and ten of the others.
template <class T>
constexpr T use_everything() {
  T sum = 0;
  for (int i = 1; i <= 100; ++i) {
    const T x = T(i) / 128;
    sum += math::exp(x) + math::exp2(x) + math::expm1(x) + math::log(x) + math::log2(x) +
           math::log10(x) + math::log1p(x) + math::sqrt(x);
    sum += math::cbrt(x) + math::hypot(x, x) + math::sin(x) + math::cos(x) + math::tan(x) +
           math::asin(x) + math::acos(x) + math::atan(x);
    sum += math::atan2(x, -x) + math::sinh(x) + math::cosh(x) + math::tanh(x) + math::asinh(x) +
           math::acosh(1 + x) + math::atanh(x) + math::erf(x);
    sum += math::floor(x) + math::ceil(x) + math::trunc(x) + math::round(x) +
           math::fmod(x, T(0.25)) + math::fmin(x, -x) + math::fmax(x, x);
    sum += math::fdim(x, -x) + math::fabs(x) + math::abs(x) + math::copysign(x, -x) +
           math::fma(x, x, x) + T(math::isfinite(x));
    if (i % 10 == 0) {
      sum += math::pow(x, x) + math::erfc(x) + math::tgamma(x) + math::lgamma(x) +
             math::digamma(x) + math::polygamma(2, x);
      sum += math::hypot(x, x, x) + math::sincos(x).sin +
             T(math::isnan(x) || math::isinf(x) || math::signbit(x));
    }
  }
  return sum;
}

// One constant expression within the default limits of both compilers.
constexpr double total = use_everything<double>();
constexpr float total_float = use_everything<float>();
static_assert(math::isfinite(total) && math::abs(total - static_cast<double>(total_float)) < 1e-2);

TEST_CASE("the same sum at run time, where libm rounds a little differently") {
  CHECK(math::abs(use_everything<double>() - total) <= 1e-11);
  CHECK(math::abs(static_cast<double>(use_everything<long double>()) - total) <= 1e-11);
}

}  // namespace
