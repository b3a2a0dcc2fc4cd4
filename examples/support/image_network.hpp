// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <etna/nn.hpp>
#include <etna/train.hpp>
#include <functional>
#include <random>
#include <vector>

#include "support/image_classes.hpp"
#include "support/minibatch.hpp"
#include "support/training.hpp"

namespace examples {

/// A network of one hidden layer; the numbers of pixels, hidden units and classes are known at run
/// time.
template <class S>
struct network {
  using layer = etna::dense_parameters<S, etna::dynamic, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(network, (layer, hidden), (layer, output));
};
using network_parameters = etna::parameters<network<float>>;

/// A layer whose weights an initialiser draws; its bias is 0.
template <class Initializer, class Random>
network<float>::layer make_layer(std::size_t inputs, std::size_t units, Initializer initializer,
                                 Random& random) {
  network<float>::layer l{{}, {}};
  l.weights = decltype(l.weights)(inputs, units);
  l.bias = decltype(l.bias)(units);
  initializer(l.weights, random);
  return l;
}

template <class Initializer = etna::initializers::he_normal>
network<float> make_network(std::size_t pixels, std::size_t hidden, std::size_t classes,
                            unsigned seed, Initializer initializer = {}) {
  std::mt19937 random(seed);
  network<float> n;
  n.hidden = make_layer(pixels, hidden, initializer, random);
  n.output = make_layer(hidden, classes, initializer, random);
  return n;
}

// The network with relu. What is derived of it is compiled once, in image_network.cpp, for all
// programs that learn images.

/// Writes the mean gradient of the loss over images, and returns the mean loss.
float loss_and_gradient(const network<float>& n, const image_view& images, const label_view& labels,
                        etna::workspace& memory, network<float>& gradient);

/// The same as a step of gradient descent, where the gradient is made.
float loss_and_gradient(const network<float>& n, const image_view& images, const label_view& labels,
                        etna::workspace& memory, const etna::descent<network<float>>& step);

/// The logits of all classes, a row for each image.
matrix logits_of(const network<float>& n, const image_view& images, etna::workspace& memory);

/// What etna::fit asks for, with any optimizer.
inline auto loss_and_gradient(minibatch& batch, etna::workspace& memory) {
  return on_minibatches(
      batch, [&memory](const auto& n, const auto& images, const auto& labels, auto&& gradient) {
        return loss_and_gradient(n, images, labels, memory, gradient);
      });
}

inline score score_of(const network<float>& n, const image_set& set, std::size_t pixels,
                      etna::workspace& memory) {
  return score_of(logits_of(n, images_of(set, pixels), memory), set.labels);
}

struct training_options {
  etna::fit_options fit;
  unsigned seed = 1;         // of the weights
  std::size_t hidden = 200;  // units
  /// Called at the end of each epoch, after the test: whether to stop.
  std::function<bool(const epoch_result&, network_parameters&)> stop = {};
};
/// Trains this network.
std::vector<epoch_result> train(const image_data& data, const etna::any_optimizer<float>& optimizer,
                                const training_options& options);

}  // namespace examples
