// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math.hpp"

#include <doctest/doctest.h>

namespace {

namespace math = etna::math;

/// Calls of every function, a hundred of the cheap ones and ten of the others.
template <class T>
constexpr T use_everything() {
  using namespace etna::math;
  T sum = 0;
  for (int i = 1; i <= 100; ++i) {
    const T x = T(i) / 128;
    sum += exp(x) + exp2(x) + expm1(x) + log(x) + log2(x) + log10(x) + log1p(x) + sqrt(x);
    sum += cbrt(x) + hypot(x, x) + sin(x) + cos(x) + tan(x) + asin(x) + acos(x) + atan(x);
    sum += atan2(x, -x) + sinh(x) + cosh(x) + tanh(x) + asinh(x) + acosh(1 + x) + atanh(x) + erf(x);
    sum += floor(x) + ceil(x) + trunc(x) + round(x) + fmod(x, T(0.25)) + fmin(x, -x) + fmax(x, x);
    sum += fdim(x, -x) + fabs(x) + abs(x) + copysign(x, -x) + fma(x, x, x) + T(isfinite(x));
    if (i % 10 == 0) {
      sum += pow(x, x) + erfc(x) + tgamma(x) + lgamma(x) + digamma(x) + polygamma(2, x);
      sum += hypot(x, x, x) + sincos(x).sin + T(isnan(x) || isinf(x) || signbit(x));
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
