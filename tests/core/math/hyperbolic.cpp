// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/hyperbolic.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
using etna::test::check_kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

static_assert(math::sinh(1.0) == 1.1752011936438014 && math::cosh(1.0) == 1.5430806348152437);
static_assert(math::tanh(0.5) == 0.46211715726000973 && math::tanh(0.5F) == 0.46211717F);
static_assert(math::asinh(1.0) == 0.881373587019543 && math::acosh(2.0) == 1.3169578969248168);
static_assert(math::atanh(0.5) == 0.5493061443340549 && math::atanh(-0.5F) == -0.54930615F);
static_assert(math::tanh(1.0L) == 0.76159415595576488811945828260479359041276859725793655159L);

template <class T>
constexpr bool special_values = [] {
  constexpr T large = std::numeric_limits<T>::max(), tiny = std::numeric_limits<T>::denorm_min();
  static_assert(identical(math::sinh(-T(0)), -T(0)) && identical(math::sinh(-inf<T>), -inf<T>));
  static_assert(identical(math::sinh(large), inf<T>) && identical(math::sinh(nan<T>), nan<T>));
  static_assert(identical(math::cosh(-T(0)), T(1)) && identical(math::cosh(-inf<T>), inf<T>));
  static_assert(identical(math::cosh(-large), inf<T>) && identical(math::cosh(nan<T>), nan<T>));
  static_assert(identical(math::tanh(-T(0)), -T(0)) && identical(math::tanh(-inf<T>), T(-1)));
  static_assert(identical(math::tanh(large), T(1)) && identical(math::tanh(nan<T>), nan<T>));
  static_assert(identical(math::tanh(-tiny), -tiny) && identical(math::asinh(tiny), tiny));
  static_assert(identical(math::asinh(-T(0)), -T(0)) && identical(math::asinh(-inf<T>), -inf<T>));
  static_assert(identical(math::asinh(nan<T>), nan<T>) && math::asinh(large) > 80);
  static_assert(identical(math::acosh(T(1)), T(0)) && identical(math::acosh(inf<T>), inf<T>));
  static_assert(identical(math::acosh(T(0.5)), nan<T>) && identical(math::acosh(-inf<T>), nan<T>));
  static_assert(identical(math::acosh(nan<T>), nan<T>));
  static_assert(identical(math::atanh(-T(0)), -T(0)) && identical(math::atanh(T(-1)), -inf<T>));
  static_assert(identical(math::atanh(T(1)), inf<T>) && identical(math::atanh(T(2)), nan<T>));
  static_assert(identical(math::atanh(-inf<T>), nan<T>) && identical(math::atanh(nan<T>), nan<T>));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

// They overflow later than exp does.
static_assert(math::sinh(710.4758600739439) == 1.7976931348621744e308);
static_assert(math::cosh(710.4758600739440) == inf<double>);

TEST_CASE("hyperbolic kernels against 50-digit arithmetic") {
  check_kernel("sinh", ETNA_TEST_KERNEL(sinh),
               {{-710.4, 710.4}, {-88, 88}, {-1, 1}, {1e-18, 10, true}});
  check_kernel("cosh", ETNA_TEST_KERNEL(cosh), {{-710.4, 710.4}, {-88, 88}, {-1, 1}});
  check_kernel("tanh", ETNA_TEST_KERNEL(tanh), {{-30, 30}, {-1, 1}, {1e-18, 10, true}});
}

TEST_CASE("inverse hyperbolic kernels against 50-digit arithmetic") {
  check_kernel("asinh", ETNA_TEST_KERNEL(asinh), {{-10, 10}, {1e-18, 1e300, true}});
  check_kernel("acosh", ETNA_TEST_KERNEL(acosh), {{1, 1.01}, {1, 1e300, true}});
  check_kernel("atanh", ETNA_TEST_KERNEL(atanh), {{-0.999, 0.999}, {1e-18, 0.9999, true}});
}

TEST_CASE("hyperbolic functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(sinh);
  ETNA_TEST_LIBRARY_CALL(cosh);
  ETNA_TEST_LIBRARY_CALL(tanh);
  ETNA_TEST_LIBRARY_CALL(asinh);
  ETNA_TEST_LIBRARY_CALL(acosh);
  ETNA_TEST_LIBRARY_CALL(atanh);
}

}  // namespace
