// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/nn/initializers.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "etna/array/array.hpp"

namespace {

namespace initializers = etna::initializers;
using matrix = etna::array<double, etna::dynamic, etna::dynamic>;

struct moments {
  double mean = 0, variance = 0, largest = 0;
};
template <class A>
moments moments_of(const A& a) {
  moments m;
  for (const double x : a) {
    m.mean += x / double(a.size());
    m.largest = std::max(m.largest, std::fabs(x));
  }
  for (const double x : a) m.variance += (x - m.mean) * (x - m.mean) / double(a.size());
  return m;
}

template <class I>
moments drawn(I initializer, std::size_t inputs = 200, std::size_t units = 100) {
  std::mt19937 random(1);
  matrix a(inputs, units);
  initializer(a, random);
  return moments_of(a);
}

TEST_CASE("moments") {
  // 20,000 numbers: means are off by a hundredth of the standard deviation, variances by a
  // hundredth.
  const auto check = [](const moments& m, double variance) {
    CHECK(std::fabs(m.mean) < 0.03 * std::sqrt(variance));
    CHECK(std::fabs(m.variance / variance - 1) < 0.05);
  };
  check(drawn(initializers::normal{.stddev = 3}), 9);
  check(drawn(initializers::uniform{-1, 1}), 1.0 / 3);
  check(drawn(initializers::glorot_normal{}), 2.0 / 300);
  check(drawn(initializers::glorot_uniform{}), 2.0 / 300);
  check(drawn(initializers::he_normal{}), 2.0 / 200);
  check(drawn(initializers::he_uniform{}), 2.0 / 200);
  CHECK(drawn(initializers::glorot_uniform{}).largest <= std::sqrt(6.0 / 300));
  CHECK(drawn(initializers::he_uniform{}).largest <= std::sqrt(6.0 / 200));
}

TEST_CASE("constant") {
  const moments m = drawn(initializers::constant{0.1});
  CHECK(m.variance < 1e-25);
  CHECK(m.largest == 0.1);
}

TEST_CASE("the same seed, the same numbers") {
  std::mt19937 one(7), other(7);
  matrix a(3, 4), b(3, 4);
  initializers::he_normal{}(a, one);
  initializers::he_normal{}(b, other);
  CHECK(std::equal(a.begin(), a.end(), b.begin()));
}

TEST_CASE("orthogonal") {
  for (const auto [rows, columns] : {std::array<std::size_t, 2>{5, 9}, {9, 5}, {6, 6}, {1, 4}}) {
    std::mt19937 random(2);
    matrix a(rows, columns);
    initializers::orthogonal{.gain = 2}(a, random);
    const bool tall = rows > columns;
    const std::size_t n = tall ? columns : rows, length = tall ? rows : columns;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double dot = 0;
        for (std::size_t k = 0; k < length; ++k)
          dot += tall ? a(k, i) * a(k, j) : a(i, k) * a(j, k);
        CHECK(std::fabs(dot - (i == j ? 4 : 0)) < 1e-13);
      }
    }
  }
}

TEST_CASE("sparse") {
  std::mt19937 random(3);
  matrix a(50, 8);
  initializers::sparse{.nonzero = 15}(a, random);
  for (std::size_t unit = 0; unit < 8; ++unit) {
    int count = 0;
    for (std::size_t i = 0; i < 50; ++i) count += a(i, unit) != 0;
    CHECK(count == 15);
  }
  CHECK_THROWS_WITH_AS(initializers::sparse{.nonzero = 51}(a, random),
                       "Etna: sparse initialisation of 51 weights a unit, which has 50",
                       std::invalid_argument);
}

TEST_CASE("the softmax of the bias is the shares of the classes") {
  std::mt19937 random;
  const std::array counts{1.0, 2.0, 5.0};
  etna::array<double, 3> bias;
  initializers::class_shares{counts}(bias, random);
  double sum = 0;
  for (const double b : bias) sum += std::exp(b);
  for (std::size_t k = 0; k < 3; ++k)
    CHECK(std::fabs(std::exp(bias[k]) / sum - counts[k] / 8) < 1e-15);
  const std::array none{1.0, 0.0, 2.0};
  CHECK_THROWS_AS(initializers::class_shares{none}(bias, random), std::invalid_argument);
  const std::array few{1.0, 2.0};
  CHECK_THROWS_WITH_AS(initializers::class_shares{few}(bias, random),
                       "Etna: 2 shares of classes for 3 biases", std::invalid_argument);
}

}  // namespace
