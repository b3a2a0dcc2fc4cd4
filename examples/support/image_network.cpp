// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "support/image_network.hpp"

namespace examples {

namespace {

constexpr auto logits = [](const auto& n, const auto& images) {
  return etna::dense(n.output, etna::relu(etna::dense(n.hidden, images)));
};
constexpr auto loss = [](const auto& n, const auto& images, const auto& labels) {
  return etna::mean(etna::softmax_cross_entropy(logits(n, images), labels));
};

}  // namespace

float loss_and_gradient(const network<float>& n, const image_view& images, const label_view& labels,
                        etna::workspace& memory, network<float>& gradient) {
  return etna::value_and_grad(loss, etna::wrt<0>).into(memory, n, images, labels, gradient);
}

float loss_and_gradient(const network<float>& n, const image_view& images, const label_view& labels,
                        etna::workspace& memory, const etna::descent<network<float>>& step) {
  return etna::value_and_grad(loss, etna::wrt<0>).into(memory, n, images, labels, step);
}

matrix logits_of(const network<float>& n, const image_view& images, etna::workspace& memory) {
  matrix z;
  etna::evaluate(logits).into(memory, n, images, z);
  return z;
}

std::vector<epoch_result> train(const image_data& data, const etna::any_optimizer<float>& optimizer,
                                const training_options& options) {
  network_parameters parameters(
      make_network(data.pixels, options.hidden, data.classes, options.seed));
  etna::workspace memory, memory_of_tests;
  const auto derivative = [&](const auto& n, const auto& images, const auto& labels,
                              auto& gradient) {
    return loss_and_gradient(n, images, labels, memory, gradient);
  };
  return train(
      parameters, data, optimizer, options.fit, derivative,
      [&] { return score_of(*parameters, data.test, data.pixels, memory_of_tests); },
      [&](const epoch_result& now) { return options.stop && options.stop(now, parameters); });
}

}  // namespace examples
