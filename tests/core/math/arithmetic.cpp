// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/arithmetic.hpp"

#include "core/math/kernel_check.hpp"

namespace {

namespace math = etna::math;
namespace kernel = etna::math::kernel;
using etna::test::identical;
using etna::test::inf;
using etna::test::nan;

template <class T>
constexpr bool signs_and_classes = [] {
  static_assert(identical(math::fabs(-T(0)), T(0)) && identical(math::abs(T(-2)), T(2)));
  static_assert(identical(math::abs(-inf<T>), inf<T>) && identical(math::abs(nan<T>), nan<T>));
  static_assert(identical(math::copysign(T(2), -T(0)), T(-2)) &&
                identical(math::copysign(-inf<T>, T(1)), inf<T>));
  static_assert(math::signbit(-T(0)) && !math::signbit(T(0)) && math::signbit(-inf<T>));
  static_assert(math::signbit(math::copysign(nan<T>, T(-1))));
  static_assert(math::isnan(nan<T>) && !math::isnan(inf<T>) && !math::isnan(T(1)));
  static_assert(math::isinf(-inf<T>) && !math::isinf(nan<T>));
  static_assert(!math::isinf(std::numeric_limits<T>::max()));
  static_assert(math::isfinite(std::numeric_limits<T>::max()) && !math::isfinite(inf<T>));
  static_assert(!math::isfinite(nan<T>));
  return true;
}();
static_assert(signs_and_classes<float> && signs_and_classes<double> &&
              signs_and_classes<long double>);

template <class T>
constexpr bool minima_and_maxima = [] {
  static_assert(math::fmin(T(1), T(2)) == 1 && math::fmax(T(1), T(2)) == 2);
  static_assert(math::fmin(nan<T>, T(2)) == 2 && math::fmax(T(1), nan<T>) == 1);
  static_assert(identical(math::fmin(nan<T>, nan<T>), nan<T>));
  static_assert(identical(math::fmin(T(0), -T(0)), -T(0)) &&
                identical(math::fmax(-T(0), T(0)), T(0)));
  static_assert(identical(math::fdim(T(5), T(3)), T(2)) && identical(math::fdim(T(3), T(5)), T(0)));
  static_assert(identical(math::fdim(nan<T>, T(1)), nan<T>) &&
                identical(math::fdim(T(1), nan<T>), nan<T>));
  constexpr T max = std::numeric_limits<T>::max();
  static_assert(identical(math::fdim(max, -max), inf<T>) &&
                identical(math::fdim(inf<T>, inf<T>), T(0)));
  static_assert(identical(math::fdim(max, T(1)), max) &&
                identical(math::fdim(T(1), -inf<T>), inf<T>));
  return true;
}();
static_assert(minima_and_maxima<float> && minima_and_maxima<double> &&
              minima_and_maxima<long double>);

template <class T>
constexpr bool fused = [] {
  using math::fma;
  constexpr T eps = std::numeric_limits<T>::epsilon(), max = std::numeric_limits<T>::max(),
              tiny = std::numeric_limits<T>::denorm_min();
  static_assert(fma(T(2), T(3), T(4)) == 10);
  static_assert(fma(1 + eps, 1 + eps, -(1 + 2 * eps)) == eps * eps);
  static_assert(fma(1 + eps, 1 - eps, T(-1)) == -eps * eps);
  static_assert(identical(fma(max, T(2), -max), max) && identical(fma(max, max, T(0)), inf<T>));
  static_assert(identical(fma(max, -max, T(0)), -inf<T>));
  // Half a unit of the last place, and what lies beyond it or short of it.
  static_assert(fma(T(1), T(1), eps / 2) == 1 && fma(1 + eps, T(1), eps / 2) == 1 + 2 * eps);
  static_assert(fma(eps / 2, 1 + eps, T(1)) == 1 + eps);
  static_assert(fma(eps / 2, 1 - eps, 1 + eps) == 1 + eps);
  // Subnormal results.
  static_assert(fma(tiny, T(0.5), tiny) == 2 * tiny && identical(fma(tiny, T(0.5), T(0)), T(0)));
  static_assert(fma(tiny, T(0.75), T(0)) == tiny && identical(fma(tiny, T(-0.25), T(0)), -T(0)));
  static_assert(fma(tiny, T(0.5) + eps, T(0)) == tiny && fma(tiny, T(2.5), tiny) == 4 * tiny);
  static_assert(identical(fma(tiny, tiny, -tiny), -tiny) &&
                identical(fma(tiny, -tiny, T(0)), -T(0)));
  // Zeros, infinities, NaNs.
  static_assert(identical(fma(T(1), T(2), T(-2)), T(0)) &&
                identical(fma(-T(0), T(2), -T(0)), -T(0)));
  static_assert(identical(fma(-T(0), T(2), T(0)), T(0)) && identical(fma(T(0), T(2), T(3)), T(3)));
  static_assert(identical(fma(inf<T>, T(-1), T(5)), -inf<T>) &&
                identical(fma(T(1), T(2), -inf<T>), -inf<T>));
  static_assert(identical(fma(inf<T>, T(1), -inf<T>), nan<T>) &&
                identical(fma(inf<T>, T(0), T(1)), nan<T>));
  static_assert(identical(fma(inf<T>, T(1), inf<T>), inf<T>) &&
                identical(fma(nan<T>, T(1), T(1)), nan<T>));
  static_assert(identical(fma(T(1), nan<T>, inf<T>), nan<T>) &&
                identical(fma(T(1), T(1), nan<T>), nan<T>));
  return true;
}();
static_assert(fused<float> && fused<double> && fused<long double>);

/// Numbers with few digits and with many, of exponents up to a bound: sums of their products
/// cancel, and tie, often.
template <class T>
class terms {
 public:
  T operator()(int exponents) {
    T m = 1;
    for (auto pieces = random_() % 5; pieces > 0; --pieces) {
      m = m * 65536 + static_cast<T>(random_() % 3 == 0 ? random_() % 4 : random_() % 65536);
    }
    const int n =
        static_cast<int>(random_() % static_cast<unsigned>(2 * exponents + 1)) - exponents;
    return std::ldexp(random_() % 2 == 0 ? m : -m, n - std::ilogb(m));
  }
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }

 private:
  std::mt19937_64 random_{20260102};
};

TEST_CASE("the fma kernel against the C library's") {
  const auto check = []<class T>(T) {
    constexpr int range = std::numeric_limits<T>::max_exponent;
    terms<T> term;
    int wrong = 0;
    for (int i = 0; i < 60000; ++i) {
      const int exponents = i % 3 == 0   ? range - 2
                            : i % 3 == 1 ? std::numeric_limits<T>::digits
                                         : 3;
      const T x = term(exponents), y = term(exponents);
      T z = term(exponents);
      if (i % 5 == 0) z = -x * y;
      if (i % 7 == 0) z = std::ldexp(x * y, -static_cast<int>(term.below(200)));
      if (i % 11 == 0) z = std::nextafter(-x * y, z);
      wrong += etna::test::same_bits(kernel::fma(x, y, z), std::fma(x, y, z)) ? 0 : 1;
    }
    CHECK(wrong == 0);
  };
  check(0.0F);
  check(0.0);
  check(0.0L);
}

TEST_CASE("exact functions are the C library's at run time") {
  ETNA_TEST_LIBRARY_CALL(fabs);
  ETNA_TEST_LIBRARY_CALL_2(copysign);
  ETNA_TEST_LIBRARY_CALL_2(fmin);
  ETNA_TEST_LIBRARY_CALL_2(fmax);
  ETNA_TEST_LIBRARY_CALL_2(fdim);
  for (const double x : etna::test::special_arguments<double>()) {
    CHECK(math::signbit(x) == std::signbit(x));
    CHECK(math::isnan(x) == std::isnan(x));
    CHECK(math::isinf(x) == std::isinf(x));
    CHECK(math::isfinite(x) == std::isfinite(x));
    CHECK(etna::test::same_bits(math::fma(x, 1.5, -2.0), std::fma(x, 1.5, -2.0)));
  }
}

}  // namespace
