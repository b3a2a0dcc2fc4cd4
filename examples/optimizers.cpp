// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Every optimizer on one problem, a logistic regression of the Wisconsin breast-cancer data by
// minibatches, and L-BFGS on all samples: the loss after each epoch as a table, and all learning
// curves in one picture; then gradient descent at learning rates that are too low, good, too high
// and absurd.
//
// Usage: optimizers [<file for the pictures, without extension>]

#include <array>
#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <etna/train.hpp>
#include <string>
#include <vector>

#include "support/check.hpp"
#include "support/labelled_samples.hpp"
#include "support/plot.hpp"

using examples::check;

namespace {

constexpr std::size_t features = 30;

template <class T>
struct logistic_regression {
  using weight_array = std::array<T, features>;
  BOOST_HANA_DEFINE_STRUCT(logistic_regression, (weight_array, weights), (T, bias));
};
using model = logistic_regression<float>;

constexpr auto loss = [](const auto& m, const auto& x, auto label) {
  auto z = m.bias;
  for (std::size_t i = 0; i < features; ++i) z += m.weights[i] * x[i];
  return etna::softplus(z) - label * z;
};

struct data_set {
  std::vector<std::array<float, features>> x;
  std::vector<float> label;
};

/// The samples, every feature with mean 0 and standard deviation 1.
data_set read(const std::string& file) {
  const auto all = examples::read_labelled_samples(file, features);
  const std::size_t count = all.size();
  data_set data{std::vector<std::array<float, features>>(count), std::vector<float>(count)};
  for (std::size_t i = 0; i < features; ++i) {
    double mean = 0, variance = 0;
    for (std::size_t s = 0; s < count; ++s) mean += all(s, i) / double(count);
    for (std::size_t s = 0; s < count; ++s)
      variance += std::pow(all(s, i) - mean, 2) / double(count);
    for (std::size_t s = 0; s < count; ++s)
      data.x[s][i] = static_cast<float>((all(s, i) - mean) / std::sqrt(variance));
  }
  for (std::size_t s = 0; s < count; ++s) data.label[s] = static_cast<float>(all.labels[s]);
  return data;
}

using curve = std::vector<examples::plot::point>;

/// The mean loss of all samples before the training and after each epoch.
template <class Optimizer>
curve train(const data_set& data, const Optimizer& optimizer, std::int64_t epochs) {
  const auto risk = etna::empirical_risk(loss);
  const auto loss_and_gradient = [&](const model& m, auto batch, model& gradient) {
    return etna::value_and_grad(risk).into(m, etna::at_indices(data.x, batch),
                                           etna::at_indices(data.label, batch), gradient);
  };
  model m{};
  auto state = optimizer.init(m);
  curve losses{{0, risk(m, data.x, data.label)}};
  etna::fit(m, optimizer, state, {.epochs = epochs, .batches = {.batch_size = 32, .seed = 1}},
            data.label.size(), loss_and_gradient, etna::every_epoch{[&](const etna::progress& now) {
              losses.push_back({double(now.epoch + 1), risk(m, data.x, data.label)});
            }});
  return losses;
}

/// The same by L-BFGS, whose iterations, mostly a pass over all samples each, count as epochs.
curve train_by_lbfgs(const data_set& data, std::int64_t iterations) {
  const auto risk = etna::empirical_risk(loss);
  const auto loss_and_gradient = [&](const model& m, model& gradient) {
    return etna::value_and_grad(risk).into(m, data.x, data.label, gradient);
  };
  curve losses{{0, risk(model{}, data.x, data.label)}};
  for (std::int64_t k = 1; k <= iterations; ++k) {
    model m{};
    const auto end = etna::lbfgs{.max_iterations = k}.minimize(loss_and_gradient, m);
    losses.push_back({double(k), static_cast<double>(end.value)});
  }
  return losses;
}

void show(const char* name, const curve& losses) {
  std::printf("%-24s", name);
  for (const std::size_t epoch : {1U, 3U, 10U, 30U}) std::printf(" %10.4g", losses[epoch].y);
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string file = argc > 1 ? argv[1] : "";
  try {
    const data_set data = read(ETNA_EXAMPLES_DATA "/breast_cancer.csv");
    constexpr std::int64_t epochs = 30;
    std::printf("%-24s %10d %10d %10d %10d\n", "loss after epochs", 1, 3, 10, 30);

    examples::plot all("Logistic regression, 569 samples, batches of 32", "epoch", "mean loss");
    all.set("set logscale y");
    const auto compare = [&](const char* name, const auto& optimizer) {
      const curve losses = train(data, optimizer, epochs);
      show(name, losses);
      all.add(name, losses);
      check(losses.back().y < 0.12, "every optimizer learns");
    };
    compare("sgd", etna::chain(etna::sgd{.learning_rate = 0.1}));
    compare("momentum", etna::chain(etna::momentum{.learning_rate = 0.02}));
    compare("classical momentum", etna::chain(etna::classical_momentum{.learning_rate = 0.02}));
    compare("averaged momentum", etna::chain(etna::averaged_momentum{.learning_rate = 0.2}));
    compare("nesterov", etna::chain(etna::nesterov{.learning_rate = 0.02}));
    compare("nesterov, look-ahead", etna::chain(etna::nesterov_look_ahead{.learning_rate = 0.02}));
    compare("adagrad", etna::chain(etna::adagrad{.learning_rate = 0.1}));
    compare("adadelta", etna::chain(etna::adadelta{}));
    compare("rmsprop", etna::chain(etna::rmsprop{.learning_rate = 0.01}));
    compare("adam", etna::chain(etna::adam{.learning_rate = 0.01}));
    compare("amsgrad", etna::chain(etna::adam{.learning_rate = 0.01, .amsgrad = true}));
    compare("adamw", etna::chain(etna::adamw{.learning_rate = 0.01}));
    compare("nadam", etna::chain(etna::nadam{.learning_rate = 0.01}));
    compare("adamax", etna::chain(etna::adamax{.learning_rate = 0.02}));
    compare("radam", etna::chain(etna::radam{.learning_rate = 0.02}));
    compare("lion", etna::chain(etna::lion{.learning_rate = 0.002}));
    compare("clip + momentum", etna::chain(etna::clip_by_global_norm{.limit = 0.5},
                                           etna::momentum{.learning_rate = 0.02}));
    const curve by_lbfgs = train_by_lbfgs(data, epochs);
    show("L-BFGS, all samples", by_lbfgs);
    all.add("L-BFGS, all samples", by_lbfgs);
    check(by_lbfgs.back().y < 0.06, "L-BFGS learns");

    std::printf("\n");
    examples::plot rates("Gradient descent at four learning rates", "epoch", "mean loss");
    rates.set("set logscale y");
    curve good;
    for (const double rate : {0.0001, 0.1, 10.0, 1000.0}) {
      const curve losses = train(data, etna::chain(etna::sgd{.learning_rate = rate}), epochs);
      const std::string name = "learning rate " + std::to_string(rate).substr(0, 6);
      show(name.c_str(), losses);
      rates.add(name, losses);
      if (rate == 0.1) good = losses;
    }
    check(good.back().y < 0.08, "a good rate learns");

    if (!file.empty()) {
      std::printf("\n%s\n%s\n", all.write(file).c_str(), rates.write(file + "_rates").c_str());
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
