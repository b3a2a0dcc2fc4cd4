// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/empirical_risk.hpp"

#include <doctest/doctest.h>

#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "etna/simd.hpp"

namespace {

constexpr std::size_t features = 3;

template <class T>
struct model {
  using weight_array = std::array<T, features>;
  BOOST_HANA_DEFINE_STRUCT(model, (weight_array, weights), (T, bias));
};

/// Logistic regression; log(x₂) is not a number where a lane holds no sample but zeros.
constexpr auto loss = [](const auto& m, const auto& x, auto label) {
  auto z = m.bias;
  for (std::size_t i = 0; i < features; ++i) z += m.weights[i] * x[i];
  return etna::softplus(z) - label * z + m.bias * etna::log(x[2]);
};

template <class T>
struct data {
  std::vector<std::array<T, features>> x;
  std::vector<T> label;
};

template <class T>
data<T> draw(std::size_t samples) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> number(0.5, 2);
  data<T> d;
  for (std::size_t s = 0; s < samples; ++s) {
    d.x.push_back({T(number(random)), T(-number(random)), T(number(random))});
    d.label.push_back(T(random() % 2));
  }
  return d;
}

template <class T>
bool near(T x, long double y, long double scale) {
  return std::fabs(x - y) <= 20 * std::numeric_limits<T>::epsilon() * scale;
}

/// Against a plain loop in long double.
template <class T, class Arch>
void check(std::size_t samples) {
  const data<T> d = draw<T>(samples);
  const model<T> m{{T(0.5), T(-1), T(0.25)}, T(0.1)};
  const model<long double> wide{{m.weights[0], m.weights[1], m.weights[2]}, m.bias};
  long double value = 0;
  model<long double> gradient{{0, 0, 0}, 0};
  for (std::size_t s = 0; s < samples; ++s) {
    const std::array<long double, features> x{d.x[s][0], d.x[s][1], d.x[s][2]};
    const auto [v, g] =
        etna::value_and_grad(loss, etna::wrt<0>)(wide, x, static_cast<long double>(d.label[s]));
    value += v / static_cast<long double>(samples);
    for (std::size_t i = 0; i < features; ++i)
      gradient.weights[i] += g.weights[i] / static_cast<long double>(samples);
    gradient.bias += g.bias / static_cast<long double>(samples);
  }
  const auto risk = etna::empirical_risk<Arch>(loss);
  const auto result = etna::value_and_grad(risk)(m, d.x, d.label);
  CHECK(near(result.value, value, 2));
  CHECK(near(risk(m, d.x, d.label), value, 2));
  for (std::size_t i = 0; i < features; ++i)
    CHECK(near(result.gradient.weights[i], gradient.weights[i], 4));
  CHECK(near(result.gradient.bias, gradient.bias, 4));
}

}  // namespace

TEST_CASE("value and gradient, any number of samples") {
  for (std::size_t samples = 0; samples <= 35; ++samples) {
    check<float, etna::simd::default_arch>(samples);
    check<double, etna::simd::default_arch>(samples);
  }
  for (const std::size_t samples : {255U, 256U, 257U, 1000U, 40001U}) {
    check<double, etna::simd::default_arch>(samples);
    check<double, etna::simd::scalar>(samples);
  }
}

TEST_CASE("the sum instead of the mean") {
  const data<double> d = draw<double>(7);
  const model<double> m{{0.5, -1, 0.25}, 0.1};
  const auto mean = etna::value_and_grad(etna::empirical_risk(loss))(m, d.x, d.label);
  const auto sum =
      etna::value_and_grad(etna::empirical_risk(loss, etna::reduction::sum))(m, d.x, d.label);
  CHECK(sum.value == doctest::Approx(7 * mean.value).epsilon(1e-15));
  CHECK(sum.gradient.bias == doctest::Approx(7 * mean.gradient.bias).epsilon(1e-15));
}

TEST_CASE("a minibatch by indices, and columns, are the same samples") {
  const data<double> d = draw<double>(50);
  const model<double> m{{0.5, -1, 0.25}, 0.1};
  const auto risk = etna::value_and_grad(etna::empirical_risk(loss));
  std::vector<std::uint32_t> index;
  data<double> some;
  for (std::uint32_t k = 0; k < 21; ++k) {
    index.push_back(k * 7 % 50);
    some.x.push_back(d.x[index.back()]);
    some.label.push_back(d.label[index.back()]);
  }
  const auto expected = risk(m, some.x, some.label);
  const auto by_index = risk(m, etna::at_indices(d.x, index), etna::at_indices(d.label, index));
  CHECK(by_index.value == expected.value);
  CHECK(by_index.gradient.weights == expected.gradient.weights);
  std::array<std::vector<double>, features> column;
  for (const auto& x : some.x) {
    for (std::size_t i = 0; i < features; ++i) column[i].push_back(x[i]);
  }
  const auto columns = etna::columns<std::array<double, features>>(column[0], column[1], column[2]);
  const auto by_column = risk(m, columns, some.label);
  CHECK(by_column.value == expected.value);
  CHECK(by_column.gradient.weights == expected.gradient.weights);
}

TEST_CASE("what is no range is shared by all samples") {
  constexpr auto scaled = [](const auto& w, auto x, auto scale) { return scale * w * x; };
  const std::vector<double> x{1, 2, 3};
  const auto [value, gradient] = etna::value_and_grad(etna::empirical_risk(scaled))(2.0, x, 10.0);
  CHECK(value == 40);
  CHECK(gradient == 20);
}

TEST_CASE("threads share the samples, with the same result") {
  const data<float> d = draw<float>(10001);
  const model<float> m{{0.5F, -1, 0.25F}, 0.1F};
  auto risk = etna::empirical_risk(loss);
  [[maybe_unused]] const auto expected = etna::value_and_grad(risk)(m, d.x, d.label);
  risk.threads = 3;
#if defined(_OPENMP)
  const auto shared = etna::value_and_grad(risk)(m, d.x, d.label);
  CHECK(shared.value == expected.value);
  CHECK(shared.gradient.weights == expected.gradient.weights);
#else
  CHECK_THROWS_AS(etna::value_and_grad(risk)(m, d.x, d.label), std::logic_error);
#endif
}
