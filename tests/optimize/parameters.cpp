// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/parameters.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/hana/define_struct.hpp>
#include <cstdint>

#include "etna/nn/layers.hpp"
#include "etna/optimize.hpp"

namespace {

template <class T>
struct layer {
  using row = std::array<T, 2>;
  using square = std::array<row, 2>;
  BOOST_HANA_DEFINE_STRUCT(layer, (square, weights), (row, bias));
};
template <class T>
struct network {
  BOOST_HANA_DEFINE_STRUCT(network, (layer<T>, first), (T, scale));
};

/// Of arrays, of any size.
template <class T>
struct dense_network {
  using layer = etna::dense_parameters<T, etna::dynamic, 2>;
  BOOST_HANA_DEFINE_STRUCT(dense_network, (layer, hidden), (layer, output));
};

std::uintptr_t address(const void* p) { return reinterpret_cast<std::uintptr_t>(p); }

}  // namespace

TEST_CASE("a struct, and its numbers in a row") {
  etna::parameters<network<float>> p;
  p->first.weights[1][0] = 3;
  (*p).scale = 7;
  CHECK(p.size() == 7);
  CHECK(p.data()[2] == 3);
  CHECK(p.data()[6] == 7);
  CHECK(address(p.data()) % 64 == 0);
  etna::parameters<network<float>> copy = p;
  copy->scale = 1;
  CHECK(p->scale == 7);
}

TEST_CASE("gradients and slots are not at the same place in a page") {
  const etna::parameters<network<double>> p;
  const auto g = etna::zeros_like(p);
  const auto state = etna::chain(etna::adam{}).init(p);
  const std::uintptr_t places[] = {address(p.data()) % 4096, address(g.data()) % 4096,
                                   address(state.find("mean").data()) % 4096,
                                   address(state.find("mean_square").data()) % 4096};
  for (int i = 0; i < 4; ++i) {
    for (int k = 0; k < i; ++k) CHECK(places[i] != places[k]);
  }
}

TEST_CASE("an optimizer changes them") {
  etna::parameters<network<double>> p(network<double>{{{{{1, 2}, {3, 4}}}, {5, 6}}, 7});
  auto g = etna::zeros_like(p);
  CHECK(g->scale == 0);
  g->scale = 2;
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 0.5});
  auto state = optimizer.init(p);
  optimizer.update(p, g, state);
  CHECK(p->scale == 6);
  CHECK(p->first.bias == std::array<double, 2>{5, 6});
}

TEST_CASE("what a message calls a number") {
  CHECK(etna::name_of(network<float>{}, 1) == "first.weights[0][1]");
  CHECK(etna::name_of(network<float>{}, 5) == "first.bias[1]");
  CHECK(etna::name_of(network<float>{}, 6) == "scale");
  CHECK(etna::name_of(etna::parameters<network<float>>(), 5) == "first.bias[1]");
  CHECK(etna::name_of(std::array<double, 3>{}, 2) == "[2]");
  network<float> p{};
  network<float> g{};
  g.first.bias[1] = __builtin_inff();
  const auto optimizer = etna::chain(etna::stop_at_not_finite{}, etna::sgd{});
  auto state = optimizer.init(p);
  CHECK_THROWS_WITH_AS(optimizer.update(p, g, state),
                       "Etna: step 1: the gradient by first.bias[1] is inf",
                       etna::gradient_not_finite);
}

TEST_CASE("a struct of arrays") {
  dense_network<float> n;
  n.hidden.weights = etna::array<float, etna::dynamic, 2>(3);
  n.output.weights = etna::array<float, etna::dynamic, 2>(1);
  n.hidden.bias[1] = 8;
  const etna::parameters<dense_network<float>> p(n);
  CHECK(p.size() == 12);
  CHECK(address(p.data()) % 64 == 0);
  CHECK(p->hidden.weights.data() == p.data());
  CHECK(p.data()[7] == 8);
  etna::parameters<dense_network<float>> copy = p;
  copy->hidden.bias[1] = 1;
  CHECK(copy.data()[7] == 1);
  CHECK(p->hidden.bias[1] == 8);
  copy->hidden.bias = etna::array<float, 2>();
  CHECK(copy.data()[7] == 0);
  *copy = n;
  CHECK(copy.data()[7] == 8);
  CHECK_THROWS_AS(copy->output.weights = (etna::array<float, etna::dynamic, 2>(2)),
                  etna::size_mismatch);
  // Also where the arrays are over memory of others.
  etna::parameters<dense_network<float>> other = p, taken(std::move(*other));
  CHECK(taken->hidden.bias.data() == taken.data() + 6);
  taken.data()[7] = 3;
  CHECK(taken->hidden.bias[1] == 3);
  copy = p;
  copy->hidden.bias[1] = 1;
  CHECK(copy.data()[7] == 1);

  auto g = etna::zeros_like(p);
  CHECK(g->hidden.weights(2, 1) == 0);
  g->hidden.weights(2, 1) = __builtin_nanf("");
  const auto optimizer = etna::chain(etna::stop_at_not_finite{}, etna::sgd{});
  auto state = optimizer.init(copy);
  CHECK_THROWS_WITH_AS(optimizer.update(copy, g, state),
                       "Etna: step 1: the gradient by hidden.weights(2, 1) is nan",
                       etna::gradient_not_finite);
  CHECK(copy.data()[7] == 1);
  CHECK(etna::name_of(g, 7) == "hidden.bias[1]");
  CHECK(etna::name_of(g, 9) == "output.weights(0, 1)");
  CHECK(etna::name_of(*g, 11) == "output.bias[1]");
}
