// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// What the learning rate does, and the optimizer: the network of the main example learns with
// gradient descent at four rates, then with every optimizer at one that suits it.
//
// Usage: learning_rates [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <etna/train.hpp>
#include <exception>
#include <string>
#include <vector>

#include "support/check.hpp"
#include "support/image_network.hpp"
#include "support/plot.hpp"

namespace {

/// What a training came to: the mean loss of every epoch, and the share of the test that is right.
struct outcome {
  std::vector<examples::plot::point> losses;
  double accuracy;
};

outcome train(const examples::image_data& data, std::int64_t epochs,
              etna::any_optimizer<float> optimizer, double learning_rate) {
  optimizer.set_learning_rate(learning_rate);
  etna::parameters<examples::network<float>> parameters(
      examples::make_network(data.pixels, 200, data.classes, 1));
  auto state = optimizer.init(parameters);
  etna::workspace memory;
  examples::minibatch batch(data.train, data.pixels);
  outcome result;
  etna::fit(
      parameters, optimizer, state, {.epochs = epochs, .batches = {.batch_size = 64, .seed = 1}},
      data.train.size(),
      [&](const auto& p, const auto& indices, auto& gradient) {
        batch.gather(indices);
        return etna::value_and_grad(examples::loss, etna::wrt<0>)
            .into(memory, *p, batch.images(), batch.labels(), *gradient);
      },
      etna::every_epoch{[&](const etna::progress& now) {
        result.losses.push_back({double(now.epoch + 1), now.mean_loss});
      }});
  result.accuracy = examples::accuracy(*parameters, data.test, data.pixels, memory);
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t epochs = argc > 1 ? std::atoi(argv[1]) : 5;
  const std::string file = argc > 2 ? argv[2] : "";
  try {
    const examples::image_data data = examples::read_images("");
    std::printf("%s, %d epochs\n\n%-24s %10s %10s %10s\n", data.name.c_str(), int(epochs), "",
                "first loss", "last loss", "accuracy");
    examples::plot rates(data.name + ": gradient descent", "epoch", "mean loss"),
        rules(data.name + ": optimizers", "epoch", "mean loss");
    const auto add = [&](examples::plot& plot, const std::string& name, const outcome& o) {
      std::printf("%-24s %10.4g %10.4g %8.2f %%\n", name.c_str(), o.losses.front().y,
                  o.losses.back().y, 100 * o.accuracy);
      plot.set("set logscale y");
      plot.add(name, o.losses);
    };
    double best = 0, worst = 1;
    for (const double rate : {0.0001, 0.01, 0.1, 1.0}) {
      const outcome o = train(data, epochs, etna::chain(etna::sgd{}), rate);
      best = std::max(best, o.accuracy), worst = std::min(worst, o.accuracy);
      add(rates, "sgd, rate " + std::to_string(rate).substr(0, 6), o);
    }
    examples::check(worst < 0.8 * best, "a learning rate that is too small learns little");
    std::printf("\n");
    for (const auto& [name, entry] : examples::optimizers) {
      const outcome o = train(data, epochs, entry.optimizer, entry.learning_rate);
      add(rules, name, o);
      examples::check(o.losses.back().y < o.losses.front().y, "every optimizer learns");
    }
    if (!file.empty())
      std::printf("\n%s\n%s\n", rates.write(file + "_rates").c_str(),
                  rules.write(file + "_optimizers").c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
