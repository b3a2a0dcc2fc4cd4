// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/finite_difference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "etna/etna.hpp"

namespace {

template <class T>
etna::detail::finite_difference<T> derivative_at(T x, T (*f)(T)) {
  return etna::detail::differentiate_numerically<1>([&](const T* p, T* y) { *y = f(*p); }, &x,
                                                    0)[0];
}

/// At random points between `from` and `to`: the error is at most the estimate, by which the
/// derivative is known to `digits`.
void check(double (*f)(double), long double (*exact)(long double), double from, double to,
           double digits) {
  std::mt19937 random(2026);
  std::uniform_real_distribution<double> between(from, to);
  int beyond = 0, vague = 0;
  constexpr int points = 2000;
  for (int k = 0; k < points; ++k) {
    const double x = between(random);
    const auto d = derivative_at<double>(x, f);
    const auto reference = exact(x);
    beyond += !(std::fabs(static_cast<double>(d.value - reference)) <= d.error);
    vague += !(d.error <= std::pow(10.0, -digits) * std::fabs(static_cast<double>(reference)));
  }
  CHECK(beyond <= points / 1000);
  CHECK(vague <= points / 20);
}

}  // namespace

TEST_CASE("derivatives are within their error estimates, which are close") {
  check([](double x) { return std::sin(x); }, [](long double x) { return std::cos(x); }, 0.1, 1.4,
        12);
  check([](double x) { return std::exp(x); }, [](long double x) { return std::exp(x); }, -3, 3, 12);
  check([](double x) { return x * x * x; }, [](long double x) { return 3 * x * x; }, -3, 3, 13);
  check([](double x) { return 1 / x; }, [](long double x) { return -1 / (x * x); }, 1e-3, 3, 12);
  SUBCASE("near a singular point") {
    check([](double x) { return std::log(x); }, [](long double x) { return 1 / x; }, 1e-9, 1e-6,
          11);
    check([](double x) { return std::sqrt(x); }, [](long double x) { return 0.5L / std::sqrt(x); },
          1e-12, 1e-9, 11);
  }
  SUBCASE("oscillating faster than the first step, with a frequency that it divides") {
    check([](double x) { return std::sin(100 * x); },
          [](long double x) { return 100 * std::cos(100 * x); }, -2, 2, 10);
    check([](double x) { return std::sin(0x1p6 * 3.14159 * x); },
          [](long double x) { return 0x1p6L * 3.14159 * std::cos(0x1p6L * 3.14159 * x); }, -2, 2,
          10);
  }
  SUBCASE("a kink and a jump nearby") {
    check([](double x) { return std::fabs(x - 0.5) * x; },
          [](long double x) { return x < 0.5L ? 0.5L - 2 * x : 2 * x - 0.5L; }, 0.51, 0.6, 12);
    check([](double x) { return std::floor(x) + x; }, [](long double) { return 1.0L; }, 0.01, 0.99,
          10);
  }
  SUBCASE("noisy values") {
    check([](double x) { return (1.0 + 1e-8 * std::sin(x)) * 1e8; },
          [](long double x) { return std::cos(x); }, -1, 1, 3);
    check([](double x) { return ((((x - 5.0) * x + 10.0) * x - 10.0) * x + 5.0) * x - 1.0; },
          [](long double x) { return 5 * std::pow(x - 1, 4.0L); }, 1.1, 1.3, 5);
  }
}

TEST_CASE("other types of number") {
  const auto single = derivative_at<float>(2.0f, [](float x) { return x * x * x; });
  CHECK(std::fabs(single.value - 12.0f) <= single.error);
  CHECK(single.error < 1e-3f);
  const auto wide = derivative_at<long double>(2.0L, [](long double x) { return std::exp(x); });
  CHECK(std::fabs(wide.value - std::exp(2.0L)) <= wide.error);
  CHECK(wide.error < 1e-14L);
}

TEST_CASE("where there is no derivative") {
  // An end of the domain has a value on one side only.
  const auto edge = derivative_at<double>(0.0, [](double x) { return std::sqrt(x); });
  CHECK(std::isinf(edge.error));
  CHECK(std::isnan(edge.value));
  const auto jump = derivative_at<double>(0.5, [](double x) { return x < 0.5 ? 0.0 : 1.0; });
  CHECK(std::isinf(jump.error));
  // A derivative of 0 is one.
  const auto flat = derivative_at<double>(0.5, [](double x) { return 2 - (x - 0.5) * (x - 0.5); });
  CHECK(std::fabs(flat.value) <= flat.error);
  CHECK(flat.error < 1e-12);
  const auto nothing = derivative_at<double>(0.5, [](double) { return 0.0; });
  CHECK(nothing.value == 0.0);
  CHECK(nothing.error == 0.0);
  const auto nowhere = derivative_at<double>(1.0, [](double) { return std::nan(""); });
  CHECK(std::isinf(nowhere.error));
}

TEST_CASE("several outputs, by one of several variables, which is left as it was") {
  double x[] = {2.0, 3.0};
  const auto d = etna::detail::differentiate_numerically<2>(
      [](const double* p, double* y) {
        y[0] = p[0] * p[1];
        y[1] = p[0];
      },
      x, 1);
  CHECK(std::fabs(d[0].value - 2.0) <= d[0].error);
  CHECK(std::fabs(d[1].value) <= d[1].error);
  CHECK(x[1] == 3.0);
}

TEST_CASE("the noise of samples") {
  std::array<double, 9> smooth{}, noisy{};
  std::mt19937 random(1);
  std::normal_distribution<double> scatter(0.0, 1e-6);
  for (std::size_t k = 0; k < smooth.size(); ++k) {
    smooth[k] = 1.0 + 0.25 * static_cast<double>(k);
    noisy[k] = smooth[k] + scatter(random);
  }
  CHECK(etna::detail::noise_of(smooth) == 0.0);
  CHECK(etna::detail::noise_of(noisy) > 2e-7);
  CHECK(etna::detail::noise_of(noisy) < 5e-6);
}
