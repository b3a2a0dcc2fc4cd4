// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/scaling.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace kernel = etna::math::kernel;
using etna::test::identical;
using etna::test::inf;

template <class T>
constexpr bool edges = [] {
  using limits = std::numeric_limits<T>;
  using kernel::compose, kernel::decompose, kernel::power_of_two;
  static_assert(power_of_two<T>(0) == 1 && power_of_two<T>(-3) == T(0.125));
  static_assert(power_of_two<T>(limits::min_exponent - 1) == limits::min());
  static_assert(power_of_two<T>(limits::max_exponent - 1) * (2 - limits::epsilon()) ==
                limits::max());

  static_assert(decompose(T(1)).mantissa == 1 && decompose(T(1)).exponent == 0);
  static_assert(decompose(T(0.75)).mantissa == T(1.5) && decompose(T(0.75)).exponent == -1);
  static_assert(decompose(limits::max()).mantissa == 2 - limits::epsilon());
  static_assert(decompose(limits::max()).exponent == limits::max_exponent - 1);
  static_assert(decompose(limits::min()).exponent == limits::min_exponent - 1);
  static_assert(decompose(limits::denorm_min()).mantissa == 1);
  static_assert(decompose(limits::denorm_min()).exponent == limits::min_exponent - limits::digits);

  static_assert(identical(compose<T>(T(0), 5), T(0)) && identical(compose<T>(-T(0), 5), -T(0)));
  static_assert(compose<T>(2 - limits::epsilon(), limits::max_exponent - 1) == limits::max());
  static_assert(identical(compose<T>(T(-1), limits::max_exponent), -inf<T>));
  static_assert(identical(compose<T>(T(4), 100000), inf<T>) &&
                identical(compose<T>(T(-4), -100000), -T(0)));
  // The smallest number, a half of it (a tie, so 0), and more than half.
  constexpr int last = limits::min_exponent - limits::digits;
  static_assert(compose<T>(T(1), last) == limits::denorm_min() && compose<T>(T(-1), last - 1) == 0);
  static_assert(compose<T>(T(1.25), last - 1) == limits::denorm_min());
  static_assert(compose<T>(1 + limits::epsilon(), last + 1) == 2 * limits::denorm_min());
  return true;
}();
static_assert(edges<float> && edges<double> && edges<long double>);

// A wider mantissa is rounded to a subnormal number once: 1.5 + a little, in units of the last
// place.
static_assert(kernel::compose<double>(1.5L + 0x1p-60L, -1074) == 1e-323);
static_assert(kernel::compose<float>(1.5 + 0x1p-40, -149) == 3e-45F);
static_assert(kernel::compose<float>(0x1.fffffep+0 + 0x1p-40, 127) ==
              std::numeric_limits<float>::max());
static_assert(identical(kernel::compose<float>(0x1.ffffffp+0, 127), inf<float>));

static_assert(kernel::scale(kernel::double_word<double>(3, 0x1p-60), -2) ==
              kernel::double_word<double>(0.75, 0x1p-62));
static_assert(kernel::decompose(kernel::double_word<double>(6, 0x1p-60)).mantissa ==
              kernel::double_word<double>(1.5, 0x1p-62));

TEST_CASE_TEMPLATE("decompose and compose are inverse", T, float, double, long double) {
  const double low = sizeof(T) == sizeof(float) ? 1e-45 : 5e-324;
  const double high = sizeof(T) == sizeof(float) ? 3e38 : 1.7e308;
  for (const T x : etna::test::samples<T>({low, high, true}, 2000)) {
    const auto [mantissa, exponent] = kernel::decompose(x);
    REQUIRE(mantissa >= 1);
    REQUIRE(mantissa < 2);
    REQUIRE(exponent == std::ilogb(x));
    REQUIRE(kernel::compose<T>(mantissa, exponent) == x);
    REQUIRE(kernel::compose<T>(-4 * mantissa, exponent - 2) == -x);
  }
}

}  // namespace
