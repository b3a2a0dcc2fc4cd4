// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/power.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::check_kernel;
using etna::test::error_of;
using etna::test::identical;
using etna::test::inf;
using etna::test::kernel_bound;
using etna::test::nan;
using etna::test::samples;

static_assert(math::sqrt(2.0F) == 1.4142135F && math::sqrt(2.0) == 1.4142135623730951);
static_assert(math::sqrt(2.0L) == 1.41421356237309504880168872420969807856967L);
static_assert(math::sqrt(5e-324) == 2.2227587494850775e-162);
static_assert(math::cbrt(27.0) == 3 && math::cbrt(-2.0) == -1.2599210498948732);
static_assert(math::cbrt(5e-324) == 1.7031839360032603e-108);
static_assert(math::pow(2.5, 1.5) == 3.952847075210474 && math::pow(2.0F, 0.5F) == 1.4142135F);
static_assert(math::pow(10.0, 22.0) == 1e22 && math::pow(3.0, 33.0) == 5559060566555523);
static_assert(math::pow(-2.0, 3.0) == -8 && math::pow(-2.0, -2.0) == 0.25);
static_assert(math::pow(2.0, -1074.0) == 5e-324 && math::pow(2.0, -1076.0) == 0);
static_assert(math::pow(2.0L, 0.25L) == 1.18920711500272106671749997056047591529L);
static_assert(math::hypot(3.0, 4.0) == 5 && math::hypot(2.0, 3.0, 6.0) == 7);
static_assert(math::hypot(1e300, 1e300) == 1.4142135623730952e300);
static_assert(math::hypot(3e-320, 4e-320) == 5e-320 && math::hypot(-1e308, 1e-308) == 1e308);

template <class T>
constexpr bool special_roots = [] {
  static_assert(identical(math::sqrt(-T(0)), -T(0)) && identical(math::sqrt(inf<T>), inf<T>));
  static_assert(identical(math::sqrt(T(-1)), nan<T>) && identical(math::sqrt(-inf<T>), nan<T>));
  static_assert(identical(math::sqrt(nan<T>), nan<T>));
  static_assert(identical(math::cbrt(-T(0)), -T(0)) && identical(math::cbrt(-inf<T>), -inf<T>));
  static_assert(identical(math::cbrt(nan<T>), nan<T>));
  static_assert(identical(math::hypot(inf<T>, nan<T>), inf<T>));
  static_assert(identical(math::hypot(nan<T>, -inf<T>), inf<T>));
  static_assert(identical(math::hypot(nan<T>, T(1)), nan<T>));
  static_assert(identical(math::hypot(-T(0), T(0)), T(0)) &&
                identical(math::hypot(T(-3), T(0)), T(3)));
  constexpr T large = std::numeric_limits<T>::max();
  static_assert(identical(math::hypot(large, large), inf<T>));
  static_assert(identical(math::hypot(T(1), nan<T>, inf<T>), inf<T>));
  static_assert(identical(math::hypot(T(1), T(2), nan<T>), nan<T>));
  return true;
}();
static_assert(special_roots<float> && special_roots<double> && special_roots<long double>);

// Annex F, F.10.4.4, in its order.
template <class T>
constexpr bool special_powers = [] {
  using math::pow;
  constexpr T zero = 0, one = 1, half = T(0.5), max = std::numeric_limits<T>::max();
  static_assert(identical(pow(zero, T(-3)), inf<T>) && identical(pow(-zero, T(-3)), -inf<T>));
  static_assert(identical(pow(zero, T(-2)), inf<T>) && identical(pow(-zero, T(-2.5)), inf<T>));
  static_assert(identical(pow(zero, -inf<T>), inf<T>) && identical(pow(-zero, -inf<T>), inf<T>));
  static_assert(identical(pow(zero, T(3)), zero) && identical(pow(-zero, T(3)), -zero));
  static_assert(identical(pow(-zero, T(2)), zero) && identical(pow(-zero, half), zero));
  static_assert(identical(pow(-one, inf<T>), one) && identical(pow(-one, -inf<T>), one));
  static_assert(identical(pow(one, nan<T>), one) && identical(pow(nan<T>, -zero), one));
  static_assert(identical(pow(T(-2), half), nan<T>) && identical(pow(-max, half), nan<T>));
  static_assert(identical(pow(half, -inf<T>), inf<T>) && identical(pow(-half, -inf<T>), inf<T>));
  static_assert(identical(pow(T(2), -inf<T>), zero) && identical(pow(T(-2), -inf<T>), zero));
  static_assert(identical(pow(half, inf<T>), zero) && identical(pow(T(-2), inf<T>), inf<T>));
  static_assert(identical(pow(-inf<T>, T(-3)), -zero) && identical(pow(-inf<T>, T(-2)), zero));
  static_assert(identical(pow(-inf<T>, T(3)), -inf<T>) && identical(pow(-inf<T>, half), inf<T>));
  static_assert(identical(pow(inf<T>, T(-1)), zero) && identical(pow(inf<T>, half), inf<T>));
  static_assert(identical(pow(nan<T>, one), nan<T>) && identical(pow(T(2), nan<T>), nan<T>));
  // Beyond the range; exponents too large to be odd; exponents that are lost in 1.
  static_assert(identical(pow(max, T(2)), inf<T>) && identical(pow(-max, T(3)), -inf<T>));
  static_assert(identical(pow(-max, T(-3)), -zero) && identical(pow(T(-2), max), inf<T>));
  static_assert(identical(pow(T(0.99), max), zero) && identical(pow(T(1.01), -max), zero));
  static_assert(identical(pow(max, std::numeric_limits<T>::denorm_min()), one));
  static_assert(identical(pow(-one, max), one) && identical(pow(-one, T(7)), -one));
  static_assert(identical(pow(-one, 2 / std::numeric_limits<T>::epsilon() - 1), -one));
  return true;
}();
static_assert(special_powers<float> && special_powers<double> && special_powers<long double>);

TEST_CASE("square roots are rounded correctly") {
  const auto check = []<class T>(T) {
    int wrong = 0;
    for (const T x : samples<T>({0.9, 4.1}, 20000))
      wrong += kernel::sqrt(x) != std::sqrt(x) ? 1 : 0;
    for (const T x :
         samples<T>({static_cast<double>(std::numeric_limits<float>::min()), 3e38, true}, 2000)) {
      wrong += kernel::sqrt(x) != std::sqrt(x) ? 1 : 0;
      // The squares of numbers with half the digits, and their neighbours: exact, and next to it.
      const T square = std::floor(std::fmod(x, T(1000))) * std::floor(std::fmod(x, T(1000)));
      for (const T y : {square, std::nextafter(square, T(0)), std::nextafter(square, T(1e9))}) {
        wrong += kernel::sqrt(y) != std::sqrt(y) ? 1 : 0;
      }
    }
    CHECK(wrong == 0);
  };
  check(0.0F);
  check(0.0);
  check(0.0L);
}

TEST_CASE("cbrt against 50-digit arithmetic") {
  check_kernel("cbrt", ETNA_TEST_KERNEL(cbrt),
               {{5e-324, 1.7e308, true}, {0.5, 9}, {1e-30, 1e30, true}});
}

template <class T, class Kernel>
double worst_error_2(std::string_view name, const Kernel& function, const etna::test::interval& xs,
                     const etna::test::interval& ys) {
  double worst = 0;
  const auto second = samples<T>(ys, 40);
  for (const T x : samples<T>(xs, 40)) {
    for (const T y : second) worst = std::max(worst, error_of(name, function(x, y), x, y));
  }
  return worst;
}

TEST_CASE("pow against 50-digit arithmetic") {
  const auto in_double = [](double x, double y) { return kernel::pow(x, y); };
  const auto in_long_double = [](long double x, long double y) { return kernel::pow(x, y); };
  const auto in_float = [](float x, float y) {
    return static_cast<float>(kernel::pow<double>(x, y));
  };
  for (const auto& [xs, ys] :
       {std::pair<etna::test::interval, etna::test::interval>{{0.1, 10}, {-30, 30}},
        {{1e-5, 1e5, true}, {-7, 7}},
        {{0.999, 1.001}, {-80000, 80000}}}) {
    CHECK(worst_error_2<float>("pow", in_float, xs, ys) <= kernel_bound);
    CHECK(worst_error_2<double>("pow", in_double, xs, ys) <= kernel_bound);
    CHECK(worst_error_2<long double>("pow", in_long_double, xs, ys) <= kernel_bound);
  }
  // Where the logarithm's error is magnified most.
  CHECK(worst_error_2<double>("pow", in_double, {1e-300, 1e300, true}, {-1.02, 1.02}) <=
        kernel_bound);
  CHECK(worst_error_2<double>("pow", in_double, {0.9999, 1.0001}, {-7e6, 7e6}) <= kernel_bound);
  CHECK(worst_error_2<long double>("pow", in_long_double, {0.999, 1.001}, {-1.1e7, 1.1e7}) <=
        kernel_bound);
}

TEST_CASE("hypot against 50-digit arithmetic") {
  using W = kernel::double_word<double>;
  for (const auto& xs : {etna::test::interval{1e-5, 1e5, true}, {-2, 2}}) {
    CHECK(worst_error_2<double>(
              "hypot", [](double x, double y) { return kernel::hypot(x, y); }, xs, xs) <=
          kernel_bound);
    CHECK(worst_error_2<double>(
              "hypot", [](double x, double y) { return kernel::hypot<double, W>(x, y); }, xs, xs) <=
          kernel_bound);
    CHECK(worst_error_2<long double>(
              "hypot", [](long double x, long double y) { return kernel::hypot(x, y); }, xs, xs) <=
          kernel_bound);
  }
  CHECK(worst_error_2<double>("hypot", [](double x, double y) { return kernel::hypot(x, y); },
                              {1e-307, 1e307, true}, {1e-307, 1e307, true}) <= kernel_bound);
}

TEST_CASE("roots and powers are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(sqrt);
  ETNA_TEST_LIBRARY_CALL(cbrt);
  ETNA_TEST_LIBRARY_CALL_2(pow);
  ETNA_TEST_LIBRARY_CALL_2(hypot);
}

TEST_CASE("hypot of three at run time") {
  for (const double x : samples<double>({1e-3, 1e3, true}, 300)) {
    const double y = 1.25 * x, z = 3 - x;
    const double sum = std::sqrt(x * x + y * y + z * z);
    CHECK(std::abs(math::hypot(x, y, z) - sum) <= 4e-16 * sum);
  }
  CHECK(std::abs(math::hypot(1e300, 2e300, 2e300) - 3e300) <= 4e-16 * 3e300);
  CHECK(math::hypot(nan<double>, 1.0, -inf<double>) == inf<double>);
}

}  // namespace
