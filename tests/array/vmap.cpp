// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/vmap.hpp"

#include "array/check.hpp"

namespace {

using tests::check_derivatives;
using tests::random_matrix;
using tests::random_vector;

/// Every rule: products with a shared matrix on either side, transposed and not, dot products,
/// reductions, elementwise operations with shared scalars, rows and columns.
constexpr auto one = [](const auto& w, const auto& b, const auto& v, const auto& x, const auto& y) {
  const auto h = etna::tanh(etna::matmul(w, x) + b);
  const auto u = etna::matmul(h, w) * x + etna::matmul(x, etna::transpose(w)) * etna::dot(v, h);
  const auto column = etna::transpose(h) * etna::transpose(v);
  return etna::square(etna::dot(v, h) - y) + etna::logsumexp(u) + etna::max(h) * etna::mean(u) +
         etna::sum(column) + etna::prod(h + 2) +
         etna::matmul(x, etna::matmul(etna::transpose(w), h));
};
constexpr auto batch = [](const auto& w, const auto& b, const auto& v, const auto& x,
                          const auto& y) {
  constexpr int shared = etna::unmapped;
  return etna::vmap(one, etna::in_axes<shared, shared, shared, 0, 0>)(w, b, v, x, y);
};
constexpr auto weighted = [](const auto& w, const auto& b, const auto& v, const auto& x,
                             const auto& y) { return etna::dot(batch(w, b, v, x, y), y); };

TEST_CASE("the samples of a batch, one after the other") {
  const std::size_t samples = 7, n = 5;
  const auto w = random_matrix(n, n, 1);
  const auto b = random_vector(n, 2), v = random_vector(n, 3), y = random_vector(samples, 4);
  const auto x = random_matrix(samples, n, 5);
  const auto values = etna::evaluate(batch)(w, b, v, x, y);
  REQUIRE(values.size() == samples);
  double expected = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const etna::array_view<const double, etna::dynamic> sample(x.data() + i * n, n);
    const double value = etna::evaluate(one)(w, b, v, sample, y[i]);
    CHECK(tests::near(values[i], value, 1e-14));
    expected += value * y[i];
  }
  check_derivatives(weighted, expected, w, b, v, x, y);
}

/// What takes samples, and what they share, to pieces.
constexpr auto in_parts = [](const auto& table, const auto& shared, const auto& x,
                             const auto& label) {
  const auto part = etna::slice(x, 1, -1);
  const auto column = etna::slice(etna::transpose(x), 0, 2);
  const auto joined = etna::concat(part, etna::slice(shared, 0, 2), x[0], 3.0 * shared[1]);
  const auto chosen = etna::gather(table, label) + etna::gather(x, etna::argmax(shared));
  return etna::sum(etna::cumsum(joined) * joined) + etna::norm_squared(column) * x[-1] +
         etna::sum(etna::sin(chosen)) * etna::gather(shared, label) +
         etna::dot(etna::sum(etna::transpose(x), etna::axis<1>), x) + etna::argmax(part);
};
constexpr auto all_in_parts = [](const auto& table, const auto& shared, const auto& x,
                                 const auto& labels) {
  constexpr int unmapped = etna::unmapped;
  return etna::vmap(in_parts, etna::in_axes<unmapped, unmapped, 0, 0>)(table, shared, x, labels);
};
constexpr auto sum_in_parts = [](const auto&... x) { return etna::sum(all_in_parts(x...)); };

TEST_CASE("parts of samples, and of what they share") {
  const std::size_t samples = 5, n = 6;
  const auto w = random_matrix(n, 4, 1), x = random_matrix(samples, n, 2);
  const auto v = random_vector(n, 3);
  etna::array<int, etna::dynamic> labels(samples);
  for (std::size_t i = 0; i < samples; ++i) labels[i] = static_cast<int>(i * i % n);
  const auto values = etna::evaluate(all_in_parts)(w, v, x, labels);
  const std::size_t top =
      static_cast<std::size_t>(std::max_element(v.begin(), v.end()) - v.begin());
  double expected = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    double joined[8], so_far = 0, value = 0, chosen = 0;
    for (std::size_t j = 0; j < 4; ++j) joined[j] = x(i, 1 + j);
    joined[4] = v[0], joined[5] = v[1], joined[6] = x(i, 0), joined[7] = 3 * v[1];
    for (const double e : joined) value += (so_far += e) * e;
    value += (x(i, 0) * x(i, 0) + x(i, 1) * x(i, 1)) * x(i, n - 1);
    const auto label = static_cast<std::size_t>(labels[i]);
    for (std::size_t j = 0; j < 4; ++j) chosen += std::sin(w(label, j) + x(i, top));
    value += chosen * v[label];
    for (std::size_t j = 0; j < n; ++j) value += x(i, j) * x(i, j);
    value += static_cast<double>(std::max_element(joined, joined + 4) - joined);
    CHECK(tests::near(values[i], value, 1e-13));
    expected += value;
  }
  check_derivatives(etna::with(sum_in_parts, labels), expected, w, v, x);
}

/// Elements that each sample chooses of its own: one by its label, some by its row of indices.
constexpr auto own_elements = [](const auto& w, const auto& x, const auto& label,
                                 const auto& indices) {
  const auto squares = etna::gather(etna::square(x), indices);
  return etna::sum(squares * etna::sin(etna::gather(x, indices))) * etna::gather(x, label) -
         etna::gather(etna::log_softmax(etna::matmul(w, x)), label) +
         etna::gather(x * x, etna::argmax(x));
};
constexpr auto all_own_elements = [](const auto& w, const auto& x, const auto& labels,
                                     const auto& indices) {
  return etna::vmap(own_elements, etna::in_axes<etna::unmapped, 0, 0, 0>)(w, x, labels, indices);
};
constexpr auto sum_of_own_elements = [](const auto&... x) {
  return etna::sum(all_own_elements(x...));
};

TEST_CASE("elements that samples choose of their own") {
  const std::size_t samples = 5, n = 6, count = 3;
  const auto w = random_matrix(n, n, 1), x = random_matrix(samples, n, 2);
  etna::array<int, etna::dynamic> labels(samples);
  etna::array<int, etna::dynamic, etna::dynamic> indices(samples, count);
  for (std::size_t i = 0; i < samples; ++i) {
    labels[i] = static_cast<int>(i * i % n);
    for (std::size_t j = 0; j < count; ++j)  // the first one twice in some rows
      indices(i, j) = static_cast<int>((i * j + 2 * i) % n);
  }
  const auto values = etna::evaluate(all_own_elements)(w, x, labels, indices);
  double expected = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const etna::array_view<const double, etna::dynamic> sample(x.data() + i * n, n);
    const etna::array_view<const int, etna::dynamic> own(indices.data() + i * count, count);
    const double value =
        etna::evaluate(own_elements)(w, sample, static_cast<double>(labels[i]), own);
    CHECK(tests::near(values[i], value, 1e-14));
    expected += value;
  }
  check_derivatives(etna::with(sum_of_own_elements, labels, indices), expected, w, x);

  labels[3] = 6;
  CHECK_THROWS_AS(etna::evaluate(all_own_elements)(w, x, labels, indices),
                  etna::index_out_of_range);
  labels[3] = 5;
  indices(4, 2) = -1;
  CHECK_THROWS_AS(etna::evaluate(all_own_elements)(w, x, labels, indices),
                  etna::index_out_of_range);
}

TEST_CASE("a vector for each sample") {
  constexpr auto f = [](const auto& x, const auto& s) {
    return etna::vmap([](const auto& row, const auto& k) { return etna::softmax(row * k); },
                      etna::in_axes<0, etna::unmapped>)(x, s);
  };
  const auto x = random_matrix(3, 9, 6);
  const auto y = etna::evaluate(f)(x, 2.0);
  REQUIRE(y.rows() == 3);
  REQUIRE(y.columns() == 9);
  for (std::size_t i = 0; i < 3; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < 9; ++j) sum += std::exp(2 * x(i, j));
    for (std::size_t j = 0; j < 9; ++j)
      CHECK(tests::near(y(i, j), std::exp(2 * x(i, j)) / sum, 1e-14));
  }
}

}  // namespace
