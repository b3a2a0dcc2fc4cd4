// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/rounding.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;
using etna::test::same_bits;

template <class T>
constexpr bool to_integers = [] {
  using math::ceil, math::floor, math::round, math::trunc;
  static_assert(floor(T(2.5)) == 2 && floor(T(-2.5)) == -3 && floor(T(-3)) == -3);
  static_assert(ceil(T(2.5)) == 3 && ceil(T(-2.5)) == -2 && ceil(T(3)) == 3);
  static_assert(trunc(T(2.75)) == 2 && trunc(T(-2.75)) == -2);
  static_assert(round(T(2.5)) == 3 && round(T(-2.5)) == -3 && round(T(2.25)) == 2);
  static_assert(identical(floor(-T(0)), -T(0)) && identical(floor(T(0.5)), T(0)));
  static_assert(identical(ceil(T(-0.5)), -T(0)) && identical(trunc(T(-0.5)), -T(0)));
  static_assert(identical(round(T(-0.25)), -T(0)) && identical(round(-T(0)), -T(0)));
  constexpr T eps = std::numeric_limits<T>::epsilon();
  static_assert(round(T(0.5) - eps / 4) == 0 && floor(1 - eps / 2) == 0 && ceil(1 + eps) == 2);
  // The last fractions, and numbers that have none.
  static_assert(floor(1 / eps - T(0.5)) == 1 / eps - 1 && round(1 / eps - T(0.5)) == 1 / eps);
  static_assert(ceil(1 / eps + 1) == 1 / eps + 1 && round(1 / eps + 1) == 1 / eps + 1);
  constexpr T max = std::numeric_limits<T>::max();
  static_assert(trunc(-max) == -max && round(max) == max);
  static_assert(identical(floor(-inf<T>), -inf<T>) && identical(round(inf<T>), inf<T>));
  static_assert(identical(ceil(nan<T>), nan<T>) && identical(round(nan<T>), nan<T>));
  return true;
}();
static_assert(to_integers<float> && to_integers<double> && to_integers<long double>);

template <class T>
constexpr bool remainders = [] {
  using math::fmod;
  constexpr T max = std::numeric_limits<T>::max(), tiny = std::numeric_limits<T>::denorm_min();
  static_assert(fmod(T(7), T(3)) == 1 && fmod(T(-7), T(3)) == -1 && fmod(T(7), T(-3)) == 1);
  static_assert(fmod(T(5.5), T(0.25)) == 0 && identical(fmod(T(-6), T(3)), -T(0)));
  static_assert(identical(fmod(-T(0), T(1)), -T(0)) && identical(fmod(T(1), inf<T>), T(1)));
  static_assert(identical(fmod(inf<T>, T(1)), nan<T>) && identical(fmod(T(1), T(0)), nan<T>));
  static_assert(identical(fmod(nan<T>, T(1)), nan<T>) && identical(fmod(T(1), nan<T>), nan<T>));
  static_assert(identical(fmod(max, tiny), T(0)) && fmod(5 * tiny, 3 * tiny) == 2 * tiny);
  return true;
}();
static_assert(remainders<float> && remainders<double> && remainders<long double>);
static_assert(math::fmod(1e300, 1000003.0) == 177074);

TEST_CASE("the rounding kernels against the C library") {
  const auto check = []<class T>(T) {
    int wrong = 0;
    for (const T x : etna::test::samples<T>({1e-3, 1e20, true}, 2000)) {
      for (const T y : {x, -x, std::trunc(x) + T(0.5), -std::trunc(x) - T(0.5)}) {
        wrong += same_bits(kernel::floor(y), std::floor(y)) ? 0 : 1;
        wrong += same_bits(kernel::ceil(y), std::ceil(y)) ? 0 : 1;
        wrong += same_bits(kernel::trunc(y), std::trunc(y)) ? 0 : 1;
        wrong += same_bits(kernel::round(y), std::round(y)) ? 0 : 1;
      }
    }
    CHECK(wrong == 0);
  };
  check(0.0F);
  check(0.0);
  check(0.0L);
}

TEST_CASE("the fmod kernel against the C library") {
  const auto check = []<class T>(T, const etna::test::interval& domain) {
    int wrong = 0;
    const auto divisors = etna::test::samples<T>(domain, 100);
    for (const T x : etna::test::samples<T>(domain, 100)) {
      for (const T y : divisors) {
        wrong += same_bits(kernel::fmod(x, y), std::fmod(x, y)) ? 0 : 1;
        wrong += same_bits(kernel::fmod(-x, std::round(y)), std::fmod(-x, std::round(y))) ? 0 : 1;
      }
    }
    CHECK(wrong == 0);
  };
  check(0.0F, {1e-45, 3e38, true});
  check(0.0, {5e-324, 1.7e308, true});
  check(0.0, {1e-3, 1e6, true});
  check(0.0L, {5e-324, 1.7e308, true});
}

TEST_CASE("rounding functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(floor);
  ETNA_TEST_LIBRARY_CALL(ceil);
  ETNA_TEST_LIBRARY_CALL(trunc);
  ETNA_TEST_LIBRARY_CALL(round);
  ETNA_TEST_LIBRARY_CALL_2(fmod);
}

}  // namespace
