// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/arrangement.hpp"

#include <cmath>
#include <cstddef>

#include "array/check.hpp"

namespace {

using tests::check_derivatives;
using tests::random_matrix;
using tests::random_vector;

/// Around numbers of lanes.
constexpr std::size_t sizes[] = {4, 5, 7, 8, 9, 15, 16, 17, 33, 65};

TEST_CASE("slices of vectors") {
  // Rosenbrock's function.
  constexpr auto f = [](const auto& x) {
    const auto a = etna::slice(x, 0, -1), b = etna::slice(x, 1);
    return etna::sum(100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a)) +
           etna::sum(etna::exp(etna::slice(x, -3, -1)) * etna::slice(x, 2, 4));
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 1);
    double expected = std::exp(x[n - 3]) * x[2] + std::exp(x[n - 2]) * x[3];
    for (std::size_t i = 0; i + 1 < n; ++i)
      expected += 100 * std::pow(x[i + 1] - x[i] * x[i], 2) + std::pow(1 - x[i], 2);
    check_derivatives(f, expected, x);
  }
}

TEST_CASE("slices of matrices") {
  constexpr auto f = [](const auto& x, const auto& v) {
    const auto top = etna::slice(x, 0, 2), right = etna::slice(x, -2, etna::axis<1>);
    return etna::sum(etna::sin(etna::matmul(top, v))) + etna::sum(etna::exp(right)) +
           etna::sum(etna::slice(etna::slice(x * x * x, 1), 1, 3, etna::axis<1>));
  };
  for (const std::size_t columns : {3U, 4U, 8U, 17U}) {
    for (const std::size_t rows : {2U, 3U, 9U}) {
      CAPTURE(rows);
      CAPTURE(columns);
      const auto x = random_matrix(rows, columns, 2);
      const auto v = random_vector(columns, 3);
      double expected = 0;
      for (std::size_t i = 0; i < rows; ++i) {
        double product = 0;
        for (std::size_t j = 0; j < columns; ++j) product += x(i, j) * v[j];
        if (i < 2) expected += std::sin(product);
        expected += std::exp(x(i, columns - 2)) + std::exp(x(i, columns - 1));
        if (i > 0) expected += std::pow(x(i, 1), 3) + std::pow(x(i, 2), 3);
      }
      check_derivatives(f, expected, x, v);
    }
  }
}

TEST_CASE("slices of static extent") {
  constexpr auto f = [](const auto& x, const auto& m) {
    return etna::sum(etna::exp(etna::slice(x, 1, 3)) * etna::slice(x, -2)) * x[0] +
           etna::dot(m[1], etna::slice(m, 0, 1, etna::axis<1>)[-1] * m[-1]);
  };
  const auto x = tests::filled(etna::array<double, 4>(), 4);
  const auto m = tests::filled(etna::array<double, 3, 2>(), 5);
  const double expected = (std::exp(x[1]) * x[2] + std::exp(x[2]) * x[3]) * x[0] +
                          m(2, 0) * (m(1, 0) * m(2, 0) + m(1, 1) * m(2, 1));
  check_derivatives(f, expected, x, m);
}

TEST_CASE("elements and rows") {
  constexpr auto f = [](const auto& x, const auto& m) {
    return x[0] * etna::sin(x[-1]) + etna::exp(x[2] * x[0]) * etna::sum(m[0] * m[-1]) +
           etna::sum(etna::matmul(m, m[1]) * etna::exp(etna::slice(m, 1, 2, etna::axis<1>)[0])) +
           (etna::sum(m) * m)[1][2];
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 6);
    const auto m = random_matrix(3, n, 7);
    double product = 0, sum = 0, all = 0;
    for (std::size_t j = 0; j < n; ++j) product += m(0, j) * m(2, j);
    for (std::size_t i = 0; i < 3; ++i) {
      double of_row = 0;
      for (std::size_t j = 0; j < n; ++j) of_row += m(i, j) * m(1, j), all += m(i, j);
      sum += of_row * std::exp(m(0, 1));
    }
    const double expected =
        x[0] * std::sin(x[n - 1]) + std::exp(x[2] * x[0]) * product + sum + all * m(1, 2);
    check_derivatives(f, expected, x, m);
  }
}

}  // namespace
