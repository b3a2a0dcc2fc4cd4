// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/functions.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "array/check.hpp"

namespace {

using tests::check_derivatives;
using tests::random_matrix;
using tests::random_vector;

/// Around every number of lanes, and beyond what a loop takes at once.
constexpr std::size_t sizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 130};

TEST_CASE("elementwise operations and a sum") {
  constexpr auto f = [](const auto& x, const auto& y, auto s) {
    return etna::sum(etna::exp(x) * etna::sin(y) / (s + x * x));
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 1), y = random_vector(n, 2);
    double expected = 0;
    for (std::size_t i = 0; i < n; ++i)
      expected += std::exp(x[i]) * std::sin(y[i]) / (2 + x[i] * x[i]);
    check_derivatives(f, expected, x, y, 2.0);
  }
}

TEST_CASE("scalars are repeated, also alone in a sum") {
  constexpr auto f = [](const auto& x, auto mu, auto sigma) {
    const auto z = (x - mu) / sigma;
    return etna::sum(-0.5 * z * z - etna::log(sigma)) + etna::sum(etna::where(x > 0, mu, mu));
  };
  const auto x = random_vector(21, 3);
  double expected = 0;
  for (const double e : x) {
    const double z = (e - 0.3) / 1.5;
    expected += -0.5 * z * z - std::log(1.5) + 0.3;
  }
  check_derivatives(f, expected, x, 0.3, 1.5);
}

TEST_CASE("reductions of vectors") {
  constexpr auto f = [](const auto& x) {
    return etna::mean(x) + 2 * etna::norm(x) + 3 * etna::norm_squared(x) + etna::logsumexp(x) +
           5 * etna::max(x) + 7 * etna::min(x) + etna::dot(x, etna::sin(x));
  };
  for (const std::size_t n : sizes) {
    CAPTURE(n);
    const auto x = random_vector(n, 4);
    double sum = 0, squares = 0, exponentials = 0, sines = 0;
    for (const double e : x) {
      sum += e, squares += e * e, exponentials += std::exp(e), sines += e * std::sin(e);
    }
    const double expected = sum / double(n) + 2 * std::sqrt(squares) + 3 * squares +
                            std::log(exponentials) + 5 * *std::max_element(x.begin(), x.end()) +
                            7 * *std::min_element(x.begin(), x.end()) + sines;
    check_derivatives(f, expected, x);
  }
}

TEST_CASE("prod") {
  constexpr auto f = [](const auto& x) { return etna::prod(x); };
  for (const std::size_t n : {1U, 2U, 9U, 20U}) {
    const auto x = random_vector(n, 5, 0.5, 1.5);
    double expected = 1;
    for (const double e : x) expected *= e;
    check_derivatives(f, expected, x);
  }
  SUBCASE("a factor is 0") {
    auto x = random_vector(9, 6, 0.5, 1.5);
    x[4] = 0;
    double others = 1;
    for (std::size_t i = 0; i < x.size(); ++i) others *= i == 4 ? 1 : x[i];
    const auto g = etna::grad(f)(x);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(tests::near(g[i], i == 4 ? others : 0, 1e-14));
    x[2] = 0;
    for (const double e : etna::grad(f)(x)) CHECK(e == 0);
    x[2] = 1;
    x[3] = std::nan("");
    for (const double e : etna::grad(f)(x)) CHECK(std::isnan(e));
  }
  SUBCASE("second derivatives where factors are 0") {
    constexpr auto of_rows = [](const auto& m) { return etna::sum(etna::prod(m, etna::axis<1>)); };
    constexpr auto of_columns = [](const auto& m) {
      return etna::sum(etna::prod(m, etna::axis<0>, etna::keep_dimensions));
    };
    // The Hessian has the products of all factors but two.
    const auto hessian_times = [](const auto& x, const auto& v, std::size_t i, auto same) {
      double sum = 0;
      for (std::size_t j = 0; j < x.size(); ++j) {
        if (j == i || !same(i, j)) continue;
        double others = v[j];
        for (std::size_t k = 0; k < x.size(); ++k)
          others *= k == i || k == j || !same(i, k) ? 1 : x[k];
        sum += others;
      }
      return sum;
    };
    for (const std::size_t zeros : {1U, 2U, 3U, 4U}) {
      auto x = random_vector(20, 9, 0.5, 1.5);
      auto m = random_matrix(5, 4, 10, 0.5, 1.5);
      // One row and one column with as many zeros, others with one.
      for (std::size_t k = 0; k < zeros; ++k) x[3 * k + 1] = m(2, k) = m(k, 1) = 0;
      const auto v = random_vector(20, 11);
      const auto d = random_matrix(5, 4, 12);
      const auto h = etna::hvp(f)(x, v);
      const auto rows = etna::hvp(of_rows)(m, d), columns = etna::hvp(of_columns)(m, d);
      for (std::size_t i = 0; i < 20; ++i) {
        const auto any = [](std::size_t, std::size_t) { return true; };
        const auto row = [](std::size_t a, std::size_t b) { return a / 4 == b / 4; };
        const auto column = [](std::size_t a, std::size_t b) { return a % 4 == b % 4; };
        CHECK(tests::near(h[i], hessian_times(x, v, i, any), 1e-13));
        CHECK(tests::near(rows[i], hessian_times(m, d, i, row), 1e-13));
        CHECK(tests::near(columns[i], hessian_times(m, d, i, column), 1e-13));
      }
      check_derivatives(f, 0, x);
    }
  }
  SUBCASE("a factor of one of several products is 0") {
    constexpr auto of_three = [](const auto& a, const auto& b) {
      return etna::prod(a) + etna::sin(etna::prod(b)) + etna::prod(a + b) * etna::sum(a);
    };
    const auto a = random_vector(11, 7, 0.5, 1.5);
    for (const double at_3 : {0.0, -a[3], 1.0}) {
      auto b = random_vector(11, 8, 0.5, 1.5);
      b[3] = at_3;
      double of_a = 1, of_b = 1, of_sums = 1, sum = 0;
      for (std::size_t i = 0; i < a.size(); ++i) {
        of_a *= a[i];
        of_b *= b[i];
        of_sums *= a[i] + b[i];
        sum += a[i];
      }
      check_derivatives(of_three, of_a + std::sin(of_b) + of_sums * sum, a, b);
    }
  }
}

TEST_CASE("max shares its derivative among equals") {
  constexpr auto f = [](const auto& x) { return etna::max(x); };
  auto x = tests::vector<double>(11);
  x[3] = x[7] = 2;
  const auto g = etna::grad(f)(x);
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(g[i] == (i == 3 || i == 7 ? 0.5 : 0));
}

TEST_CASE("a reduction of no elements is what it starts with") {
  constexpr auto f = [](const auto& m) {
    return std::tuple(etna::sum(m, etna::axis<0>), etna::prod(m, etna::axis<0>),
                      etna::max(m, etna::axis<0>), etna::sum(m), etna::max(m));
  };
  const auto [sum, product, largest, total, top] = etna::evaluate(f)(random_matrix(0, 5, 1));
  const double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < 5; ++j) {
    CHECK(sum[j] == 0);
    CHECK(product[j] == 1);
    CHECK(largest[j] == -infinity);
  }
  CHECK(total == 0);
  CHECK(top == -infinity);
  CHECK(etna::evaluate([](const auto& m) { return etna::sum(m, etna::axis<1>); })(
            random_matrix(3, 0, 1))[2] == 0);
}

TEST_CASE_TEMPLATE("NaN is the largest and the smallest, wherever it is", T, float, double) {
  constexpr auto f = [](const auto& x) {
    return std::tuple(etna::max(x), etna::min(x), etna::sum(x));
  };
  for (const std::size_t n : {1U, 7U, 16U, 35U, 67U}) {
    for (std::size_t i = 0; i < n; ++i) {
      CAPTURE(n);
      CAPTURE(i);
      auto x = random_vector<T>(n, 1);
      x[i] = std::numeric_limits<T>::quiet_NaN();
      const auto [largest, smallest, sum] = etna::evaluate(f)(x);
      CHECK(std::isnan(largest));
      CHECK(std::isnan(smallest));
      CHECK(std::isnan(sum));
    }
  }
}

TEST_CASE("norm at the origin") {
  constexpr auto f = [](const auto& x) { return etna::norm(x); };
  for (const double e : etna::grad(f)(tests::vector<double>(5))) CHECK(e == 0);
}

TEST_CASE("norm of what is no number, and of infinities") {
  constexpr auto f = [](const auto& x) {
    return std::tuple(etna::norm(x), etna::sum(etna::norm(x, etna::axis<1>)));
  };
  const double infinity = std::numeric_limits<double>::infinity();
  tests::matrix<double> x(2, 3);
  x(0, 1) = std::nan(""), x(1, 0) = 1;
  const auto [of_nan, rows_of_nan] = etna::evaluate(f)(x);
  CHECK(std::isnan(of_nan));
  CHECK(std::isnan(rows_of_nan));
  x(0, 1) = -infinity;
  const auto [of_infinity, rows_of_infinity] = etna::evaluate(f)(x);
  CHECK(of_infinity == infinity);
  CHECK(rows_of_infinity == infinity);
}

TEST_CASE("logsumexp does not overflow") {
  constexpr auto f = [](const auto& x) { return etna::logsumexp(x); };
  auto x = random_vector(9, 7);
  for (double& e : x) e += 1000;
  const auto [value, gradient] = etna::value_and_grad(f)(x);
  CHECK(std::isfinite(value));
  CHECK(tests::near(std::accumulate(gradient.begin(), gradient.end(), 0.0), 1, 1e-14));
}

TEST_CASE("axes of matrices") {
  constexpr auto f = [](const auto& x, const auto& row, const auto& column) {
    const auto scaled = (x + row) * etna::transpose(column);
    return etna::sum(etna::exp(etna::sum(scaled, etna::axis<0>))) +
           etna::sum(etna::sin(etna::mean(scaled, etna::axis<1>)) * column) +
           etna::sum(x / (2 + etna::norm_squared(x, etna::axis<1>, etna::keep_dimensions))) +
           etna::sum(etna::max(x, etna::axis<0>) * row) +
           etna::prod(etna::logsumexp(x, etna::axis<1>));
  };
  for (const std::size_t columns : {1U, 3U, 8U, 17U, 33U}) {
    for (const std::size_t rows : {1U, 2U, 5U}) {
      CAPTURE(rows);
      CAPTURE(columns);
      const auto x = random_matrix(rows, columns, 8, 0, 1);
      const auto row = random_vector(columns, 9), column = random_vector(rows, 10, 0.1, 0.5);
      double expected = 0, product = 1;
      for (std::size_t j = 0; j < columns; ++j) {
        double sum = 0, top = x(0, j);
        for (std::size_t i = 0; i < rows; ++i) {
          sum += (x(i, j) + row[j]) * column[i];
          top = std::max(top, x(i, j));
        }
        expected += std::exp(sum) + top * row[j];
      }
      for (std::size_t i = 0; i < rows; ++i) {
        double sum = 0, squares = 0, exponentials = 0;
        for (std::size_t j = 0; j < columns; ++j) {
          sum += (x(i, j) + row[j]) * column[i];
          squares += x(i, j) * x(i, j);
          exponentials += std::exp(x(i, j));
        }
        expected += std::sin(sum / double(columns)) * column[i];
        for (std::size_t j = 0; j < columns; ++j) expected += x(i, j) / (2 + squares);
        product *= std::log(exponentials);
      }
      check_derivatives(f, expected + product, x, row, column);
    }
  }
}

TEST_CASE("matmul") {
  constexpr auto f = [](const auto& a, const auto& b, const auto& u, const auto& v) {
    const auto ab = etna::matmul(a, b);
    return etna::sum(etna::tanh(ab)) + etna::dot(etna::matmul(u, ab), v) +
           etna::sum(etna::sin(etna::matmul(ab, v))) +
           etna::sum(etna::cos(etna::matmul(etna::transpose(a), ab))) +
           etna::norm_squared(etna::matmul(ab, etna::transpose(b))) +
           etna::sum(etna::outer(u, v) * ab);
  };
  for (const std::size_t n : {1U, 3U, 8U, 17U}) {
    CAPTURE(n);
    const std::size_t m = n + 2, k = 2 * n + 1;
    const auto a = random_matrix(m, k, 11, -0.5, 0.5), b = random_matrix(k, n, 12, -0.5, 0.5);
    const auto u = random_vector(m, 13), v = random_vector(n, 14);
    tests::matrix<double> ab(m, n);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t l = 0; l < k; ++l) ab(i, j) += a(i, l) * b(l, j);
      }
    }
    double expected = 0;
    for (std::size_t i = 0; i < m; ++i) {
      double product = 0;
      for (std::size_t j = 0; j < n; ++j) {
        expected += std::tanh(ab(i, j)) + 2 * u[i] * ab(i, j) * v[j];
        product += ab(i, j) * v[j];
      }
      expected += std::sin(product);
      for (std::size_t l = 0; l < k; ++l) {
        double sum = 0;
        for (std::size_t j = 0; j < n; ++j) sum += ab(i, j) * b(l, j);
        expected += sum * sum;
      }
    }
    for (std::size_t l = 0; l < k; ++l) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t i = 0; i < m; ++i) sum += a(i, l) * ab(i, j);
        expected += std::cos(sum);
      }
    }
    check_derivatives(f, expected, a, b, u, v);
  }
}

TEST_CASE("the sum of a product of matrices") {
  constexpr auto f = [](const auto& a, const auto& b, const auto& u, const auto& v) {
    return etna::sum(etna::matmul(a, b)) +
           2 * etna::sum(etna::matmul(etna::transpose(b), etna::transpose(a))) +
           3 * etna::sum(-etna::matmul(u, a) * 0.5) + 5 * etna::sum(etna::matmul(b, v) / 4.0);
  };
  const std::size_t m = 5, k = 9, n = 3;
  const auto a = random_matrix(m, k, 20), b = random_matrix(k, n, 21);
  const auto u = random_vector(m, 22), v = random_vector(n, 23);
  double expected = 0;
  for (std::size_t l = 0; l < k; ++l) {
    double of_a = 0, of_b = 0;
    for (std::size_t i = 0; i < m; ++i) {
      of_a += a(i, l);
      expected -= 1.5 * u[i] * a(i, l);
    }
    for (std::size_t j = 0; j < n; ++j) {
      of_b += b(l, j);
      expected += 1.25 * b(l, j) * v[j];
    }
    expected += 3 * of_a * of_b;
  }
  check_derivatives(f, expected, a, b, u, v);
}

TEST_CASE("one pass over a matrix for a product with a vector and its derivative") {
  constexpr auto f = [](const auto& w, auto sigma, const auto& x, const auto& y) {
    const auto z = (y - etna::matmul(x, w)) / sigma;
    return -0.5 * etna::norm_squared(z) - etna::count(y) * etna::log(sigma) - etna::norm_squared(w);
  };
  for (const std::size_t columns : {1U, 3U, 17U, 70U}) {
    for (const std::size_t rows : {1U, 8U, 37U, 300U}) {
      CAPTURE(rows);
      CAPTURE(columns);
      const auto x = random_matrix(rows, columns, 24);
      const auto y = random_vector(rows, 25), w = random_vector(columns, 26);
      double expected = -double(rows) * std::log(2.0);
      for (const double e : w) expected -= e * e;
      for (std::size_t i = 0; i < rows; ++i) {
        double z = y[i];
        for (std::size_t j = 0; j < columns; ++j) z -= x(i, j) * w[j];
        expected -= 0.125 * z * z;
      }
      check_derivatives(etna::with(f, x, y), expected, w, 2.0);
    }
  }
}

TEST_CASE("softmax along columns, and over all") {
  constexpr auto f = [](const auto& x, const auto& w) {
    return etna::sum(etna::softmax(x, etna::axis<0>) * w) +
           etna::sum(etna::log_softmax(x, etna::axis<0>, etna::axis<1>) * w);
  };
  const std::size_t rows = 4, columns = 9;
  const auto x = random_matrix(rows, columns, 27), w = random_matrix(rows, columns, 28);
  double all = 0, expected = 0;
  for (const double e : x) all += std::exp(e);
  for (std::size_t j = 0; j < columns; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i) sum += std::exp(x(i, j));
    for (std::size_t i = 0; i < rows; ++i)
      expected += w(i, j) * (std::exp(x(i, j)) / sum + x(i, j) - std::log(all));
  }
  check_derivatives(f, expected, x, w);
}

TEST_CASE("softmax and its kin") {
  constexpr auto f = [](const auto& x, const auto& w, const auto& labels) {
    return etna::sum(etna::softmax(x) * w) + etna::sum(etna::log_softmax(x) * w) +
           etna::mean(etna::softmax_cross_entropy(x * w, labels));
  };
  const std::size_t rows = 4, columns = 10;
  const auto x = random_matrix(rows, columns, 15), w = random_matrix(rows, columns, 16);
  etna::array<int, etna::dynamic> labels(rows);
  for (std::size_t i = 0; i < rows; ++i) labels[i] = static_cast<int>(3 * i);
  double expected = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    double sum = 0, weighted = 0;
    for (std::size_t j = 0; j < columns; ++j) {
      sum += std::exp(x(i, j));
      weighted += std::exp(x(i, j) * w(i, j));
    }
    for (std::size_t j = 0; j < columns; ++j)
      expected += w(i, j) * (std::exp(x(i, j)) / sum + x(i, j) - std::log(sum));
    const auto label = static_cast<std::size_t>(labels[i]);
    expected += (std::log(weighted) - x(i, label) * w(i, label)) / double(rows);
  }
  check_derivatives(etna::with(f, labels), expected, x, w);
}

TEST_CASE("softmax_cross_entropy of one class") {
  constexpr auto f = [](const auto& x, const auto& w, const auto& labels) {
    return etna::softmax_cross_entropy(etna::matmul(x, w), labels);
  };
  constexpr auto total = [](const auto& x, const auto& w, const auto& labels) {
    return etna::sum(etna::softmax_cross_entropy(etna::matmul(x, w), labels));
  };
  const auto check = [&](const auto& x, const auto& w) {
    const etna::array<int, 4> labels;
    for (const double e : etna::evaluate(f)(x, w, labels)) CHECK(e == 0);
    for (const double e : etna::grad(total, etna::wrt<1>)(x, w, labels)) CHECK(e == 0);
  };
  const auto x = tests::filled(etna::array<double, 4, 3>(), 29);
  check(x, tests::filled(etna::array<double, 3, 1>(), 30));
  check(x, random_matrix(3, 1, 30));
  check(random_matrix(4, 3, 29), tests::filled(etna::array<double, 3, 1>(), 30));
  constexpr auto of_samples = [](const auto& logits, const auto& labels) {
    constexpr auto one = [](const auto& row, const auto& label) {
      return etna::softmax_cross_entropy(row, label);
    };
    return etna::vmap(one, etna::in_axes<0, 0>)(logits, labels);
  };
  for (const double e : etna::evaluate(of_samples)(tests::filled(etna::array<double, 4, 1>(), 31),
                                                   etna::array<int, 4>()))
    CHECK(e == 0);
}

TEST_CASE("arrays of integers are numbers of the program") {
  constexpr auto f = [](const auto& x, const auto& n) { return etna::sum(x * n) * etna::sum(n); };
  for (const std::size_t size : sizes) {
    const auto x = random_vector(size, 17);
    std::vector<std::uint8_t> bytes(size);
    std::vector<int> integers(size);
    double sum = 0, product = 0;
    for (std::size_t i = 0; i < size; ++i) {
      bytes[i] = static_cast<std::uint8_t>(i * 5);
      integers[i] = bytes[i];
      sum += bytes[i];
      product += bytes[i] * x[i];
    }
    CHECK(tests::near(etna::evaluate(f)(x, bytes), product * sum, 1e-14));
    check_derivatives(etna::with(f, integers), product * sum, x);
  }
}

}  // namespace
