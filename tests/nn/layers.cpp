// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/nn/layers.hpp"

#include "array/check.hpp"

namespace {

using tests::check_derivatives;
using tests::near;
using tests::random_matrix;
using tests::random_vector;

template <class W, class B>
struct dense_of {
  const W& weights;
  const B& bias;
};
template <class S, class B>
struct norm_of {
  const S& scale;
  const B& shift;
};

TEST_CASE("dense") {
  constexpr auto f = [](const auto& w, const auto& b, const auto& x) {
    return etna::sum(etna::sin(etna::dense(dense_of<decltype(w), decltype(b)>{w, b}, x)));
  };
  const auto w = random_matrix(4, 6, 1), x = random_matrix(3, 4, 2);
  const auto b = random_vector(6, 3);
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      double z = b[j];
      for (std::size_t k = 0; k < 4; ++k) z += x(i, k) * w(k, j);
      expected += std::sin(z);
    }
  }
  check_derivatives(f, expected, w, b, x);
}

TEST_CASE("batch normalisation") {
  constexpr auto f = [](const auto& scale, const auto& shift, const auto& x) {
    const norm_of<decltype(scale), decltype(shift)> p{scale, shift};
    const auto batch = etna::batch_norm(p, x, 1e-3);
    const auto inference = etna::batch_norm(p, batch.mean, batch.variance, x, 1e-3);
    return etna::sum(etna::exp(batch.value)) + etna::sum(etna::sin(inference)) +
           etna::sum(batch.mean * batch.variance);
  };
  const std::size_t rows = 5, columns = 3;
  const auto x = random_matrix(rows, columns, 4);
  const auto scale = random_vector(columns, 5), shift = random_vector(columns, 6);
  double expected = 0;
  for (std::size_t j = 0; j < columns; ++j) {
    double mean = 0, variance = 0;
    for (std::size_t i = 0; i < rows; ++i) mean += x(i, j) / double(rows);
    for (std::size_t i = 0; i < rows; ++i)
      variance += (x(i, j) - mean) * (x(i, j) - mean) / double(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      const double y = (x(i, j) - mean) * scale[j] / std::sqrt(variance + 1e-3) + shift[j];
      expected += std::exp(y) + std::sin(y);
    }
    expected += mean * variance;
  }
  check_derivatives(f, expected, scale, shift, x);
}

TEST_CASE("running average") {
  etna::array<float, 2> average, now;
  average[0] = 1, average[1] = 2;
  now[0] = 3, now[1] = 2;
  etna::running_average(average, now, 0.75);
  CHECK(average[0] == 1.5F);
  CHECK(average[1] == 2);
}

TEST_CASE("what running averages and dropout are given is checked") {
  tests::vector<double> average(3);
  CHECK_THROWS_WITH_AS(etna::running_average(average, tests::vector<double>(2)),
                       "Etna: running_average: numbers for an average: 2, expected 3",
                       etna::size_mismatch);
  std::mt19937 random(1);
  for (const double rate : {-0.1, 1.0, std::nan("")})
    CHECK_THROWS_AS(etna::draw_dropout_mask(average, rate, random), std::invalid_argument);
  CHECK_THROWS_WITH(
      etna::draw_dropout_mask(average, 1.5, random),
      "Etna: draw_dropout_mask: a rate of 1.500000, expected one from 0 to less than 1");
}

TEST_CASE("dropout") {
  std::mt19937 random(1);
  auto mask = random_vector(10000, 1);
  etna::draw_dropout_mask(mask, 0.2, random);
  double sum = 0;
  for (const double m : mask) {
    CHECK((m == 0 || m == 1.25));
    sum += m;
  }
  CHECK(std::fabs(sum / 10000 - 1) < 0.02);
  etna::draw_dropout_mask(mask, 0, random);
  for (const double m : mask) CHECK(m == 1);
  constexpr auto f = [](const auto& x, const auto& m) { return etna::sum(etna::dropout(x, m)); };
  const auto x = random_vector(20, 2), some = random_vector(20, 3);
  check_derivatives(f, tests::inner(x, some), x, some);
}

TEST_CASE("residual connection") {
  constexpr auto f = [](const auto& x) {
    return etna::sum(etna::residual([](const auto& y) { return etna::tanh(y); }, x));
  };
  const auto x = random_vector(9, 4);
  double expected = 0;
  for (const double e : x) expected += e + std::tanh(e);
  check_derivatives(f, expected, x);
}

}  // namespace
