// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/constants.hpp"

#include <doctest/doctest.h>

#include <boost/math/constants/constants.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>

namespace {

namespace math = etna::math;

static_assert(math::pi<float>() == 3.14159265358979323846F);
static_assert(math::pi<double>() == 3.14159265358979323846);
static_assert(math::pi<long double>() == 3.141592653589793238462643383279502884197L);
static_assert(math::e<float>() == 2.71828182845904523536F);
static_assert(math::e<double>() == 2.71828182845904523536);
static_assert(math::e<long double>() == 2.718281828459045235360287471352662498L);
static_assert(math::sqrt2<float>() == 1.41421356237309504880F);
static_assert(math::sqrt2<double>() == 1.41421356237309504880);
static_assert(math::sqrt2<long double>() == 1.414213562373095048801688724209698079L);
static_assert(math::ln2<float>() == 0.693147180559945309417F);
static_assert(math::ln2<double>() == 0.693147180559945309417);
static_assert(math::ln2<long double>() == 0.693147180559945309417232121458176568L);
static_assert(math::ln10<float>() == 2.302585092994045684018F);
static_assert(math::ln10<double>() == 2.302585092994045684018);
static_assert(math::ln10<long double>() == 2.302585092994045684017991454684364208L);
static_assert(math::two_over_sqrt_pi<float>() == 1.128379167095512573896F);
static_assert(math::two_over_sqrt_pi<double>() == 1.128379167095512573896);
static_assert(math::two_over_sqrt_pi<long double>() == 1.128379167095512573896158903121545172L);
static_assert(math::euler_gamma<float>() == 0.577215664901532860607F);
static_assert(math::euler_gamma<double>() == 0.577215664901532860607);
static_assert(math::euler_gamma<long double>() == 0.577215664901532860606512090082402431L);

TEST_CASE_TEMPLATE("multiprecision constants have all their digits", T,
                   boost::multiprecision::cpp_bin_float_50, boost::multiprecision::cpp_dec_float_50,
                   boost::multiprecision::cpp_bin_float_100,
                   boost::multiprecision::cpp_dec_float_100) {
  namespace reference = boost::math::constants;
  // Decimal types do not hold the binary digits exactly; each of twelve steps rounds.
  const T bound = 16 * std::numeric_limits<T>::epsilon();
  CHECK(abs(math::pi<T>() - reference::pi<T>()) <= bound * 3);
  CHECK(abs(math::e<T>() - reference::e<T>()) <= bound * 2);
  CHECK(abs(math::sqrt2<T>() - reference::root_two<T>()) <= bound);
  CHECK(abs(math::ln2<T>() - reference::ln_two<T>()) <= bound);
  CHECK(abs(math::ln10<T>() - reference::ln_ten<T>()) <= bound * 2);
  CHECK(abs(math::two_over_sqrt_pi<T>() - reference::two_div_root_pi<T>()) <= bound);
  CHECK(abs(math::euler_gamma<T>() - reference::euler<T>()) <= bound);
}

}  // namespace
