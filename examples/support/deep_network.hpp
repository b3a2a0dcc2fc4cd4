// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <array>
#include <cstddef>
#include <etna/nn.hpp>
#include <etna/train.hpp>
#include <random>
#include <vector>

#include "support/minibatch.hpp"
#include "support/training.hpp"

namespace examples {

/// A network of ten dense layers: from the pixels, eight between hidden units, to the classes.
template <class S>
struct deep_network {
  using layer = etna::dense_parameters<S, etna::dynamic, etna::dynamic>;
  using layers = std::array<layer, 8>;
  BOOST_HANA_DEFINE_STRUCT(deep_network, (layer, input), (layers, hidden), (layer, output));
};
using deep_parameters = etna::parameters<deep_network<float>>;

/// Calls f(layer) for all layers, in order.
template <class Network, class F>
void for_each_layer(Network& n, F f) {
  f(n.input);
  for (auto& layer : n.hidden) f(layer);
  f(n.output);
}

/// Weights drawn by an initialiser, times `scale`; biases of 0.
template <class Initializer>
deep_network<float> make_deep_network(std::size_t pixels, std::size_t units, std::size_t classes,
                                      unsigned seed, Initializer initializer, float scale = 1) {
  std::mt19937 random(seed);
  deep_network<float> n;
  std::size_t inputs = pixels;
  for_each_layer(n, [&](auto& layer) {
    const std::size_t outputs = &layer == &n.output ? classes : units;
    layer.weights = decltype(layer.weights)(inputs, outputs);
    layer.bias = decltype(layer.bias)(outputs);
    initializer(layer.weights, random);
    for (float& w : layer.weights) w *= scale;
    inputs = units;
  });
  return n;
}

/// The logits, with any activation: the loop over the layers is unrolled as the gradient is
/// derived.
template <class Activation, class Network, class Images>
constexpr etna::symbol deep_logits(const Activation& activation, const Network& n,
                                   const Images& images) {
  etna::symbol x = activation(etna::dense(n.input, images));
  for (const auto& layer : n.hidden) x = activation(etna::dense(layer, x));
  return etna::dense(n.output, x);
}

// With relu it is compiled once, in deep_network.cpp, as the network of one hidden layer is.
float loss_and_gradient(const deep_network<float>& n, const image_view& images,
                        const label_view& labels, etna::workspace& memory,
                        deep_network<float>& gradient);
matrix logits_of(const deep_network<float>& n, const image_view& images, etna::workspace& memory);
std::vector<epoch_result> train(deep_parameters& parameters, const image_data& data,
                                const etna::any_optimizer<float>& optimizer,
                                const etna::fit_options& options);

}  // namespace examples
