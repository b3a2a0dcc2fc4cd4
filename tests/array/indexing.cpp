// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/indexing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>

#include "array/check.hpp"
#include "etna/array/vmap.hpp"

namespace {

using tests::check_derivatives;
using tests::matrix;
using tests::random_matrix;
using tests::random_vector;
using tests::vector;
using indices = etna::array<int, etna::dynamic>;

indices indices_of(std::initializer_list<int> list) {
  indices k(list.size());
  std::copy(list.begin(), list.end(), k.begin());
  return k;
}

/// Around numbers of lanes.
constexpr std::size_t sizes[] = {4, 5, 7, 8, 9, 15, 16, 17, 33, 65};

TEST_CASE("cumsum") {
  constexpr auto f = [](const auto& x, const auto& m) {
    return etna::sum(etna::exp(etna::cumsum(x))) + etna::sum(etna::sin(etna::cumsum(m * x)) * m);
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 19);
    const auto m = random_matrix(3, n, 20);
    double expected = 0, sum = 0;
    for (const double e : x) expected += std::exp(sum += e);
    for (std::size_t i = 0; i < 3; ++i) {
      sum = 0;
      for (std::size_t j = 0; j < n; ++j) expected += std::sin(sum += m(i, j) * x[j]) * m(i, j);
    }
    check_derivatives(f, expected, x, m);
  }
}

TEST_CASE("gather") {
  constexpr auto f = [](const auto& x, const auto& m, const auto& k) {
    const auto rows = etna::gather(etna::tanh(m), k);
    return etna::sum(etna::exp(etna::gather(x, k))) +
           etna::sum(etna::sin(etna::matmul(rows, etna::gather(m, k)[0])) * etna::gather(x * x, k));
  };
  const auto k = indices_of({3, 0, 3, 2, 2, 3, 0});
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 21);
    const auto m = random_matrix(4, n, 22);
    double expected = 0;
    for (const int each : k) {
      const auto i = static_cast<std::size_t>(each);
      double product = 0;
      for (std::size_t j = 0; j < n; ++j) product += std::tanh(m(i, j)) * m(3, j);
      expected += std::exp(x[i]) + std::sin(product) * x[i] * x[i];
    }
    check_derivatives(etna::with(f, k), expected, x, m);
  }
}

TEST_CASE("gather with a matrix of indices, and with one index") {
  constexpr auto f = [](const auto& x, const auto& m, const auto& k) {
    return etna::sum(etna::exp(etna::gather(x, k)) * etna::slice(m, 0, 2, etna::axis<1>)) +
           etna::sum(etna::gather(m, etna::argmax(x)) * x) * etna::gather(x, etna::argmax(x));
  };
  etna::array<int, 3, 2> k;
  const int each[] = {1, 2, 0, 0, 2, 1};
  std::copy(each, each + 6, k.begin());
  const auto x = random_vector(3, 23);
  const auto m = random_matrix(3, 3, 24);
  double expected = 0;
  std::size_t top = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 2; ++j)
      expected += std::exp(x[static_cast<std::size_t>(k(i, j))]) * m(i, j);
    if (x[i] > x[top]) top = i;
  }
  for (std::size_t j = 0; j < 3; ++j) expected += m(top, j) * x[j] * x[top];
  check_derivatives(etna::with(f, k), expected, x, m);
}

TEST_CASE("argmax") {
  constexpr auto f = [](const auto& x, const auto& m) {
    return etna::argmax(x) + 10 * etna::argmax(m) +
           etna::sum(100 * etna::argmax(m, etna::axis<0>) * etna::cumsum(m[0])) +
           etna::sum(1000 * etna::argmax(m, etna::axis<1>));
  };
  vector<double> x(5);
  x[1] = x[3] = 2;
  matrix<double> m(2, 3);
  m(0, 1) = m(0, 2) = m(1, 0) = 1;
  CHECK(etna::evaluate(f)(x, m) == 1 + 10 * 1 + 100 * 0 + 1000 * 1);
  m(1, 2) = 3;
  CHECK(etna::evaluate(f)(x, m) == 1 + 10 * 5 + 100 * 2 + 1000 * 3);
  const auto [by_x, by_m] = etna::grad(f)(x, m);
  for (const double e : by_x) CHECK(e == 0);
  CHECK(by_m(0, 0) == 200);
  CHECK(by_m(0, 2) == 100);
  CHECK(by_m(1, 2) == 0);
  x[2] = std::numeric_limits<double>::quiet_NaN();
  constexpr auto largest = [](const auto& a) { return etna::argmax(a); };
  CHECK(etna::evaluate(largest)(x) == 2);
}

TEST_CASE("in float, with indices in bytes") {
  constexpr auto f = [](const auto& x, const auto& k) {
    return etna::sum(etna::gather(etna::cumsum(etna::slice(x, 1)), k));
  };
  const auto x = random_vector<float>(6, 25);
  etna::array<std::uint8_t, 3> k;
  k[1] = 4, k[2] = 2;
  const auto gradient = etna::grad(etna::with(f, k))(x);
  const float expected[] = {0, 3, 2, 2, 1, 1};
  for (std::size_t i = 0; i < 6; ++i) CHECK(gradient[i] == expected[i]);
}

TEST_CASE("gather of rows of no elements, and of no samples") {
  constexpr auto f = [](const auto& m, const auto& k) { return etna::sum(etna::gather(m, k)); };
  const auto k = indices_of({1, 0, 1});
  CHECK(etna::evaluate(f)(matrix<double>(2, 0), k) == 0);
  CHECK(etna::grad(etna::with(f, k))(matrix<double>(2, 0)).size() == 0);
  CHECK_THROWS_AS(etna::evaluate(f)(matrix<double>(1, 0), k), etna::index_out_of_range);
  constexpr auto of_samples = [](const auto& m, const auto& at) {
    constexpr auto one = [](const auto& x, const auto& i) { return etna::sum(etna::gather(x, i)); };
    return etna::sum(etna::vmap(one, etna::in_axes<0, etna::unmapped>)(m, at));
  };
  CHECK(etna::evaluate(of_samples)(matrix<double>(0, 2), k) == 0);
  CHECK(etna::grad(etna::with(of_samples, k))(matrix<double>(0, 2)).size() == 0);
}

TEST_CASE("indices that are out of range") {
  constexpr auto f = [](const auto& x, const auto& k) { return etna::sum(etna::gather(x, k)); };
  const auto caught = [](const auto& call) {
    try {
      call();
    } catch (const etna::index_out_of_range& error) {
      return error;
    }
    return etna::index_out_of_range(0, 0, 0);
  };
  const vector<double> x(4);
  for (const int wrong : {-1, 4, 1000}) {
    const auto k = indices_of({0, 3, wrong, 1});
    const auto by_value = caught([&] { etna::evaluate(f)(x, k); }),
               by_gradient = caught([&] { etna::grad(etna::with(f, k))(x); });
    for (const auto& error : {by_value, by_gradient}) {
      CHECK(error.index() == wrong);
      CHECK(error.position() == 2);
      CHECK(error.size() == 4);
    }
  }
  for (const double wrong : {-1.0, 4.0, 1e300, std::numeric_limits<double>::quiet_NaN()}) {
    const auto k = tests::filled(vector<double>(1), 1, wrong, wrong);
    CHECK_THROWS_AS(etna::evaluate(f)(x, k), etna::index_out_of_range);
  }
}

TEST_CASE("indices that are no whole numbers") {
  constexpr auto f = [](const auto& x, const auto& k) { return etna::sum(etna::gather(x, k)); };
  const auto message = [&](auto wrong) {
    using T = decltype(wrong);
    vector<T> k(1);
    k[0] = wrong;
    try {
      etna::evaluate(f)(vector<T>(3), k);
    } catch (const etna::index_out_of_range& error) {
      CHECK(error.index() == -1);
      return std::string(error.what());
    }
    return std::string();
  };
  const std::string end = " at position 0 is not one of 3 elements";
  CHECK(message(-0.5) == "Etna: index -0.5" + end);
  CHECK(message(1.5) == "Etna: index 1.5" + end);
  CHECK(message(1.1F) == "Etna: index 1.1" + end);
  CHECK(message(1e300) == "Etna: index 1e+300" + end);
  CHECK(message(std::numeric_limits<double>::quiet_NaN()) == "Etna: index nan" + end);
  CHECK(message(2.0).empty());
  CHECK(message(-0.0).empty());
}

}  // namespace
