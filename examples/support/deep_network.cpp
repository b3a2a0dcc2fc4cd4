// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "support/deep_network.hpp"

namespace examples {

namespace {

constexpr auto logits = [](const auto& n, const auto& images) {
  return deep_logits([](const auto& x) { return etna::relu(x); }, n, images);
};
constexpr auto loss = [](const auto& n, const auto& images, const auto& labels) {
  return etna::mean(etna::softmax_cross_entropy(logits(n, images), labels));
};

}  // namespace

float loss_and_gradient(const deep_network<float>& n, const image_view& images,
                        const label_view& labels, etna::workspace& memory,
                        deep_network<float>& gradient) {
  return etna::value_and_grad(loss, etna::wrt<0>).into(memory, n, images, labels, gradient);
}

matrix logits_of(const deep_network<float>& n, const image_view& images, etna::workspace& memory) {
  matrix z;
  etna::evaluate(logits).into(memory, n, images, z);
  return z;
}

std::vector<epoch_result> train(deep_parameters& parameters, const image_data& data,
                                const etna::any_optimizer<float>& optimizer,
                                const etna::fit_options& options) {
  etna::workspace memory, memory_of_tests;
  return train(
      parameters, data, optimizer, options,
      [&](const auto& n, const auto& images, const auto& labels, auto& gradient) {
        return loss_and_gradient(n, images, labels, memory, gradient);
      },
      [&] {
        return score_of(logits_of(*parameters, images_of(data.test, data.pixels), memory_of_tests),
                        data.test.labels);
      });
}

}  // namespace examples
