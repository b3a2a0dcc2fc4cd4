// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/fold.hpp"

#include <algorithm>

#include "array/check.hpp"

namespace {

using tests::check_derivatives;
using tests::random_vector;

TEST_CASE("sums, products, the largest and the smallest, element by element") {
  constexpr auto f = [](const auto& x, const auto& y, auto s) {
    const auto sum =
        etna::fold([&](auto a, auto e, auto k) { return a + s * etna::sin(e) * k; }, 1.5, x, y);
    const auto in_parts = etna::fold(
        [](auto a, auto e) {
          a += e * e;
          a -= etna::exp(e);
          return a;
        },
        s, x);
    const auto product = etna::fold([](auto a, auto e) { return (2 + e) * a / 1.5; }, 0.25, x);
    const auto largest = etna::fold([](auto a, auto e) { return etna::max(a, 3 * e); }, -10.0, x);
    const auto smallest = etna::fold([](auto a, auto e) { return etna::min(e, a); }, s, y);
    return sum + in_parts * product + largest * smallest +
           etna::fold([](auto a, auto e, auto k) { return etna::fma(e, k, a); }, 0.0, x, y);
  };
  for (const std::size_t n : {1U, 9U, 40U}) {
    const auto x = random_vector(n, 1, -0.5, 0.5), y = random_vector(n, 2);
    const double s = 2;
    double sum = 1.5, in_parts = s, product = 0.25, largest = -10, smallest = s, dot = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += s * std::sin(x[i]) * y[i];
      in_parts += x[i] * x[i] - std::exp(x[i]);
      product *= (2 + x[i]) / 1.5;
      largest = std::max(largest, 3 * x[i]);
      smallest = std::min(smallest, y[i]);
      dot += x[i] * y[i];
    }
    check_derivatives(f, sum + in_parts * product + largest * smallest + dot, x, y, s);
  }
}

TEST_CASE("terms with a common factor are multiplied by it once") {
  constexpr auto cubic = [](const auto& x) {
    return etna::fold([](auto a, auto e) { return a + (e * e * e - 2 * e); }, 0.5, x);
  };
  constexpr auto shared = [](const auto& x, const auto& y) {
    return etna::sum(x * y + y * etna::sin(x)) + etna::sum(y * x - etna::exp(x) * y) +
           etna::sum(2 * x + y * x) * etna::sum(x * x - x * y);
  };
  for (const std::size_t n : {1U, 9U, 40U}) {
    const auto x = random_vector(n, 1), y = random_vector(n, 2);
    double of_cubic = 0.5, a = 0, b = 0, c = 0, d = 0;
    for (std::size_t i = 0; i < n; ++i) {
      of_cubic += x[i] * x[i] * x[i] - 2 * x[i];
      a += x[i] * y[i] + y[i] * std::sin(x[i]);
      b += y[i] * x[i] - std::exp(x[i]) * y[i];
      c += 2 * x[i] + y[i] * x[i];
      d += x[i] * x[i] - x[i] * y[i];
    }
    check_derivatives(cubic, of_cubic, x);
    check_derivatives(shared, a + b + c * d, x, y);
  }
  // The square, minus 2, times x, added; 3 times the square, minus 2.
  CHECK(etna::to_string(etna::plan(etna::value_and_grad(cubic), random_vector(1, 1))) ==
        "loop 1xn0: 5 operations of x0 to sum(s0) out1\n"
        "scalars: 1 operations of s0 to s1\n"
        "workspace: nothing\n");
}

TEST_CASE("what is the same for all elements counts as often as there are any") {
  constexpr auto f = [](const auto& x, auto s) {
    return etna::fold([&](auto a, auto) { return a + s; }, 1.0, x) *
           etna::fold([&](auto a, auto) { return a * s; }, 2.0, x) *
           etna::fold([&](auto a, auto) { return etna::max(a, s); }, 0.5, x) *
           etna::fold([&](auto a, auto) { return a; }, 3.0, x);
  };
  check_derivatives(f, (1 + 5 * 1.5) * 2 * std::pow(1.5, 5) * 1.5 * 3, random_vector(5, 1), 1.5);
}

}  // namespace
