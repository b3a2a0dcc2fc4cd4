// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "torch/optimizers.hpp"

#include <malloc.h>
#include <torch/optim.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "torch/threads.hpp"

namespace bench {

namespace {

namespace optim = torch::optim;

torch::Tensor tensor_of(std::span<const float> numbers) {
  const torch::Tensor t = torch::empty(static_cast<std::int64_t>(numbers.size()));
  std::copy(numbers.begin(), numbers.end(), t.data_ptr<float>());
  return t;
}

std::unique_ptr<optim::Optimizer> make(const std::string& name,
                                       const std::vector<torch::Tensor>& parameters) {
  if (name == "sgd") return std::make_unique<optim::SGD>(parameters, optim::SGDOptions(0.01));
  if (name == "momentum")
    return std::make_unique<optim::SGD>(parameters, optim::SGDOptions(0.01).momentum(0.9));
  if (name == "adagrad")
    return std::make_unique<optim::Adagrad>(parameters, optim::AdagradOptions(0.01));
  if (name == "rmsprop")
    return std::make_unique<optim::RMSprop>(parameters, optim::RMSpropOptions(0.01));
  if (name == "adam") return std::make_unique<optim::Adam>(parameters, optim::AdamOptions(1e-3));
  if (name == "adamw") return std::make_unique<optim::AdamW>(parameters, optim::AdamWOptions(1e-3));
  throw std::invalid_argument("no optimizer of libtorch is called " + name);
}

}  // namespace

struct torch_optimizer::implementation {
  torch::Tensor parameters;
  std::unique_ptr<optim::Optimizer> optimizer;
};

torch_optimizer::torch_optimizer(const std::string& name, std::span<const float> parameters,
                                 std::span<const float> gradient) {
  set_torch_threads(1);
  // The memory of temporaries stays with the process; else each step would have the system map and
  // clear it.
  mallopt(M_MMAP_THRESHOLD, 1 << 25);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  const torch::Tensor p = tensor_of(parameters).set_requires_grad(true);
  p.mutable_grad() = tensor_of(gradient);
  self_ = std::make_unique<implementation>(implementation{p, make(name, {p})});
}

torch_optimizer::~torch_optimizer() = default;

void torch_optimizer::step() { self_->optimizer->step(); }

std::span<const float> torch_optimizer::parameters() const {
  return {self_->parameters.data_ptr<float>(), static_cast<std::size_t>(self_->parameters.numel())};
}

}  // namespace bench
