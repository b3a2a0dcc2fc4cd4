// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/arrangement.hpp"

#include <cmath>
#include <cstddef>
#include <tuple>

#include "array/check.hpp"

namespace {

using tests::check_derivatives;
using tests::matrix;
using tests::random_matrix;
using tests::random_vector;
using tests::vector;

/// Around numbers of lanes.
constexpr std::size_t sizes[] = {4, 5, 7, 8, 9, 15, 16, 17, 33, 65};

TEST_CASE("concat") {
  constexpr auto f = [](const auto& x, const auto& y, auto s) {
    const auto all = etna::concat(x * x, y, s, x);
    return etna::sum(etna::sin(all) * etna::cumsum(all)) + etna::norm_squared(etna::concat(y));
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 8), y = random_vector(2 * n + 1, 9);
    double expected = 0, sum = 0;
    const auto add = [&](double e) { sum += e, expected += std::sin(e) * sum; };
    for (const double e : x) add(e * e);
    for (const double e : y) add(e), expected += e * e;
    add(0.7);
    for (const double e : x) add(e);
    check_derivatives(f, expected, x, y, 0.7);
  }
}

TEST_CASE("concat of matrices") {
  constexpr auto f = [](const auto& a, const auto& b, const auto& c) {
    const auto wide = etna::concat(a, b, etna::axis<1>);
    return etna::sum(etna::sin(etna::matmul(etna::transpose(wide), wide))) +
           etna::sum(etna::concat(a, c, etna::exp(a)) * etna::concat(c, a, a));
  };
  for (const std::size_t n : {1U, 3U, 8U, 17U}) {
    CAPTURE(n);
    const std::size_t rows = 4;
    const auto a = random_matrix(rows, n, 10), b = random_matrix(rows, 2 * n, 11),
               c = random_matrix(rows, n, 12);
    const auto wide = [&](std::size_t i, std::size_t j) { return j < n ? a(i, j) : b(i, j - n); };
    double expected = 0;
    for (std::size_t j = 0; j < 3 * n; ++j) {
      for (std::size_t k = 0; k < 3 * n; ++k) {
        double sum = 0;
        for (std::size_t i = 0; i < rows; ++i) sum += wide(i, j) * wide(i, k);
        expected += std::sin(sum);
      }
    }
    for (std::size_t i = 0; i < a.size(); ++i) expected += 2 * a[i] * c[i] + std::exp(a[i]) * a[i];
    check_derivatives(f, expected, a, b, c);
  }
}

TEST_CASE("stack") {
  constexpr auto f = [](const auto& x, const auto& y, auto s) {
    const auto m = etna::stack(x, etna::exp(y), x * y);
    return etna::sum(etna::sin(0.1 * etna::matmul(m, etna::stack(x, y)[0]))) +
           etna::norm_squared(etna::stack(s, s * s, 2.0, etna::sum(x)));
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 13), y = random_vector(n, 14);
    double xx = 0, xy = 0, xxy = 0, sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      xx += x[i] * x[i], xy += std::exp(y[i]) * x[i], xxy += x[i] * x[i] * y[i], sum += x[i];
    }
    const double s = 0.6;
    check_derivatives(f,
                      std::sin(0.1 * xx) + std::sin(0.1 * xy) + std::sin(0.1 * xxy) + s * s +
                          s * s * s * s + 4 + sum * sum,
                      x, y, s);
  }
}

TEST_CASE("reshape and flatten") {
  constexpr auto f = [](const auto& x, const auto& v) {
    const auto m = etna::reshape(x, 3, etna::dynamic);
    return etna::sum(etna::exp(etna::matmul(m, v))) + etna::dot(etna::flatten(m * m * m), x) +
           etna::sum(
               etna::sin(etna::reshape(etna::reshape(x, etna::dynamic, 3) * 2, etna::dynamic)) *
               etna::flatten(etna::transpose(m)));
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(3 * n, 15), v = random_vector(n, 16);
    double expected = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      double product = 0;
      for (std::size_t j = 0; j < n; ++j) product += x[i * n + j] * v[j];
      expected += std::exp(product);
    }
    for (std::size_t k = 0; k < 3 * n; ++k)
      expected += std::pow(x[k], 4) + std::sin(2 * x[k]) * x[k % 3 * n + k / 3];
    check_derivatives(f, expected, x, v);
  }
}

TEST_CASE("reshape of static extents") {
  constexpr auto f = [](const auto& x, const auto& v) {
    const auto m = etna::reshape(x, 2, 3);
    return etna::sum(etna::sin(etna::matmul(etna::reshape(m, 3, etna::dynamic), m))) +
           etna::sum(etna::exp(etna::reshape(v, 6)) * etna::flatten(m * x[0]));
  };
  const auto x = tests::filled(etna::array<double, 6>(), 17);
  const auto v = random_vector(6, 18);
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j)
      expected += std::sin(x[2 * i] * x[j] + x[2 * i + 1] * x[3 + j]);
  }
  for (std::size_t k = 0; k < 6; ++k) expected += std::exp(v[k]) * x[k] * x[0];
  check_derivatives(f, expected, x, v);
}

TEST_CASE("arrays of one element") {
  constexpr auto f = [](const auto& x, const auto& m) {
    return etna::sum(etna::exp(etna::slice(x, 0, 1) * x[0])) +
           etna::sum(etna::cumsum(etna::concat(x, x * x))) * etna::sum(m) * etna::flatten(m)[0] +
           etna::max(x) * etna::mean(m, etna::axis<0>)[0];
  };
  etna::array<double, 1> x;
  etna::array<double, 1, 1> m;
  x[0] = 0.3, m[0] = 1.5;
  check_derivatives(f, std::exp(0.09) + (2 * 0.3 + 0.09) * 1.5 * 1.5 + 0.45, x, m);
  check_derivatives(f, std::exp(0.09) + (2 * 0.3 + 0.09) * 1.5 * 1.5 + 0.45,
                    tests::filled(vector<double>(1), 1, 0.3, 0.3),
                    tests::filled(matrix<double>(1, 1), 1, 1.5, 1.5));
}

TEST_CASE("outputs that are arranged") {
  constexpr auto f = [](const auto& x) {
    return std::tuple(etna::reshape(x, 2, etna::dynamic), etna::slice(x, 1, 3), x[1],
                      etna::concat(x, 2 * x));
  };
  const auto x = random_vector(6, 26);
  std::tuple<matrix<double>, etna::array<double, 2>, double, vector<double>> y;
  etna::workspace memory;
  etna::evaluate(f).into(memory, x, y);
  const auto& [m, part, element, twice] = y;
  CHECK(m.rows() == 2);
  CHECK(m.columns() == 3);
  CHECK(m(1, 2) == x[5]);
  CHECK(part[1] == x[2]);
  CHECK(element == x[1]);
  CHECK(twice.size() == 12);
  CHECK(twice[11] == 2 * x[5]);
}

TEST_CASE("pullbacks of arrays") {
  constexpr auto f = [](const auto& x) {
    return etna::concat(etna::slice(x, 1), x * x, etna::reshape(x, 1, etna::dynamic)[0]);
  };
  const auto x = random_vector(9, 27), w = random_vector(26, 28);
  const auto [value, pullback] = etna::vjp(f)(x);
  CHECK(value.size() == 26);
  CHECK(value[7] == x[8]);
  const auto gradient = pullback(w);
  for (std::size_t i = 0; i < 9; ++i) {
    const double expected = (i > 0 ? w[i - 1] : 0) + 2 * x[i] * w[8 + i] + w[17 + i];
    CHECK(tests::near(gradient[i], expected, 1e-15));
  }
}

TEST_CASE("what does not fit at run time") {
  constexpr auto part = [](const auto& x) { return etna::sum(etna::slice(x, 1, 4)); };
  CHECK(etna::grad(part)(vector<double>(4)).size() == 4);
  CHECK_THROWS_AS(etna::grad(part)(vector<double>(3)), etna::size_mismatch);
  constexpr auto last = [](const auto& x) { return x[-3]; };
  CHECK_THROWS_AS(etna::evaluate(last)(vector<double>(2)), etna::size_mismatch);
  constexpr auto rest = [](const auto& x) { return etna::sum(etna::slice(x, 2, -1)); };
  CHECK(etna::evaluate(rest)(vector<double>(3)) == 0);
  CHECK_THROWS_AS(etna::evaluate(rest)(vector<double>(2)), etna::size_mismatch);
  constexpr auto shaped = [](const auto& x) {
    return etna::sum(etna::reshape(x, etna::dynamic, 3));
  };
  CHECK_THROWS_AS(etna::evaluate(shaped)(vector<double>(7)), etna::size_mismatch);
  constexpr auto fixed = [](const auto& x) { return etna::sum(etna::reshape(x, 2, 3)); };
  CHECK_THROWS_AS(etna::evaluate(fixed)(vector<double>(7)), etna::size_mismatch);
  CHECK_THROWS_AS(etna::evaluate(fixed)(matrix<double>(2, 2)), etna::size_mismatch);
  constexpr auto joined = [](const auto& x, const auto& y, const auto& z) {
    return etna::dot(etna::concat(x, y), z);
  };
  const vector<double> two(2), three(3);
  CHECK(etna::evaluate(joined)(two, three, vector<double>(5)) == 0);
  CHECK_THROWS_AS(etna::evaluate(joined)(two, three, two), etna::size_mismatch);
}

}  // namespace
