// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/inverse_trigonometric.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::check_kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

static_assert(math::asin(0.5F) == 0.52359878F && math::acos(0.5F) == 1.0471976F);
static_assert(math::asin(0.3) == 0.3046926540153975 && math::acos(0.3) == 1.2661036727794992);
static_assert(math::atan(2.0) == 1.1071487177940904 && math::atan(-1e-3) == -9.999996666668668e-4);
static_assert(math::atan2(-2.0, -3.0) == -2.5535900500422257);
static_assert(math::acos(-1.0L) == math::pi<long double>());
static_assert(math::atan(0.125L) == 0.12435499454676143503135484916387102557317019177L);

template <class T>
constexpr bool special_values = [] {
  constexpr T pi = math::pi<T>(), half = pi / 2, quarter = pi / 4;
  constexpr T three_quarters = math::atan2(T(1), T(-1));
  static_assert(identical(math::asin(-T(0)), -T(0)) && identical(math::asin(T(1)), half));
  static_assert(identical(math::asin(T(-1)), -half) && identical(math::asin(T(1.5)), nan<T>));
  static_assert(identical(math::acos(T(1)), T(0)) && identical(math::acos(T(-1)), pi));
  static_assert(identical(math::acos(T(0)), half) && identical(math::acos(T(-2)), nan<T>));
  static_assert(identical(math::asin(nan<T>), nan<T>) && identical(math::acos(nan<T>), nan<T>));
  static_assert(identical(math::asin(inf<T>), nan<T>) && identical(math::acos(inf<T>), nan<T>));
  static_assert(identical(math::atan(-T(0)), -T(0)) && identical(math::atan(inf<T>), half));
  static_assert(identical(math::atan(-inf<T>), -half) && identical(math::atan(nan<T>), nan<T>));
  static_assert(identical(math::atan(std::numeric_limits<T>::max()), half));
  static_assert(identical(math::atan(T(1)), quarter));

  static_assert(identical(math::atan2(T(0), T(-1)), pi) &&
                identical(math::atan2(-T(0), T(-1)), -pi));
  static_assert(identical(math::atan2(T(0), -T(0)), pi) &&
                identical(math::atan2(-T(0), -T(0)), -pi));
  static_assert(identical(math::atan2(T(0), T(0)), T(0)) &&
                identical(math::atan2(-T(0), T(0)), -T(0)));
  static_assert(identical(math::atan2(-T(0), T(1)), -T(0)));
  static_assert(identical(math::atan2(T(1), T(0)), half) &&
                identical(math::atan2(T(-1), -T(0)), -half));
  static_assert(identical(math::atan2(T(1), -inf<T>), pi) &&
                identical(math::atan2(T(-1), inf<T>), -T(0)));
  static_assert(identical(math::atan2(-inf<T>, T(1)), -half));
  static_assert(identical(math::atan2(inf<T>, inf<T>), quarter));
  static_assert(identical(math::atan2(-inf<T>, -inf<T>), -three_quarters));
  static_assert(identical(math::atan2(nan<T>, T(1)), nan<T>) &&
                identical(math::atan2(T(1), nan<T>), nan<T>));
  // Far from the diagonal: quotients that overflow, that vanish, and a subnormal one.
  constexpr T large = std::numeric_limits<T>::max(), small = std::numeric_limits<T>::denorm_min();
  static_assert(identical(math::atan2(large, small), half) &&
                identical(math::atan2(small, large), T(0)));
  static_assert(identical(math::atan2(small, -large), pi) &&
                identical(math::atan2(small, T(1)), small));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

TEST_CASE("inverse trigonometric kernels against 50-digit arithmetic") {
  check_kernel("asin", ETNA_TEST_KERNEL(asin), {{-1, 1}, {1e-18, 1, true}});
  check_kernel("acos", ETNA_TEST_KERNEL(acos), {{-1, 1}, {0.999, 1}});
  check_kernel("atan", ETNA_TEST_KERNEL(atan), {{-5, 5}, {1e-18, 1e300, true}});
}

TEST_CASE("atan2 against 50-digit arithmetic") {
  const auto check = [](auto x, auto kernel) {
    using T = decltype(x);
    double worst = 0;
    auto xs = etna::test::samples<T>({1e-25, 1e25, true}, 30);
    for (const T y : etna::test::samples<T>({1e-25, 1e25, true}, 30)) {
      for (const T a : xs) {
        for (const T b : {a, -a}) {
          worst = std::max(worst, etna::test::error_of("atan2", kernel(y, b), y, b));
        }
      }
    }
    CHECK(worst <= etna::test::kernel_bound);
  };
  check(0.0F, [](float y, float x) { return static_cast<float>(kernel::atan2<double>(y, x)); });
  check(0.0, [](double y, double x) { return kernel::atan2(y, x); });
  check(0.0, [](double y, double x) {
    return kernel::atan2<double, kernel::double_word<double>>(y, x);
  });
  check(0.0L, [](long double y, long double x) { return kernel::atan2(y, x); });
}

TEST_CASE("inverse trigonometric functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(asin);
  ETNA_TEST_LIBRARY_CALL(acos);
  ETNA_TEST_LIBRARY_CALL(atan);
  ETNA_TEST_LIBRARY_CALL_2(atan2);
}

}  // namespace
