// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// The library on the numbers of Boost.Multiprecision, binary and decimal; in one translation unit,
// since they take seconds to compile.

#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>

#include "core/math/constant_digits.hpp"
#include "core/math/reference.hpp"
#include "etna/core/math/bernoulli.hpp"
#include "etna/etna.hpp"

namespace {

using namespace etna::literals;
namespace math = etna::math;
using boost::multiprecision::cpp_bin_float_100, boost::multiprecision::cpp_bin_float_50;
using boost::multiprecision::cpp_dec_float_100, boost::multiprecision::cpp_dec_float_50;

static_assert(etna::number<cpp_dec_float_50> && etna::number<cpp_bin_float_50>);
static_assert(!etna::operand_type<cpp_dec_float_50>);
static_assert(std::is_same_v<etna::promoted_t<double, cpp_dec_float_50>, cpp_dec_float_50>);
static_assert(math::kernel::precision_bits<cpp_dec_float_50> >= 50 * 3.3219);

TEST_CASE_TEMPLATE("constants have all their digits", T, cpp_bin_float_50, cpp_dec_float_50,
                   cpp_bin_float_100, cpp_dec_float_100) {
  namespace digits = etna::test;
  // Decimal types do not hold the binary digits exactly; each of twelve steps rounds.
  const T bound = 16 * std::numeric_limits<T>::epsilon();
  CHECK(abs(math::pi<T>() - T(digits::pi_digits)) <= bound * 3);
  CHECK(abs(math::e<T>() - T(digits::e_digits)) <= bound * 2);
  CHECK(abs(math::sqrt2<T>() - T(digits::sqrt2_digits)) <= bound);
  CHECK(abs(math::ln2<T>() - T(digits::ln2_digits)) <= bound);
  CHECK(abs(math::ln10<T>() - T(digits::ln10_digits)) <= bound * 2);
  CHECK(abs(math::two_over_sqrt_pi<T>() - T(digits::two_over_sqrt_pi_digits)) <= bound);
  CHECK(abs(math::euler_gamma<T>() - T(digits::euler_gamma_digits)) <= bound);
}

TEST_CASE_TEMPLATE("numbers, functions and formulas", T, cpp_bin_float_50, cpp_dec_float_50) {
  const auto b = math::kernel::bernoulli_numbers<T, 20>();
  const T want = T("-261082718496449122051") / 13530;  // B_40
  CHECK(abs(b.at[19] - want) <= 20 * std::numeric_limits<T>::epsilon() * abs(want));

  for (const int n : {0, 1, 2, 3, 7}) {
    for (const double x : {0.125, 0.75, 1.25, 2.0, 17.5, 1e6, -0.75, -12.0625}) {
      const T reference(etna::test::digits_of("polygamma", x, n));
      const T error = abs(math::polygamma(n, T(x)) - reference);
      CHECK(error <= 200 * std::numeric_limits<T>::epsilon() * T(1 + abs(reference)));
    }
  }
  CHECK(math::digamma(T(-3)) != math::digamma(T(-3)));
  CHECK(math::trigamma(T(0)) == std::numeric_limits<T>::infinity());
  CHECK(math::digamma(std::numeric_limits<T>::infinity()) == std::numeric_limits<T>::infinity());

  const T tenth = etna::detail::from_constant<T>::make(0.1);
  CHECK(tenth == T(0.1));
  const T u("0.7"), v("-1.3");
  constexpr auto x = "x"_v;
  constexpr auto y = "y"_v;
  CHECK((1_c / 3_c * x)(x = T(1)) == T(1) / T(3));
  CHECK((x * sin(y) + etna::constant<etna::op::pi_>)(x = u, y = v) == u * sin(v) + etna::pi<T>());
  const auto [value, gradient] = etna::value_and_grad(x * x * sin(y) / 3_c)(x = u, y = v);
  const T bound = 8 * std::numeric_limits<T>::epsilon();
  CHECK(abs(T(value - u * u * sin(v) / 3)) <= bound);
  CHECK(abs(T(gradient[x] - 2 * u * sin(v) / 3)) <= bound);
  CHECK(abs(T(gradient[y] - u * u * cos(v) / 3)) <= bound);
}

}  // namespace
