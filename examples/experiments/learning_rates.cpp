// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// What the learning rate does, and the optimizer: the network of the main example learns with
// gradient descent at four rates, then with every optimizer at its defaults.
//
// Usage: learning_rates [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <cstdio>
#include <etna/train.hpp>
#include <string>
#include <vector>

#include "support/experiment.hpp"
#include "support/image_network.hpp"
#include "support/optimizers.hpp"

namespace {

void compare(const examples::experiment& now) {
  const auto train = [&](const etna::any_optimizer<float>& optimizer) {
    return examples::train(
        now.data, optimizer,
        {.fit = {.epochs = now.epochs, .batches = {.batch_size = 64, .seed = 1}}});
  };
  std::printf("\n%-24s %10s %10s %10s\n", "", "first loss", "last loss", "accuracy");
  const auto add = [](examples::plot& plot, const std::string& name,
                      const std::vector<examples::epoch_result>& epochs) {
    std::printf("%-24s %10.4g %10.4g %8.2f %%\n", name.c_str(), epochs.front().loss,
                epochs.back().loss, 100 * epochs.back().test.accuracy);
    plot.set("set logscale y");
    plot.add(name, examples::curve(epochs, [](const auto& e) { return e.loss; }));
  };

  examples::plot rates = now.make_plot("gradient descent", "epoch", "mean loss");
  double best = 0, worst = 1;
  for (const double rate : {0.0001, 0.01, 0.1, 1.0}) {
    const auto epochs = train(etna::chain(etna::sgd{.learning_rate = rate}));
    best = std::max(best, epochs.back().test.accuracy);
    worst = std::min(worst, epochs.back().test.accuracy);
    add(rates, std::string("sgd, rate ").append(std::to_string(rate), 0, 6), epochs);
  }
  examples::check(worst < 0.8 * best, "a learning rate that is too small learns little");
  now.write(rates, "_rates");

  examples::plot rules = now.make_plot("optimizers", "epoch", "mean loss");
  std::printf("\n");
  for (const auto& [name, optimizer] : examples::optimizers) {
    const auto epochs = train(optimizer);
    add(rules, name, epochs);
    examples::check(epochs.back().loss < epochs.front().loss, "every optimizer learns");
  }
  now.write(rules, "_optimizers");
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 5, compare); }
