// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include "core/math/reference.hpp"
#include "etna/core/math/double_word.hpp"

/// \file
/// Checks that all elementary functions share: kernels against 50-digit arithmetic, run-time calls
/// against <cmath>.

namespace etna::test {

/// An interval to draw samples from, evenly or evenly in the logarithm.
struct interval {
  double low;
  double high;
  bool logarithmic = false;
};

/// Both ends, and random numbers between them that use all digits of T.
template <std::floating_point T>
std::vector<T> samples(const interval& domain, int count) {
  std::mt19937_64 random(20260101);
  // Not std::uniform_real_distribution, whose numbers differ from one library to the next.
  const auto uniform = [&random] {
    return static_cast<T>(random() >> 1) * static_cast<T>(0x1p-63L);
  };
  const auto low = static_cast<T>(domain.low), high = static_cast<T>(domain.high);
  std::vector<T> result{low, high};
  for (int i = 0; i < count; ++i) {
    const T x = domain.logarithmic ? std::exp(std::log(low) + uniform() * std::log(high / low))
                                   : low + uniform() * (high - low);
    result.push_back(std::min(std::max(x, low), high));
  }
  return result;
}

/// Every kernel is rounded to nearest but very near a tie.
inline constexpr double kernel_bound = 0.51;

/// Compares `kernel(x)`, computed from a T in T, with the reference.
template <std::floating_point T, class Kernel>
void check_samples(std::string_view name, std::string_view type, const Kernel& kernel,
                   const interval& domain, double bound = kernel_bound, int count = 500) {
  double worst = 0;
  T where = 0;
  for (const T x : samples<T>(domain, count)) {
    const double error = error_of(name, kernel(x), x);
    if (error > worst) worst = error, where = x;
  }
  INFO(name, " of ", type, " in [", domain.low, ", ", domain.high, "], worst at ",
       static_cast<double>(where));
  CHECK(worst <= bound);
}

/// Compares `kernel.operator()<T, W>(x)`, for each T and each type W that it may compute in, with
/// the reference.
template <class Kernel>
void check_kernel(std::string_view name, const Kernel& kernel,
                  const std::vector<interval>& domains) {
  namespace k = etna::math::kernel;
  const auto in_double = [&](double x) {
    return kernel.template operator()<double, k::working<double>>(x);
  };
  // What platforms compute with whose long double is a double.
  const auto in_double_word = [&](double x) {
    return kernel.template operator()<double, k::double_word<double>>(x);
  };
  const auto in_long_double = [&](long double x) {
    return kernel.template operator()<long double, k::working<long double>>(x);
  };
  const auto in_float = [&](float x) { return static_cast<float>(in_double(x)); };
  for (const interval& domain : domains) {
    check_samples<double>(name, "double", in_double, domain);
    check_samples<double>(name, "double in double_word", in_double_word, domain);
    check_samples<long double>(name, "long double", in_long_double, domain);
    if (domain.high < 1e30 && (domain.low == 0 || std::abs(domain.low) > 1e-30)) {
      check_samples<float>(name, "float", in_float, domain);
    }
  }
}

template <std::floating_point T>
bool same_bits(T a, T b) {
  return (a != a && b != b) || (a == b && std::signbit(a) == std::signbit(b));
}

/// Arguments at which functions tend to be special.
template <std::floating_point T>
std::vector<T> special_arguments() {
  using limits = std::numeric_limits<T>;
  std::vector<T> result;
  for (const T x :
       {T(0), T(0.5), T(1), T(2), T(3), T(10), T(1e15), limits::min(), limits::max(),
        limits::denorm_min(), limits::epsilon(), limits::infinity(), limits::quiet_NaN()}) {
    result.push_back(x);
    result.push_back(-x);
  }
  return result;
}

/// Checks that run-time calls give what the C library gives, bit for bit.
template <class Function, class Library>
void check_library_call(std::string_view name, const Function& function, const Library& library) {
  const auto check = [&]<class T>(T) {
    for (const interval& domain : {interval{-5, 5}, interval{1e-5, 1e5, true}}) {
      std::vector<T> arguments = special_arguments<T>();
      for (const T x : samples<T>(domain, 200)) arguments.push_back(x);
      int differences = 0;
      for (const T x : arguments) differences += same_bits(function(x), library(x)) ? 0 : 1;
      INFO(name, " of ", sizeof(T), " bytes");
      CHECK(differences == 0);
    }
  };
  check(0.0F);
  check(0.0);
  check(0.0L);
}

/// The same for functions of two numbers.
template <class Function, class Library>
void check_library_call_2(std::string_view name, const Function& function, const Library& library) {
  const auto check = [&]<class T>(T) {
    std::vector<T> arguments = special_arguments<T>();
    for (const T x : samples<T>({-5, 5}, 20)) arguments.push_back(x);
    int differences = 0;
    for (const T x : arguments) {
      for (const T y : arguments) differences += same_bits(function(x, y), library(x, y)) ? 0 : 1;
    }
    INFO(name, " of ", sizeof(T), " bytes");
    CHECK(differences == 0);
  };
  check(0.0F);
  check(0.0);
  check(0.0L);
}

/// The same value in constant evaluation, whatever T: for static_assert. NaN equals NaN, zeros have
/// signs.
template <std::floating_point T>
constexpr bool identical(T a, T b) {
  return __builtin_isnan(a)
             ? __builtin_isnan(b)
             : !__builtin_isnan(b) && a == b &&
                   (__builtin_copysignl(1, a) < 0) == (__builtin_copysignl(1, b) < 0);
}

template <std::floating_point T>
inline constexpr T inf = std::numeric_limits<T>::infinity();
template <std::floating_point T>
inline constexpr T nan = std::numeric_limits<T>::quiet_NaN();

}  // namespace etna::test

/// A kernel, as check_kernel calls it.
#define ETNA_TEST_KERNEL(NAME) \
  []<class T, class W>(T x) { return etna::math::kernel::NAME<T, W>(x); }

/// Run-time calls of math::NAME against std::NAME, where only the name of the function tells the
/// checks apart.
#define ETNA_TEST_LIBRARY_CALL(NAME) \
  etna::test::check_library_call(    \
      #NAME, [](auto x) { return etna::math::NAME(x); }, [](auto x) { return std::NAME(x); })
#define ETNA_TEST_LIBRARY_CALL_2(NAME)                              \
  etna::test::check_library_call_2(                                 \
      #NAME, [](auto x, auto y) { return etna::math::NAME(x, y); }, \
      [](auto x, auto y) { return std::NAME(x, y); })
