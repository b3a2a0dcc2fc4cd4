// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/polygamma.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
using etna::test::absolute_error;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;
using etna::test::samples;

static_assert(math::digamma(1.0) == -0.5772156649015329 && math::digamma(1.0F) == -0.5772157F);
static_assert(math::digamma(1.0L) == -0.57721566490153286060651209008240243L);
static_assert(math::digamma(-0.5) == 0.03648997397857652);
static_assert(math::digamma(10.0) == 2.251752589066721 && math::digamma(1e300) == math::log(1e300));
static_assert(math::trigamma(1.0) == 1.6449340668482264);
static_assert(math::polygamma(2, 0.5) == -16.82879664423432);
static_assert(math::polygamma(3, 0.25L) == 1538.7821440091883960227912438290351L);

template <class T>
constexpr bool special_values = [] {
  using math::polygamma;
  constexpr T tiny = std::numeric_limits<T>::denorm_min(), min = std::numeric_limits<T>::min(),
              max = std::numeric_limits<T>::max();
  static_assert(identical(polygamma(0, T(0)), -inf<T>) && identical(polygamma(0, -T(0)), inf<T>));
  static_assert(identical(polygamma(1, T(0)), inf<T>) && identical(polygamma(1, -T(0)), inf<T>));
  static_assert(identical(polygamma(2, T(0)), -inf<T>) && identical(polygamma(2, -T(0)), inf<T>));
  static_assert(identical(polygamma(0, T(-1)), nan<T>) && identical(polygamma(1, T(-1)), inf<T>));
  static_assert(identical(polygamma(2, -max), nan<T>) && identical(polygamma(1, -inf<T>), nan<T>));
  static_assert(identical(polygamma(0, inf<T>), inf<T>) && identical(polygamma(1, inf<T>), T(0)));
  static_assert(identical(polygamma(2, inf<T>), -T(0)) && identical(polygamma(3, nan<T>), nan<T>));
  static_assert(polygamma(0, min) == -1 / min && polygamma(0, -min) == 1 / min);
  static_assert(identical(polygamma(0, tiny), -inf<T>) && identical(polygamma(1, -tiny), inf<T>));
  static_assert(identical(polygamma(4, -tiny), inf<T>) && identical(polygamma(4, tiny), -inf<T>));
  static_assert(polygamma(0, max) == math::log(max) && polygamma(1, max) == 1 / max);
  static_assert(polygamma(2, T(0x1p120)) == -T(0x1p-120) * T(0x1p-120) &&
                identical(polygamma(9, max), T(0)));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

TEST_CASE("polygamma against 50-digit arithmetic, as at run time") {
  const auto check = []<class T>(T, const std::vector<int>& orders) {
    for (const int n : orders) {
      for (const auto& domain :
           {etna::test::interval{1.5, 50}, {1e-3, 1.4, true}, {50, 1e6, true}}) {
        double worst = 0;
        for (const T x : samples<T>(domain, 60)) {
          worst = std::max(worst, etna::test::error_of("polygamma", math::polygamma(n, x), x, n));
        }
        INFO("order ", n, " in [", domain.low, ", ", domain.high, "], ", sizeof(T), " bytes");
        CHECK(worst <= etna::test::kernel_bound);
      }
    }
  };
  check(0.0F, {0, 1, 2, 5});
  check(0.0, {0, 1, 2, 3, 5, 10, 20});
  check(0.0L, {0, 1, 2, 5});
}

// Negative arguments, and the zero of digamma: the error is that of the largest term.
TEST_CASE("polygamma where terms cancel") {
  for (const double x : samples<double>({1.4, 1.5}, 100)) {
    CHECK(absolute_error("polygamma", math::digamma(x), x) <= 1.2e-16);
  }
  for (const int n : {0, 1, 2, 3, 6}) {
    for (const double x : samples<double>({-20.5, -0.001}, 100)) {
      const double from_pole = std::abs(x - std::round(x));
      const double value = math::polygamma(n, x), error = absolute_error("polygamma", value, x, n);
      const double largest =
          std::max({3.0, std::abs(value), std::tgamma(n + 1) / std::pow(from_pole, n + 1)});
      CHECK(error <= 1.2e-16 * largest);
    }
  }
  const double pole = std::nextafter(-7.0, 0.0);
  CHECK(etna::test::error_of("polygamma", math::digamma(pole), pole) <= 0.51);
  CHECK(etna::test::error_of("polygamma", math::trigamma(pole), pole, 1) <= 0.51);
}

}  // namespace
