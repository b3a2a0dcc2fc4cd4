// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/hyperbolic.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "support/ulp.hpp"

namespace {

template <class T>
std::vector<T> tanh_of(std::vector<T> x) {
  using batch = xsimd::batch<T>;
  const std::size_t count = x.size();
  x.resize((count + batch::size - 1) / batch::size * batch::size);
  for (std::size_t i = 0; i < x.size(); i += batch::size)
    etna::simd::tanh(batch::load_unaligned(&x[i])).store_unaligned(&x[i]);
  x.resize(count);
  return x;
}

}  // namespace

TEST_CASE_TEMPLATE("tanh is right within 3 units in the last place, of every size", T, float,
                   double) {
  // From the smallest subnormal number to where the result is 1.
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(
      std::log2(static_cast<double>(std::numeric_limits<T>::min())), 6);
  std::vector<T> x;
  for (int k = 0; k < 20'000; ++k) {
    const double size = std::exp2(exponent(random));
    x.push_back(static_cast<T>(random() % 2 ? size : -size));
  }
  for (int k = 0; k < 20'000; ++k) x.push_back(static_cast<T>(-5 + 0.0005 * k));
  const std::vector<T> y = tanh_of(x);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    worst =
        std::max(worst, etna::test::ulp_error<T>(y[i], std::tanh(static_cast<long double>(x[i]))));
  CHECK(worst <= 3);
}

TEST_CASE_TEMPLATE("tanh of zeros, subnormal numbers, infinities and NaN", T, float, double) {
  constexpr T infinity = std::numeric_limits<T>::infinity(),
              tiny = std::numeric_limits<T>::denorm_min(), huge = std::numeric_limits<T>::max();
  const std::vector<T> y = tanh_of<T>({T(0), T(-0.0), infinity, -infinity, huge, -huge, tiny, -tiny,
                                       std::numeric_limits<T>::quiet_NaN()});
  CHECK(y[0] == 0);
  CHECK(!std::signbit(y[0]));
  CHECK(y[1] == 0);
  CHECK(std::signbit(y[1]));
  for (const std::size_t k : {std::size_t(2), std::size_t(4)}) {
    CHECK(y[k] == 1);
    CHECK(y[k + 1] == -1);
  }
  CHECK(y[6] == tiny);
  CHECK(y[7] == -tiny);
  CHECK(std::isnan(y[8]));
}

TEST_CASE_TEMPLATE("tanh is never beyond 1, and odd", T, float, double) {
  std::vector<T> x, minus;
  for (int k = 0; k < 4'000; ++k) {
    x.push_back(static_cast<T>(0.01 * k));
    minus.push_back(static_cast<T>(-0.01 * k));
  }
  const std::vector<T> y = tanh_of(x), z = tanh_of(minus);
  for (std::size_t i = 0; i < x.size(); ++i) {
    CHECK(y[i] <= 1);
    CHECK(y[i] == -z[i]);
  }
}
