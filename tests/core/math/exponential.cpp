// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/exponential.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
using etna::test::check_kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

// Correctly rounded values, in float, double and long double.
static_assert(math::exp(1.0F) == 2.7182818F);
static_assert(math::exp(1.0) == 2.718281828459045);
static_assert(math::exp(1.0L) == 2.71828182845904523536028747135266249776L);
static_assert(math::exp(-700.0) == 9.8596765437597708e-305);
static_assert(math::exp2(0.5) == 1.4142135623730951);
static_assert(math::exp2(-1074.0) == std::numeric_limits<double>::denorm_min());
static_assert(math::exp2(10.0F) == 1024.0F);
static_assert(math::expm1(1e-10) == 1.00000000005e-10);
static_assert(math::expm1(2.0L) == 6.3890560989306502272304274605750078131803L);
static_assert(math::log(2.0) == 0.6931471805599453);
static_assert(math::log(10.0F) == 2.3025851F);
static_assert(math::log(3.0L) ==
              1.098612288668109691395245236922525704647490557822749451734694333L);
static_assert(math::log2(1024.0) == 10 && math::log2(3.0) == 1.584962500721156);
static_assert(math::log10(1e22) == 22 && math::log10(0.001) == -3);
static_assert(math::log1p(1e-10) == 9.999999999500001e-11);

// Special values.
template <class T>
constexpr bool special_values = [] {
  static_assert(identical(math::exp(T(0)), T(1)) && identical(math::exp(-T(0)), T(1)));
  static_assert(identical(math::exp(inf<T>), inf<T>) && identical(math::exp(-inf<T>), T(0)));
  static_assert(identical(math::exp(nan<T>), nan<T>));
  static_assert(identical(math::exp(T(1e6)), inf<T>) && identical(math::exp(T(-1e6)), T(0)));
  static_assert(identical(math::exp2(inf<T>), inf<T>) && identical(math::exp2(-inf<T>), T(0)));
  static_assert(identical(math::exp2(nan<T>), nan<T>));
  static_assert(identical(math::expm1(T(0)), T(0)) && identical(math::expm1(-T(0)), -T(0)));
  static_assert(identical(math::expm1(inf<T>), inf<T>) && identical(math::expm1(-inf<T>), T(-1)));
  static_assert(identical(math::expm1(nan<T>), nan<T>) && math::expm1(T(-100)) == -1);
  static_assert(identical(math::log(T(1)), T(0)) && identical(math::log(inf<T>), inf<T>));
  static_assert(identical(math::log(T(0)), -inf<T>) && identical(math::log(-T(0)), -inf<T>));
  static_assert(identical(math::log(T(-1)), nan<T>) && identical(math::log(-inf<T>), nan<T>));
  static_assert(identical(math::log(nan<T>), nan<T>));
  static_assert(identical(math::log2(T(1)), T(0)) && identical(math::log10(T(1)), T(0)));
  static_assert(identical(math::log2(T(0)), -inf<T>) && identical(math::log10(-T(0)), -inf<T>));
  static_assert(identical(math::log2(T(-1)), nan<T>) && identical(math::log10(inf<T>), inf<T>));
  static_assert(identical(math::log1p(-T(0)), -T(0)) && identical(math::log1p(T(-1)), -inf<T>));
  static_assert(identical(math::log1p(T(-2)), nan<T>) && identical(math::log1p(inf<T>), inf<T>));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

// Just inside and just outside the range of double.
static_assert(math::exp(709.782712893384) == 1.7976931348622732e308);
static_assert(math::exp(709.782712893385) == inf<double>);
static_assert(math::exp(-745.1332191019411) == std::numeric_limits<double>::denorm_min());
static_assert(math::exp(-745.1332191019412) == 0);

TEST_CASE("exponential kernels against 50-digit arithmetic") {
  check_kernel("exp", ETNA_TEST_KERNEL(exp), {{-708.3, 709.7}, {-87, 88}, {1e-20, 1, true}});
  check_kernel("exp2", ETNA_TEST_KERNEL(exp2), {{-1021, 1023}, {-2, 2}});
  check_kernel("expm1", ETNA_TEST_KERNEL(expm1), {{-60, 80}, {-1, 1}, {1e-18, 700, true}});
  check_kernel("log", ETNA_TEST_KERNEL(log), {{5e-324, 1.7e308, true}, {0.5, 2}});
  check_kernel("log2", ETNA_TEST_KERNEL(log2), {{5e-324, 1.7e308, true}, {0.5, 2}});
  check_kernel("log10", ETNA_TEST_KERNEL(log10), {{5e-324, 1.7e308, true}, {0.5, 2}});
  check_kernel("log1p", ETNA_TEST_KERNEL(log1p), {{-0.999, 2}, {1e-18, 1e300, true}});
}

// A subnormal result is rounded twice where the kernel computes in no wider exponent.
TEST_CASE("exp where its result is subnormal") {
  namespace kernel = etna::math::kernel;
  using etna::test::check_samples;
  check_samples<double>("exp", "double", [](double x) { return kernel::exp(x); }, {-746, -708.4});
  check_samples<double>(
      "exp", "double in double_word",
      [](double x) { return kernel::exp<double, kernel::double_word<double>>(x); }, {-746, -708.4},
      1);
  check_samples<long double>(
      "exp", "long double", [](long double x) { return kernel::exp(x); }, {-11400, -11355.2}, 1);
}

TEST_CASE("exponential functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(exp);
  ETNA_TEST_LIBRARY_CALL(exp2);
  ETNA_TEST_LIBRARY_CALL(expm1);
  ETNA_TEST_LIBRARY_CALL(log);
  ETNA_TEST_LIBRARY_CALL(log2);
  ETNA_TEST_LIBRARY_CALL(log10);
  ETNA_TEST_LIBRARY_CALL(log1p);
}

}  // namespace
