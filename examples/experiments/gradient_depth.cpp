// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// How gradients change from layer to layer of a network of ten layers, depending on the scale of
// its weights; and a training that diverges unless its gradients are clipped.
//
// Usage: gradient_depth [<epochs> [<file for the plots, without extension>]]

#include <cmath>
#include <cstdio>
#include <etna/nn.hpp>
#include <etna/train.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "support/deep_network.hpp"
#include "support/experiment.hpp"

namespace {

using examples::deep_network;
constexpr std::size_t units = 64;

constexpr auto tanh_loss = [](const auto& n, const auto& images, const auto& labels) {
  const auto tanh = [](const auto& x) { return etna::tanh(x); };
  return etna::mean(etna::softmax_cross_entropy(examples::deep_logits(tanh, n, images), labels));
};

/// The norms of the gradients by the weights and by the bias of each layer. The bias is added to
/// what its layer's units are given, so that its gradient is the one that comes back to them.
struct layer_norms {
  std::vector<double> weights, bias;
};
template <class Array>
double norm(const Array& a) {
  return std::sqrt(std::inner_product(a.begin(), a.end(), a.begin(), 0.0));
}

/// Over the first images, at the first weights.
layer_norms norms_of_layers(const examples::image_data& data, bool has_relu, float scale) {
  const auto make = [&](auto initializer) {
    return examples::make_deep_network(data.pixels, units, data.classes, 1, initializer, scale);
  };
  const examples::deep_parameters parameters(has_relu ? make(etna::initializers::he_normal{})
                                                      : make(etna::initializers::glorot_normal{}));
  auto gradient = etna::zeros_like(parameters);
  etna::workspace memory;
  examples::minibatch batch(data.train, data.pixels);
  std::vector<std::uint32_t> first(1000);
  std::iota(first.begin(), first.end(), 0U);
  batch.gather(first);
  if (has_relu) {
    loss_and_gradient(*parameters, batch.images(), batch.labels(), memory, *gradient);
  } else {
    etna::value_and_grad(tanh_loss, etna::wrt<0>)
        .into(memory, *parameters, batch.images(), batch.labels(), *gradient);
  }
  layer_norms norms;
  examples::for_each_layer(*gradient, [&](const auto& layer) {
    norms.weights.push_back(norm(layer.weights));
    norms.bias.push_back(norm(layer.bias));
  });
  return norms;
}

void measure_norms(const examples::experiment& now) {
  examples::plot plot = now.make_plot("gradient by the bias of each layer", "layer", "norm");
  plot.set("set logscale y");
  const auto measure = [&](bool has_relu, float scale) {
    const layer_norms norms = norms_of_layers(now.data, has_relu, scale);
    char name[64];
    std::snprintf(name, sizeof name, "%s, %g times %s", has_relu ? "relu" : "tanh", double(scale),
                  has_relu ? "he" : "glorot");
    const auto print = [&](const char* of, const std::vector<double>& values) {
      std::printf("%-22s %-8s", name, of);
      for (const double value : values) std::printf(" %8.2g", value);
      std::printf("\n");
    };
    print("weights", norms.weights);
    print("bias", norms.bias);
    plot.add(name, examples::curve(norms.bias, [](double value) { return value; }),
             "with linespoints");
    return norms.bias.front() / norms.bias[8];
  };
  std::printf("\nnorms of the gradients by weights and bias of layers 1 to 10\n");
  for (const bool has_relu : {true, false}) {
    const double small = measure(has_relu, 0.5F), good = measure(has_relu, 1),
                 large = measure(has_relu, 2);
    examples::check(small < 0.05, "where weights are small gradients vanish");
    examples::check(good > 0.1 && good < 10, "gradients of all layers are of one size");
    // Not with tanh, which saturates.
    if (has_relu) examples::check(large > 100, "where weights are large gradients explode");
  }
  now.write(plot, "_norms");
}

void compare_clipping(const examples::experiment& now) {
  examples::plot plot = now.make_plot("relu, 1.5 times he, rate 0.05", "epoch", "mean loss");
  plot.set("set logscale y");
  const auto train = [&](const std::string& name, const etna::any_optimizer<float>& optimizer) {
    examples::deep_parameters parameters(examples::make_deep_network(
        now.data.pixels, units, now.data.classes, 1, etna::initializers::he_normal{}, 1.5F));
    const auto epochs =
        examples::train(parameters, now.data, optimizer,
                        {.epochs = now.epochs, .batches = {.batch_size = 64, .seed = 1}});
    std::printf("%-24s", name.c_str());
    for (const auto& e : epochs) std::printf(" %8.3g", e.loss);
    std::printf("  accuracy %.2f %%\n", 100 * epochs.back().test.accuracy);
    plot.add(name, examples::curve(epochs, [](const auto& e) { return e.loss; }),
             "with linespoints");
    return epochs.back().test.accuracy;
  };
  std::printf("\nmean loss of each epoch\n");
  const double plain = train("sgd", etna::chain(etna::sgd{.learning_rate = 0.05}));
  const double clipped = train("sgd, clipped", etna::chain(etna::clip_by_global_norm{.limit = 1},
                                                           etna::sgd{.learning_rate = 0.05}));
  now.write(plot, "_clipping");
  examples::check(plain < 0.2, "without clipping the training diverges");
  examples::check(clipped > 0.6, "with clipping it learns");
}

void run(const examples::experiment& now) {
  measure_norms(now);
  compare_clipping(now);
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 10, run); }
