// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <etna/nn.hpp>
#include <etna/optimize.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "support/image_classes.hpp"

namespace examples {

/// A network of one hidden layer; the numbers of pixels, hidden units and classes are known at run
/// time.
template <class S>
struct network {
  using layer = etna::dense_parameters<S, etna::dynamic, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(network, (layer, hidden), (layer, output));
};

inline constexpr auto logits = [](const auto& n, const auto& images) {
  return etna::dense(n.output, etna::relu(etna::dense(n.hidden, images)));
};
inline constexpr auto loss = [](const auto& n, const auto& images, const auto& labels) {
  return etna::mean(etna::softmax_cross_entropy(logits(n, images), labels));
};

inline network<float> make_network(std::size_t pixels, std::size_t hidden, std::size_t classes,
                                   unsigned seed) {
  std::mt19937 random(seed);
  network<float> n;
  const auto layer = [&](std::size_t inputs, std::size_t units) {
    network<float>::layer l{{}, {}};
    l.weights = decltype(l.weights)(inputs, units);
    l.bias = decltype(l.bias)(units);
    etna::initializers::he_normal{}(l.weights, random);
    return l;
  };
  n.hidden = layer(pixels, hidden);
  n.output = layer(hidden, classes);
  return n;
}

using image_view = etna::array_view<const float, etna::dynamic, etna::dynamic>;
using label_view = etna::array_view<const std::uint8_t, etna::dynamic>;

/// The images and labels of a minibatch, side by side.
class minibatch {
 public:
  minibatch(const image_set& set, std::size_t pixels) : set_(set), pixels_(pixels) {}
  template <class Indices>
  void gather(const Indices& indices) {
    size_ = indices.size();
    images_.resize(std::max(images_.size(), size_ * pixels_));
    labels_.resize(std::max(labels_.size(), size_));
    for (std::size_t k = 0; k < size_; ++k) {
      const std::size_t i = indices[k];
      std::copy_n(set_.pixels.data() + i * pixels_, pixels_, images_.data() + k * pixels_);
      labels_[k] = set_.labels[i];
    }
  }
  image_view images() const { return image_view(images_.data(), size_, pixels_); }
  label_view labels() const { return label_view(labels_.data(), size_); }

 private:
  const image_set& set_;
  std::size_t pixels_, size_ = 0;
  std::vector<float> images_;
  std::vector<std::uint8_t> labels_;
};

/// The share of images whose class is given the largest logit.
inline double accuracy(const network<float>& n, const image_set& set, std::size_t pixels,
                       etna::workspace& memory) {
  etna::array<float, etna::dynamic, etna::dynamic> z;
  etna::evaluate(logits).into(memory, n, image_view(set.pixels.data(), set.size(), pixels), z);
  std::size_t right = 0;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const float* const row = z.data() + i * z.columns();
    right += std::max_element(row, row + z.columns()) - row == set.labels[i];
  }
  return static_cast<double>(right) / static_cast<double>(set.size());
}

/// An optimizer, and the learning rate it is meant for.
struct named_optimizer {
  double learning_rate;
  etna::any_optimizer<float> optimizer;
};
template <class Rule>
named_optimizer named(const Rule& rule) {
  return {rule.learning_rate, etna::chain(rule)};
}
inline const std::map<std::string, named_optimizer> optimizers{
    {"sgd", named(etna::sgd{.learning_rate = 0.1})},
    {"momentum", named(etna::momentum{.learning_rate = 0.05})},
    {"nesterov", named(etna::nesterov{.learning_rate = 0.05})},
    {"adagrad", named(etna::adagrad{.learning_rate = 0.02})},
    {"adadelta", named(etna::adadelta{})},
    {"rmsprop", named(etna::rmsprop{.learning_rate = 1e-3})},
    {"adam", named(etna::adam{})},
    {"adamw", named(etna::adamw{})},
    {"nadam", named(etna::nadam{.learning_rate = 1e-3})},
    {"adamax", named(etna::adamax{})},
    {"radam", named(etna::radam{})},
    {"lion", named(etna::lion{})}};

}  // namespace examples
