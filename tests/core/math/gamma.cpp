// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/gamma.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::check_kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

static_assert(math::tgamma(5.0) == 24 && math::tgamma(19.0F) == 6402373705728000.0F);
static_assert(math::tgamma(0.5) == 1.772453850905516 && math::tgamma(-2.5) == -0.9453087204829419);
static_assert(math::tgamma(0.5L) == 1.7724538509055160272981674833411452L);
static_assert(math::tgamma(171.0) == 7.257415615307999e+306);
static_assert(math::tgamma(-170.5) == -3.3127395215386074e-308);
static_assert(math::lgamma(0.5) == 0.5723649429247001 && math::lgamma(100.0) == 359.1342053695754);
static_assert(math::lgamma(-2.5) == -0.056243716497674054);
static_assert(math::lgamma(1e300) == 6.897755278982137e+302);
static_assert(math::lgamma(1 + 0x1p-40) == -5.249745890076018e-13);
static_assert(math::lgamma(0.5L) == 0.57236494292470008707171367567652936L);

template <class T>
constexpr bool special_values = [] {
  using math::lgamma, math::tgamma;
  constexpr T tiny = std::numeric_limits<T>::denorm_min(), min = std::numeric_limits<T>::min(),
              max = std::numeric_limits<T>::max();
  static_assert(identical(tgamma(T(0)), inf<T>) && identical(tgamma(-T(0)), -inf<T>));
  static_assert(identical(tgamma(T(-1)), nan<T>) && identical(tgamma(-inf<T>), nan<T>));
  static_assert(identical(tgamma(-max), nan<T>) && identical(tgamma(nan<T>), nan<T>));
  static_assert(identical(tgamma(inf<T>), inf<T>) && identical(tgamma(max), inf<T>));
  static_assert(identical(tgamma(tiny), inf<T>) && identical(tgamma(-tiny), -inf<T>));
  static_assert(tgamma(min) == 1 / min && tgamma(-min) == -1 / min);
  static_assert(tgamma(T(1)) == 1 && tgamma(T(2)) == 1);
  // Far left every value is zero, with the sign that alternates from one pole to the next.
  static_assert(identical(tgamma(T(-2000.5)), -T(0)) && identical(tgamma(T(-2001.5)), T(0)));
  static_assert(identical(tgamma(T(-3000.5)), -T(0)));

  static_assert(identical(lgamma(T(1)), T(0)) && identical(lgamma(T(2)), T(0)));
  static_assert(identical(lgamma(T(0)), inf<T>) && identical(lgamma(-T(0)), inf<T>));
  static_assert(identical(lgamma(T(-3)), inf<T>) && identical(lgamma(-max), inf<T>));
  static_assert(identical(lgamma(inf<T>), inf<T>) && identical(lgamma(-inf<T>), inf<T>));
  static_assert(identical(lgamma(max), inf<T>) && identical(lgamma(nan<T>), nan<T>));
  static_assert(lgamma(tiny) == -math::log(tiny) && lgamma(-tiny) == -math::log(tiny));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

// Neither has a type to choose: both compute in double_word.
#define ETNA_TEST_GAMMA_KERNEL(NAME) []<class T, class>(T x) { return kernel::NAME(x); }

TEST_CASE("gamma kernels against 50-digit arithmetic") {
  check_kernel("tgamma", ETNA_TEST_GAMMA_KERNEL(tgamma),
               {{0.01, 5}, {-4.99, -0.01}, {-30.5, 33}, {1e-8, 170, true}});
  check_kernel(
      "lgamma", ETNA_TEST_GAMMA_KERNEL(lgamma),
      {{0.1, 5}, {1e-20, 1e9, true}, {-100.5, -3.1}, {0.99999, 1.00001}, {1.99999, 2.00001}});
  etna::test::check_samples<double>("tgamma", "double", [](double x) { return kernel::tgamma(x); },
                                    {-170.5, 171.6});
  etna::test::check_samples<double>(
      "tgamma", "double, subnormal", [](double x) { return kernel::tgamma(x); }, {-180.5, -170.6},
      1);
}

TEST_CASE("gamma kernels next to poles") {
  for (const double pole : {-1, -2, -3, -20, -101}) {
    for (const double x : {std::nextafter(pole, 0), std::nextafter(pole, -200)}) {
      CHECK(etna::test::error_of("tgamma", kernel::tgamma(x), x) <= 1);
      CHECK(etna::test::error_of("lgamma", kernel::lgamma(x), x) <= etna::test::kernel_bound);
    }
  }
}

// Between poles lgamma has zeros; there the error is that of the terms which cancel, about 1.
TEST_CASE("the lgamma kernel next to zeros") {
  for (const double zero : {-2.4570247382208006, -2.7476826467274127, -3.1435808883499799}) {
    for (const double x : etna::test::samples<double>({zero - 1e-12, zero + 1e-12}, 100)) {
      CHECK(etna::test::absolute_error("lgamma", kernel::lgamma(x), x) <= 1e-16);
    }
  }
}

TEST_CASE("gamma functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(tgamma);
  ETNA_TEST_LIBRARY_CALL(lgamma);
}

}  // namespace
