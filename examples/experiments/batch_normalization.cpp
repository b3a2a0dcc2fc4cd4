// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// What batch normalisation does: a network of ten layers learns with it and without it, from
// weights of three scales.
//
// Usage: batch_normalization [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <array>
#include <cstdio>
#include <etna/nn.hpp>
#include <etna/train.hpp>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "support/deep_network.hpp"
#include "support/experiment.hpp"
#include "support/training.hpp"

namespace {

constexpr std::size_t units = 64, normalized = 9;

/// The dense layers of examples::deep_network; the sums of all but the last are normalised. They
/// have no bias, since the shift is one.
template <class S>
struct normalized_layer {
  using weight_matrix = etna::array<S, etna::dynamic, etna::dynamic>;
  using normalization = etna::batch_norm_parameters<S, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(normalized_layer, (weight_matrix, weights), (normalization, norm));
};
template <class S>
struct normalized_network {
  using layers = std::array<normalized_layer<S>, normalized>;
  using last_layer = etna::dense_parameters<S, etna::dynamic, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(normalized_network, (layers, hidden), (last_layer, output));
};

/// The loss, and the means and variances that the batch was normalised by, a row for each layer.
constexpr auto loss = [](const auto& n, const auto& images, const auto& labels) {
  std::array<etna::symbol, normalized> mean, variance;
  etna::symbol x = images;
  for (std::size_t k = 0; k < normalized; ++k) {
    const auto batch = etna::batch_norm(n.hidden[k].norm, etna::matmul(x, n.hidden[k].weights));
    mean[k] = batch.mean;
    variance[k] = batch.variance;
    x = etna::relu(batch.value);
  }
  const auto rows = [](const auto&... row) { return etna::stack(row...); };
  return std::tuple(etna::mean(etna::softmax_cross_entropy(etna::dense(n.output, x), labels)),
                    std::tuple(std::apply(rows, mean), std::apply(rows, variance)));
};
/// Of single images too: with averages of the training's means and variances.
constexpr auto logits = [](const auto& n, const auto& mean, const auto& variance,
                           const auto& images) {
  etna::symbol x = images;
  for (std::size_t k = 0; k < normalized; ++k)
    x = etna::relu(etna::batch_norm(n.hidden[k].norm, mean[k], variance[k],
                                    etna::matmul(x, n.hidden[k].weights)));
  return etna::dense(n.output, x);
};

using examples::deep_network;
using outcome = std::vector<examples::epoch_result>;

etna::fit_options options(const examples::experiment& now) {
  return {.epochs = now.epochs, .batches = {.batch_size = 64, .seed = 1, .drop_last = true}};
}
const etna::any_optimizer<float> optimizer = etna::chain(etna::sgd{.learning_rate = 0.05});

outcome train_plain(const examples::experiment& now, const deep_network<float>& start) {
  examples::deep_parameters parameters(start);
  return examples::train(parameters, now.data, optimizer, options(now));
}

/// From the same weights.
outcome train_normalized(const examples::experiment& now, const deep_network<float>& start) {
  normalized_network<float> n;
  for (std::size_t k = 0; k < normalized; ++k) {
    n.hidden[k].weights = k == 0 ? start.input.weights : start.hidden[k - 1].weights;
    n.hidden[k].norm.scale = n.hidden[k].norm.shift = etna::array<float, etna::dynamic>(units);
    std::fill_n(n.hidden[k].norm.scale.begin(), units, 1.0F);
  }
  n.output = start.output;
  etna::parameters<normalized_network<float>> parameters(n);
  examples::matrix mean(normalized, units), variance(normalized, units);
  std::fill_n(variance.begin(), variance.size(), 1.0F);
  std::tuple<examples::matrix, examples::matrix> of_batch;
  etna::workspace memory, memory_of_tests;
  return examples::train(
      parameters, now.data, optimizer, options(now),
      [&](const auto& present, const auto& images, const auto& labels, auto& gradient) {
        const float value = etna::value_and_grad(loss, etna::wrt<0>, etna::has_aux)
                                .into(memory, present, images, labels, of_batch, gradient);
        etna::running_average(mean, std::get<0>(of_batch));
        etna::running_average(variance, std::get<1>(of_batch));
        return value;
      },
      [&] {
        examples::matrix z;
        etna::evaluate(logits).into(memory_of_tests, *parameters, mean, variance,
                                    examples::images_of(now.data.test, now.data.pixels), z);
        return examples::score_of(z, now.data.test.labels);
      });
}

void run(const examples::experiment& now) {
  examples::plot plot = now.make_plot("ten layers", "epoch", "test loss");
  plot.set("set logscale y");
  std::printf("\n%-24s %12s %12s %12s %10s\n", "", "first loss", "last loss", "test loss",
              "accuracy");
  std::map<std::pair<bool, float>, double> first_loss, accuracy;
  for (const bool has_norm : {false, true}) {
    for (const float scale : {0.5F, 1.0F, 2.0F}) {
      const auto start = examples::make_deep_network(now.data.pixels, units, now.data.classes, 1,
                                                     etna::initializers::he_normal{}, scale);
      const auto epochs = has_norm ? train_normalized(now, start) : train_plain(now, start);
      char name[64];
      std::snprintf(name, sizeof name, "%s, %g times he", has_norm ? "normalised" : "plain",
                    double(scale));
      std::printf("%-24s %12.4g %12.4g %12.4g %8.2f %%\n", name, epochs.front().loss,
                  epochs.back().loss, epochs.back().test.loss, 100 * epochs.back().test.accuracy);
      plot.add(name, examples::curve(epochs, [](const auto& e) { return e.test.loss; }),
               "with linespoints");
      first_loss[{has_norm, scale}] = epochs.front().loss;
      accuracy[{has_norm, scale}] = epochs.back().test.accuracy;
    }
  }
  now.write(plot);
  examples::check(first_loss[{true, 0.5F}] < 0.9 * first_loss[{false, 0.5F}],
                  "without normalisation small weights delay the training");
  examples::check(accuracy[{false, 2.0F}] < 0.2, "and large ones make it diverge");
  for (const float scale : {0.5F, 1.0F, 2.0F})
    examples::check(accuracy[{true, scale}] > 0.7, "with normalisation all three learn");
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 5, run); }
