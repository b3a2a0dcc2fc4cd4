// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <etna/array.hpp>
#include <vector>

#include "support/image_classes.hpp"

namespace examples {

using matrix = etna::array<float, etna::dynamic, etna::dynamic>;
using image_view = etna::array_view<const float, etna::dynamic, etna::dynamic>;
using label_view = etna::array_view<const std::uint8_t, etna::dynamic>;

inline image_view images_of(const image_set& set, std::size_t pixels) {
  return image_view(set.pixels.data(), set.size(), pixels);
}

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

/// What etna::fit asks for, of a `derivative(parameters, images, labels, gradient)` that writes the
/// mean gradient over a minibatch and returns the mean loss.
template <class Derivative>
auto on_minibatches(minibatch& batch, Derivative derivative) {
  return [&batch, derivative](const auto& p, const auto& indices, auto& gradient) {
    batch.gather(indices);
    return derivative(*p, batch.images(), batch.labels(), *gradient);
  };
}

/// How well classes are told: the mean loss, and the share of samples whose own class has the
/// largest logit.
struct score {
  double loss = 0, accuracy = 0;
};

/// The loss of each sample: -ln of what softmax gives its class.
inline std::vector<double> losses_of(const matrix& logits,
                                     const std::vector<std::uint8_t>& labels) {
  std::vector<double> losses(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float* const row = logits.data() + i * logits.columns();
    const double largest = *std::max_element(row, row + logits.columns());
    double sum = 0;
    for (std::size_t k = 0; k < logits.columns(); ++k) sum += std::exp(row[k] - largest);
    losses[i] = std::log(sum) + largest - row[labels[i]];
  }
  return losses;
}

inline score score_of(const matrix& logits, const std::vector<std::uint8_t>& labels) {
  score mean;
  const std::vector<double> losses = losses_of(logits, labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float* const row = logits.data() + i * logits.columns();
    const bool right = std::max_element(row, row + logits.columns()) - row == labels[i];
    mean.loss += losses[i] / static_cast<double>(labels.size());
    mean.accuracy += right ? 1 / static_cast<double>(labels.size()) : 0;
  }
  return mean;
}

}  // namespace examples
