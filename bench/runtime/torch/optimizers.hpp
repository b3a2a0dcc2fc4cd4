// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <span>
#include <string>

namespace bench {

/// An optimizer of libtorch, on one thread, with parameters of its own and a gradient that stays as
/// it is. Apart from the benchmark, since its headers take long to compile.
class torch_optimizer {
 public:
  /// `name`: sgd, momentum, adagrad, rmsprop, adam or adamw, with Etna's defaults.
  torch_optimizer(const std::string& name, std::span<const float> parameters,
                  std::span<const float> gradient);
  ~torch_optimizer();
  torch_optimizer(const torch_optimizer&) = delete;
  torch_optimizer& operator=(const torch_optimizer&) = delete;

  void step();
  std::span<const float> parameters() const;

 private:
  struct implementation;
  std::unique_ptr<implementation> self_;
};

}  // namespace bench
