// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/estimates.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/ulp.hpp"

namespace {

template <class T, class Arch>
void check_quotients() {
  using V = etna::simd::pack<T, Arch>;
  constexpr std::size_t width = etna::simd::lanes<V>;
  constexpr int range = std::is_same_v<T, float> ? 60 : 500;
  std::mt19937 random(7);
  std::uniform_real_distribution<double> mantissa(1, 2);
  std::uniform_int_distribution<int> exponent(-range, range);
  double worst = 0;
  for (int round = 0; round < 20000; ++round) {
    T a[width], d[width], estimated[width], exact[width];
    for (std::size_t i = 0; i < width; ++i) {
      a[i] = static_cast<T>(std::ldexp(mantissa(random), exponent(random)));
      if (random() % 2 == 0) a[i] = -a[i];
      d[i] = static_cast<T>(std::ldexp(mantissa(random), exponent(random)));
    }
    const V x = etna::simd::load<V>(a), y = etna::simd::load<V>(d);
    etna::simd::store<V>(estimated, etna::simd::divide<false>(x, y));
    etna::simd::store<V>(exact, etna::simd::divide<true>(x, y));
    for (std::size_t i = 0; i < width; ++i) {
      CHECK(exact[i] == a[i] / d[i]);
      const long double quotient = static_cast<long double>(a[i]) / d[i];
      worst = std::max(worst, etna::test::ulp_error<T>(estimated[i], quotient));
    }
  }
  CHECK(worst <= 1.1);
}

template <class T, class Arch>
void check_edges() {
  using V = etna::simd::pack<T, Arch>;
  constexpr T inf = std::numeric_limits<T>::infinity();
  constexpr T nan = std::numeric_limits<T>::quiet_NaN();
  const auto divide = [](T a, T d) {
    T q[etna::simd::lanes<V>];
    etna::simd::store<V>(q, etna::simd::divide<false>(V(a), V(d)));
    return q[0];
  };
  CHECK(divide(0, 1) == 0);
  CHECK(std::abs(divide(1, inf)) <= T(1e-30));
  CHECK(std::abs(divide(1, std::numeric_limits<T>::max())) <= T(1e-30));
  CHECK(divide(nan, 1) != divide(nan, 1));
  CHECK(divide(1, nan) != divide(1, nan));
  CHECK_FALSE(std::isfinite(divide(1, 0)));
}

template <class Arch>
void check() {
  check_quotients<float, Arch>();
  check_quotients<double, Arch>();
  check_edges<float, Arch>();
  check_edges<double, Arch>();
}

}  // namespace

TEST_CASE("quotients") {
  check<etna::simd::default_arch>();
  check<etna::simd::scalar>();
#if XSIMD_WITH_FMA3_AVX2
  check<xsimd::fma3<xsimd::avx2>>();
#endif
}
