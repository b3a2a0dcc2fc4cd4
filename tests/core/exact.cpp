// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/exact.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "support/real.hpp"

namespace {

namespace exact = etna::detail;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

using operation = bool (*)(double, double, double&);

constexpr bool gives(operation op, double a, double b, double expected) {
  double result = -1;
  return op(a, b, result) && result == expected;
}
constexpr bool refuses(operation op, double a, double b) {
  double result = -1;
  return !op(a, b, result);
}

static_assert(gives(exact::exact_sum, 1, 2, 3));
static_assert(gives(exact::exact_sum, 1, 0x1p-52, 1 + 0x1p-52));
static_assert(refuses(exact::exact_sum, 1, 0x1p-53));
static_assert(refuses(exact::exact_sum, 0x1p-53, 1));
static_assert(refuses(exact::exact_sum, 0.1, 0.2));
static_assert(gives(exact::exact_sum, 0.1, -0.1, 0));

static_assert(gives(exact::exact_product, 0.1, 4, 0.4));
static_assert(refuses(exact::exact_product, 0.1, 3));
static_assert(gives(exact::exact_product, 0, 0.1, 0));

static_assert(gives(exact::exact_quotient, 1, 4, 0.25));
static_assert(gives(exact::exact_quotient, 0, 3, 0));
static_assert(refuses(exact::exact_quotient, 1, 3));
static_assert(refuses(exact::exact_quotient, 1, 0));
static_assert(refuses(exact::exact_quotient, 0, 0));

// Nothing that could overflow, underflow or be NaN is folded.
constexpr bool refuses_extremes(operation op) {
  for (const double extreme : {infinity, -infinity, nan, 1e300, -1e300, 1e-300, 5e-324}) {
    if (!refuses(op, extreme, 1) || !refuses(op, 1, extreme) || !refuses(op, extreme, extreme)) {
      return false;
    }
  }
  return true;
}
static_assert(refuses_extremes(exact::exact_sum));
static_assert(refuses_extremes(exact::exact_product));
static_assert(refuses_extremes(exact::exact_quotient));

// Every sum, and every product of two, of what the functions accept fits in its digits.
using wide = etna::test::real;
static_assert(std::numeric_limits<wide>::digits > 500 + 450 + 53);

/// Random doubles, many of them with few significant bits, so that results are exact now and then.
std::vector<double> operands() {
  std::mt19937_64 random(20260102);
  std::vector<double> values{0, 1, -1, 3, 0.1, 0x1p-449, 0x1p499, 0x1.fffffffffffffp499};
  for (int i = 0; i < 120; ++i) {
    const int bits = static_cast<int>(random() % 53) + 1;
    const int exponent = static_cast<int>(random() % 900) - 440;
    const double digits = static_cast<double>(random() >> (64 - bits));
    values.push_back(std::ldexp(digits, (i % 2 == 0 ? exponent : exponent / 100) - bits));
    if (i % 3 == 0) values.back() = -values.back();
  }
  return values;
}

TEST_CASE("what is called exact is exact, and what is exact is found") {
  int sums = 0, products = 0, quotients = 0;
  for (const double a : operands()) {
    for (const double b : operands()) {
      CAPTURE(a);
      CAPTURE(b);
      double result = 0;
      const bool sum = exact::exact_sum(a, b, result);
      CHECK(sum == (wide(a + b) == wide(a) + wide(b)));
      if (sum) CHECK(result == a + b);
      sums += sum;

      const bool product = exact::exact_product(a, b, result);
      CHECK(product == (wide(a * b) == wide(a) * wide(b)));
      if (product) CHECK(result == a * b);
      products += product;

      const bool quotient = exact::exact_quotient(a, b, result);
      if (b != 0 && exact::moderate(a / b)) CHECK(quotient == (wide(a / b) * wide(b) == wide(a)));
      if (quotient) CHECK(result == a / b);
      quotients += quotient;
    }
  }
  CHECK(sums > 100);
  CHECK(products > 100);
  CHECK(quotients > 100);
}

TEST_CASE("signs of zeros are those of IEEE 754") {
  double result = 1;
  CHECK(exact::exact_sum(-0.0, -0.0, result));
  CHECK(std::signbit(result));
  CHECK(exact::exact_sum(0.0, -0.0, result));
  CHECK(!std::signbit(result));
  CHECK(exact::exact_sum(1.0, -1.0, result));
  CHECK(!std::signbit(result));
  CHECK(exact::exact_product(-0.0, 5, result));
  CHECK(std::signbit(result));
  CHECK(exact::exact_quotient(0.0, -5, result));
  CHECK(std::signbit(result));
}

}  // namespace
