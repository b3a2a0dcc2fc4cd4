// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace bench {

/// A network of one hidden layer (ReLU, softmax cross-entropy) that learns with libtorch. Apart
/// from the benchmark, since libtorch's headers take long to compile.
class torch_network {
 public:
  /// The weights are those of the layers, inputs × units, row after row; biases begin at 0. It
  /// learns from one minibatch of `labels.size()` images. `optimizer`: sgd (0.01) or adam (0.001).
  torch_network(std::span<const float> hidden, std::span<const float> output, std::size_t inputs,
                std::size_t units, std::size_t classes, std::span<const float> images,
                std::span<const int> labels, const std::string& optimizer, int threads);
  ~torch_network();
  torch_network(const torch_network&) = delete;
  torch_network& operator=(const torch_network&) = delete;

  /// A step of training; returns the loss before it.
  float step();

 private:
  struct implementation;
  std::unique_ptr<implementation> self_;
};

}  // namespace bench
