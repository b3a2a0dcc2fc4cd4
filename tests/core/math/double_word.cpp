// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/double_word.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/real.hpp"

namespace {

using etna::math::kernel::double_word;
namespace kernel = etna::math::kernel;
using etna::test::real;

using word = double_word<double>;
constexpr double epsilon = std::numeric_limits<double>::epsilon();

static_assert(word::exact_sum(1, epsilon / 4) == word(1, epsilon / 4));
static_assert(word::exact_sum(epsilon / 4, 1) == word(1, epsilon / 4));
static_assert(word::exact_product(1 + epsilon, 1 + epsilon) ==
              word(1 + 2 * epsilon, epsilon* epsilon));
static_assert((word(1) / word(3)).lo == 1.0 / 3 * epsilon / 4);
static_assert(kernel::leading(word(2, 1e-20)) == 2 && kernel::leading(2.5F) == 2.5F);
static_assert(kernel::precision<double> == 53 && kernel::precision<word> == 81);
static_assert(std::is_same_v<kernel::kernel_type<float>, double>);
static_assert(std::numeric_limits<kernel::kernel_type<long double>>::digits ==
              std::numeric_limits<long double>::digits);

template <class T>
real exact(double_word<T> w) {
  return real(w.hi) + real(w.lo);
}

// The bounds of Joldes, Muller and Popescu, in units of u^2 = 2^-2p.
TEST_CASE_TEMPLATE("double-word arithmetic keeps its error bounds", T, float, double, long double) {
  using pair = double_word<T>;
  std::mt19937_64 random(20260103);
  const auto draw = [&random] {
    const T high = std::ldexp(static_cast<T>(random()), -60 + static_cast<int>(random() % 8));
    const T low = high * std::numeric_limits<T>::epsilon() / 2 *
                  (static_cast<T>(random()) * static_cast<T>(0x1p-64L) - T(0.5));
    return pair::ordered_sum(random() % 2 == 0 ? high : -high, low);
  };
  const real unit = ldexp(real(1), -2 * std::numeric_limits<T>::digits);
  double sum = 0, product = 0, quotient = 0;
  int inexact = 0;
  const auto relative = [&unit](const real& got, const real& want) {
    return want == 0 ? 0 : static_cast<double>(abs((got - want) / want) / unit);
  };
  for (int i = 0; i < 5000; ++i) {
    const pair a = draw(), b = draw();
    sum = std::max(sum, relative(exact(a + b), exact(a) + exact(b)));
    sum = std::max(sum, relative(exact(a - b), exact(a) - exact(b)));
    product = std::max(product, relative(exact(a * b), exact(a) * exact(b)));
    quotient = std::max(quotient, relative(exact(a / b), exact(a) / exact(b)));
    inexact += exact(pair::exact_sum(a.hi, b.lo)) == real(a.hi) + real(b.lo) ? 0 : 1;
    inexact += exact(pair::exact_product(a.hi, b.hi)) == real(a.hi) * real(b.hi) ? 0 : 1;
  }
  CHECK(inexact == 0);
  CHECK(sum <= 3.01);
  CHECK(product <= 7);
  CHECK(quotient <= 15.01);
}

}  // namespace
