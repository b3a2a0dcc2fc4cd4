// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "torch/mnist.hpp"

#include <malloc.h>
#include <torch/nn.h>
#include <torch/optim.h>

#include <algorithm>

#include "torch/threads.hpp"

namespace bench {

namespace {

torch::Tensor matrix(std::span<const float> numbers, std::size_t rows, std::size_t columns) {
  const torch::Tensor t =
      torch::empty({static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)});
  std::copy(numbers.begin(), numbers.end(), t.data_ptr<float>());
  return t;
}

}  // namespace

struct torch_network::implementation {
  torch::nn::Linear hidden, output;
  torch::Tensor images, labels;
  std::unique_ptr<torch::optim::Optimizer> optimizer;
};

torch_network::torch_network(std::span<const float> hidden, std::span<const float> output,
                             std::size_t inputs, std::size_t units, std::size_t classes,
                             std::span<const float> images, std::span<const int> labels,
                             const std::string& optimizer, int threads) {
  set_torch_threads(threads);
  // The memory of temporaries stays with the process; else each step would have the system map and
  // clear it.
  mallopt(M_MMAP_THRESHOLD, 1 << 25);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  const auto layer = [](std::span<const float> weights, std::size_t from, std::size_t to) {
    torch::nn::Linear l(static_cast<std::int64_t>(from), static_cast<std::int64_t>(to));
    const torch::NoGradGuard guard;
    l->weight.copy_(matrix(weights, from, to).t());
    l->bias.zero_();
    return l;
  };
  const torch::Tensor classes_of =
      torch::empty({static_cast<std::int64_t>(labels.size())}, torch::kLong);
  std::copy(labels.begin(), labels.end(), classes_of.data_ptr<std::int64_t>());
  self_ = std::make_unique<implementation>(
      implementation{layer(hidden, inputs, units), layer(output, units, classes),
                     matrix(images, labels.size(), inputs), classes_of, nullptr});
  std::vector<torch::Tensor> parameters = self_->hidden->parameters();
  for (const torch::Tensor& p : self_->output->parameters()) parameters.push_back(p);
  if (optimizer == "sgd") {
    self_->optimizer =
        std::make_unique<torch::optim::SGD>(parameters, torch::optim::SGDOptions(0.01));
  } else {
    self_->optimizer =
        std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(1e-3));
  }
}

torch_network::~torch_network() = default;

float torch_network::step() {
  self_->optimizer->zero_grad();
  const torch::Tensor loss = torch::nn::functional::cross_entropy(
      self_->output(torch::relu(self_->hidden(self_->images))), self_->labels);
  loss.backward();
  self_->optimizer->step();
  return loss.item<float>();
}

}  // namespace bench
