// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// The kernel, compiled once for each architecture: with other options for the compiler, and with
/// another name of its entry, KERNEL.

#include "kernel.hpp"

#include <array>
#include <etna/train.hpp>
#include <span>

namespace {

constexpr auto decay = [](const auto& p, auto x) { return p[0] * etna::exp(-p[1] * x); };
constexpr auto loss = [](const auto& p, auto x, auto y) { return etna::square(decay(p, x) - y); };

template <class Arch>
void train(fit& task) {
  const std::span x(task.x, task.samples), y(task.y, task.samples);
  const auto risk = etna::value_and_grad(etna::empirical_risk<Arch>(loss));
  const auto optimizer = etna::chain(etna::adam{.learning_rate = 0.05});
  std::array<float, 2> p{task.parameters[0], task.parameters[1]}, gradient{};
  auto state = optimizer.init(p);
  while (state.steps < task.steps) {
    task.loss = risk.into(p, x, y, gradient);
    optimizer.template update<Arch>(p, gradient, state);
  }
  for (std::size_t k = 0; k < p.size(); ++k) task.parameters[k] = p[k];
}

template <class Arch>
void predict(const fit& task, float* out) {
  const std::array<float, 2> p{task.parameters[0], task.parameters[1]};
  std::span to(out, task.samples);
  etna::vmap<Arch>(decay).into(p, std::span(task.x, task.samples), to);
}

}  // namespace

// The best architecture of xsimd that the compiler's options allow.
extern "C" kernel KERNEL() {
  using arch = etna::simd::default_arch;
  return {arch::name(), train<arch>, predict<arch>};
}
