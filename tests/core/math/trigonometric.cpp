// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/trigonometric.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::check_kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

static_assert(math::sin(1.0F) == 0.84147098F && math::cos(1.0F) == 0.5403023F);
static_assert(math::sin(1.0) == 0.8414709848078965 && math::cos(1.0) == 0.5403023058681398);
static_assert(math::sin(0.5L) == 0.479425538604203000273287935215571388081803367940600675188617L);
static_assert(math::tan(1.0) == 1.5574077246549023 && math::tan(-1.0) == -1.5574077246549023);
static_assert(math::cos(-3.0) == -0.9899924966004454 && math::sin(-3.0) == -0.1411200080598672);
static_assert(math::sincos(2.0).sin == math::sin(2.0) && math::sincos(2.0).cos == math::cos(2.0));

template <class T>
constexpr bool special_values = [] {
  static_assert(identical(math::sin(T(0)), T(0)) && identical(math::sin(-T(0)), -T(0)));
  static_assert(identical(math::tan(T(0)), T(0)) && identical(math::tan(-T(0)), -T(0)));
  static_assert(identical(math::cos(T(0)), T(1)) && identical(math::cos(-T(0)), T(1)));
  static_assert(identical(math::sin(inf<T>), nan<T>) && identical(math::sin(-inf<T>), nan<T>));
  static_assert(identical(math::cos(inf<T>), nan<T>) && identical(math::tan(inf<T>), nan<T>));
  static_assert(identical(math::sin(nan<T>), nan<T>) && identical(math::cos(nan<T>), nan<T>));
  static_assert(identical(math::tan(nan<T>), nan<T>));
  constexpr T tiny = std::numeric_limits<T>::denorm_min();
  static_assert(identical(math::sin(tiny), tiny) && identical(math::tan(-tiny), -tiny));
  static_assert(identical(math::cos(tiny), T(1)));
  return true;
}();
static_assert(special_values<float> && special_values<double> && special_values<long double>);

// Huge arguments; and those next to a multiple of pi/2, of which the fourth is the closest of all
// doubles. The references were computed with mpmath in 40,000 bits.
template <class T>
struct angle {
  T x, sin, cos, tan;
};
template <class T, int N>
constexpr bool right(const angle<T> (&angles)[N]) {
  for (const auto& a : angles) {
    if (math::sin(a.x) != a.sin || math::cos(a.x) != a.cos || math::tan(a.x) != a.tan) return false;
  }
  return true;
}
constexpr angle<double> angles[] = {
    {1e22, -0.85220084976718880177270589375303, 0.52321478539513894549759447338471,
     -1.6287782256068988785493759369395},
    {1e300, -0.81788191211590859704588528275543, -0.57538611195754904668824427596581,
     1.4214488238747244123668408839478},
    {0x1.fffffffffffffp+1023, 0.0049619547891840617905026711970747,
     -0.99998768942655993746487006630693, -0.0049620158744448949005008843361632},
    {0x1.6ac5b262ca1ffp+849, 1.0, -4.6871659242546276111225828019639e-19,
     -2133485385753703843.6748526633445},
    {-0x1.6ac5b262ca1ffp+849, -1.0, -4.6871659242546276111225828019639e-19,
     2133485385753703843.6748526633445},
    {0x1.921fb54442d18p+0, 1.0, 6.123233995736765886130329661375e-17,
     16331239353195369.755967737041529},
    {-0x1.921fb54442d18p+1, -1.224646799147353177226065932275e-16,
     -0.99999999999999999999999999999999, 1.224646799147353177226065932275e-16},
};
static_assert(right(angles));
#if __LDBL_MANT_DIG__ == 64
constexpr angle<long double> long_angles[] = {
    {0x1p+16383L, 0.38936299858942081269481158526106L, 0.92108439099219062068745095225058L,
     0.42272239373202233780050416005444L},
    {0xf.fffffffffffffffp+16380L, 0.99215109912352649594261522097551L,
     -0.12504477801163190347075684668664L, -7.9343665117405759285401196128918L},
    {-0x1.8p+5000L, -0.63885549044952530401394067752819L, -0.76932675913586710692654917360035L,
     0.83040851349965860438446780846819L},
    {0xc.90fdaa22168c235p-2L, -5.0165576126683320235573270803308e-20L, -1.0L,
     5.0165576126683320235573270803308e-20L},
};
static_assert(right(long_angles));
#endif

TEST_CASE("trigonometric kernels against 50-digit arithmetic") {
  check_kernel("sin", ETNA_TEST_KERNEL(sin), {{-10, 10}, {1e-8, 1e15, true}});
  check_kernel("cos", ETNA_TEST_KERNEL(cos), {{-10, 10}, {1e-8, 1e15, true}});
  check_kernel("tan", ETNA_TEST_KERNEL(tan), {{-10, 10}, {1e-8, 1e15, true}});
}

TEST_CASE("the reduction of huge arguments in double_word") {
  for (const auto& a : angles) {
    using W = kernel::double_word<double>;
    CHECK(kernel::sin<double, W>(a.x) == a.sin);
    CHECK(kernel::cos<double, W>(a.x) == a.cos);
    CHECK(kernel::tan<double, W>(a.x) == a.tan);
  }
}

TEST_CASE("trigonometric functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(sin);
  ETNA_TEST_LIBRARY_CALL(cos);
  ETNA_TEST_LIBRARY_CALL(tan);
  using etna::test::check_library_call;
  check_library_call(
      "sincos", [](auto x) { return math::sincos(x).sin; }, [](auto x) { return std::sin(x); });
  check_library_call(
      "sincos", [](auto x) { return math::sincos(x).cos; }, [](auto x) { return std::cos(x); });
}

}  // namespace
