// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/constants.hpp"

#include <doctest/doctest.h>

#include "core/math/constant_digits.hpp"
#include "support/real.hpp"

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

TEST_CASE("constants have 115 digits") {
  namespace digits = etna::test;
  using etna::test::real;
  const real bound("1e-114");
  CHECK(abs(math::pi<real>() - real(digits::pi_digits)) <= bound);
  CHECK(abs(math::e<real>() - real(digits::e_digits)) <= bound);
  CHECK(abs(math::sqrt2<real>() - real(digits::sqrt2_digits)) <= bound);
  CHECK(abs(math::ln2<real>() - real(digits::ln2_digits)) <= bound);
  CHECK(abs(math::ln10<real>() - real(digits::ln10_digits)) <= bound);
  CHECK(abs(math::two_over_sqrt_pi<real>() - real(digits::two_over_sqrt_pi_digits)) <= bound);
  CHECK(abs(math::euler_gamma<real>() - real(digits::euler_gamma_digits)) <= bound);
}

}  // namespace
