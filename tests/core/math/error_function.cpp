// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/error_function.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::check_kernel;
using etna::test::check_samples;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

static_assert(math::erf(0.5F) == 0.5204999F && math::erf(0.5) == 0.5204998778130465);
static_assert(math::erf(0.5L) == 0.52049987781304653768274665389196453L);
static_assert(math::erfc(0.5) == 0.4795001221869535 && math::erfc(5.0) == 1.537459794428035e-12);
static_assert(math::erfc(26.0) == 5.663192408856143e-296);
static_assert(math::erfc(5.0L) == 1.5374597944280348501883434853833789e-12L);

template <class T>
constexpr bool special_values = [] {
  constexpr T tiny = std::numeric_limits<T>::denorm_min(), max = std::numeric_limits<T>::max();
  static_assert(identical(math::erf(T(0)), T(0)) && identical(math::erf(-T(0)), -T(0)));
  static_assert(identical(math::erf(inf<T>), T(1)) && identical(math::erf(-inf<T>), T(-1)));
  static_assert(identical(math::erf(-max), T(-1)) && identical(math::erf(nan<T>), nan<T>));
  static_assert(identical(math::erf(-tiny), -tiny) && math::erf(8 * tiny) == 9 * tiny);
  static_assert(identical(math::erfc(-T(0)), T(1)) && identical(math::erfc(tiny), T(1)));
  static_assert(identical(math::erfc(inf<T>), T(0)) && identical(math::erfc(-inf<T>), T(2)));
  static_assert(identical(math::erfc(max), T(0)) && identical(math::erfc(-max), T(2)));
  static_assert(identical(math::erfc(nan<T>), nan<T>));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

TEST_CASE("error function kernels against 50-digit arithmetic") {
  check_kernel("erf", ETNA_TEST_KERNEL(erf), {{-7, 7}, {-1.3, 1.3}, {1e-18, 1, true}});
  check_kernel("erfc", ETNA_TEST_KERNEL(erfc), {{-8, 9}, {-1.3, 1.3}, {1, 4}});
}

TEST_CASE("erfc where it is tiny or subnormal") {
  using W = kernel::double_word<double>;
  check_samples<double>("erfc", "double", [](double x) { return kernel::erfc(x); }, {9, 27.3});
  check_samples<double>("erfc", "double in double_word",
                        [](double x) { return kernel::erfc<double, W>(x); }, {9, 26.5});
  check_samples<double>(
      "erfc", "double in double_word, subnormal",
      [](double x) { return kernel::erfc<double, W>(x); }, {26.5, 27.3}, 1);
  check_samples<long double>("erfc", "long double", [](long double x) { return kernel::erfc(x); },
                             {9, 106});
  check_samples<float>("erfc", "float",
                       [](float x) { return static_cast<float>(kernel::erfc<double>(x)); },
                       {9, 10.1});
}

TEST_CASE("error functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(erf);
  ETNA_TEST_LIBRARY_CALL(erfc);
}

}  // namespace
