// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/accumulate.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/hana/define_struct.hpp>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "etna/array.hpp"
#include "etna/optimize.hpp"

namespace {

template <class T>
struct line {
  using row = std::array<T, 2>;
  BOOST_HANA_DEFINE_STRUCT(line, (row, slopes), (T, offset));
};
struct layer {
  using matrix = etna::array<double, etna::dynamic, 2>;
  using row = etna::array<double, 2>;
  BOOST_HANA_DEFINE_STRUCT(layer, (matrix, weights), (row, bias));
};

}  // namespace

TEST_CASE("the mean of several gradients") {
  etna::gradient_accumulator<double> gradients(2, 4);
  for (int round = 0; round < 2; ++round) {
    for (int k = 1; k <= 4; ++k)
      CHECK(gradients.add(std::array<double, 2>{double(k), -2.0 * k}) == (k == 4));
    CHECK(gradients.mean()[0] == 2.5);
    CHECK(gradients.mean()[1] == -5);
  }
  CHECK_THROWS_AS(gradients.add(std::array<double, 3>{}), etna::size_mismatch);
  CHECK_THROWS_AS(etna::gradient_accumulator<double>(2, 0), std::invalid_argument);
}

TEST_CASE("the mean as a gradient: parts of it have optimizers of their own") {
  line<float> p{{1, 2}, 3}, gradient{{2, 4}, 6};
  etna::gradient_accumulator<float> gradients(3, 2);
  gradients.add(gradient);
  CHECK(gradients.add(line<float>{{4, 8}, 10}));
  gradients.mean_into(gradient);
  CHECK(gradient.slopes == line<float>::row{3, 6});
  CHECK(gradient.offset == 8);
  const auto optimizer =
      etna::groups(etna::group(etna::chain(etna::sgd{.learning_rate = 1}), &line<float>::slopes),
                   etna::group(etna::chain(etna::sgd{.learning_rate = 0.5}), &line<float>::offset));
  auto state = optimizer.init(p);
  optimizer.update(p, gradient, state);
  CHECK(p.slopes == line<float>::row{-2, -4});
  CHECK(p.offset == -1);
  // Of another shape, or size.
  std::vector<float> numbers(3), few(2, 7.0F);
  gradients.mean_into(std::span<float>(numbers));
  CHECK(numbers == std::vector<float>{3, 6, 8});
  CHECK_THROWS_AS(gradients.mean_into(few), etna::size_mismatch);
  CHECK(few == std::vector<float>{7, 7});
}

TEST_CASE("the mean as a gradient: errors name its members") {
  const auto message = [](auto& p, auto& gradient, std::size_t size) {
    etna::gradient_accumulator<double> gradients(size, 1);
    gradients.add(gradient);
    gradients.mean_into(gradient);
    const auto optimizer = etna::chain(etna::stop_at_not_finite{}, etna::sgd{});
    auto state = optimizer.init(p);
    try {
      optimizer.update(p, gradient, state);
    } catch (const etna::gradient_not_finite& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  line<double> p{}, gradient{{1, 2}, nan};
  CHECK(message(p, gradient, 3) == "Etna: step 1: the gradient by offset is nan");
  layer::row bias;
  const etna::parameters<layer> q(layer{layer::matrix(2), bias});
  auto at = q, by_q = etna::zeros_like(q);
  by_q->weights(1, 0) = nan;
  CHECK(message(at, by_q, 6) == "Etna: step 1: the gradient by weights(1, 0) is nan");
}
