// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// What weights are at first: a network with a hidden layer of tanh units learns from zeros, from a
// constant, from normal numbers that are too small or too large, and from those that are made for
// it.
//
// Usage: initialization [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <etna/nn.hpp>
#include <etna/train.hpp>
#include <map>
#include <string>
#include <tuple>

#include "support/experiment.hpp"
#include "support/image_network.hpp"

namespace {

using examples::network;

/// The hidden units of each image, and its logits.
constexpr auto units_and_logits = [](const auto& n, const auto& images) {
  const etna::symbol units = etna::tanh(etna::dense(n.hidden, images));
  return std::tuple(units, etna::dense(n.output, units));
};
constexpr auto loss = [](const auto& n, const auto& images, const auto& labels) {
  return etna::mean(etna::softmax_cross_entropy(std::get<1>(units_and_logits(n, images)), labels));
};

/// What the images of the test say of a network.
struct examination {
  examples::score score;
  double saturated;  // the share of hidden units beyond ±0.99, where tanh has a slope below 0.02
};
examination examine(const network<float>& n, const examples::image_data& data,
                    etna::workspace& memory) {
  std::tuple<examples::matrix, examples::matrix> result;
  etna::evaluate(units_and_logits)
      .into(memory, n, examples::images_of(data.test, data.pixels), result);
  const auto& [units, logits] = result;
  const auto many =
      std::count_if(units.begin(), units.end(), [](float u) { return std::fabs(u) > 0.99F; });
  return {examples::score_of(logits, data.test.labels), double(many) / double(units.size())};
}

/// How far the hidden units are from all being the same: the largest difference of a weight from
/// the first unit's.
double difference_of_units(const network<float>& n) {
  const auto& w = n.hidden.weights;
  double largest = 0;
  for (std::size_t row = 0; row < w.rows(); ++row) {
    for (std::size_t unit = 1; unit < w.columns(); ++unit)
      largest = std::max(largest, double(std::fabs(w(row, unit) - w(row, 0))));
  }
  return largest;
}

/// The initialisers by name; each fills a network's weights.
template <class Initializer>
network<float> begin(const examples::image_data& data, Initializer initializer) {
  return examples::make_network(data.pixels, 200, data.classes, 1, initializer);
}
using start = network<float> (*)(const examples::image_data&);
namespace init = etna::initializers;
const std::vector<std::pair<std::string, start>> starts{
    {"zeros", [](const auto& d) { return begin(d, init::constant{0}); }},
    {"constant 0.01", [](const auto& d) { return begin(d, init::constant{0.01}); }},
    {"normal, 0.001", [](const auto& d) { return begin(d, init::normal{.stddev = 0.001}); }},
    {"normal, 1", [](const auto& d) { return begin(d, init::normal{.stddev = 1}); }},
    {"glorot_uniform", [](const auto& d) { return begin(d, init::glorot_uniform{}); }},
    {"he_normal", [](const auto& d) { return begin(d, init::he_normal{}); }},
    {"orthogonal", [](const auto& d) { return begin(d, init::orthogonal{}); }},
    {"sparse, 15", [](const auto& d) { return begin(d, init::sparse{.nonzero = 15}); }}};

void run(const examples::experiment& now) {
  examples::plot plot = now.make_plot("tanh units", "epoch", "test loss");
  plot.set("set logscale y");
  std::printf("\n%-16s %10s %10s %10s %10s %12s\n", "", "saturated", "at the end", "test loss",
              "accuracy", "difference");
  std::map<std::string, examination> first, last;
  std::map<std::string, double> difference;
  for (const auto& [name, make] : starts) {
    examples::network_parameters parameters(make(now.data));
    etna::workspace memory, memory_of_tests;
    const auto look = [&] { return examine(*parameters, now.data, memory_of_tests); };
    first[name] = look();
    const auto epochs = examples::train(
        parameters, now.data, etna::chain(etna::sgd{.learning_rate = 0.1}),
        {.epochs = now.epochs, .batches = {.batch_size = 64, .seed = 1}},
        [&](const auto& n, const auto& images, const auto& labels, auto& gradient) {
          return etna::value_and_grad(loss, etna::wrt<0>).into(memory, n, images, labels, gradient);
        },
        [&] { return look().score; });
    last[name] = look();
    difference[name] = difference_of_units(*parameters);
    std::printf("%-16s %8.1f %% %8.1f %% %10.4f %8.2f %% %12.3g\n", name.c_str(),
                100 * first[name].saturated, 100 * last[name].saturated, last[name].score.loss,
                100 * last[name].score.accuracy, difference[name]);
    plot.add(name, examples::curve(epochs, [](const auto& e) { return e.test.loss; }));
  }
  now.write(plot);
  examples::check(difference["zeros"] == 0, "units that begin with zeros stay equal");
  examples::check(difference["constant 0.01"] < 1e-3, "so do units that begin with a constant");
  examples::check(first["normal, 1"].saturated > 0.3 && first["glorot_uniform"].saturated < 0.05,
                  "weights that are too large saturate units");
  examples::check(last["zeros"].score.accuracy < 0.5 * last["glorot_uniform"].score.accuracy,
                  "units that are equal learn little");
  examples::check(last["normal, 1"].score.loss > last["glorot_uniform"].score.loss,
                  "saturated units learn less");
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 5, run); }
