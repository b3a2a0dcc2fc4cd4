// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Learning rates that change: steps, a cosine, a cycle a few epochs long, and one that is reduced
// when the loss no longer falls, against one that stays.
//
// Usage: schedules [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <etna/train.hpp>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/experiment.hpp"
#include "support/image_network.hpp"

namespace {

constexpr double initial = 1;
constexpr std::size_t batch_size = 64;

using schedule = std::function<double(std::int64_t)>;

void run(const examples::experiment& now) {
  const auto each =
      static_cast<std::int64_t>((now.data.train.size() + batch_size - 1) / batch_size);
  const std::int64_t steps = now.epochs * each;
  // It is told the training loss at the end of each epoch: the second in a row that is not lower by
  // a tenth divides the rate.
  const etna::reduce_on_plateau at_start(
      {.initial = initial, .divisor = 10, .patience = 1, .tolerance = 0.1});
  etna::reduce_on_plateau plateau = at_start;
  const std::vector<std::pair<std::string, schedule>> schedules{
      {"constant", etna::schedule::constant{initial}},
      {"step_decay",
       etna::schedule::step_decay{.initial = initial, .divisor = 10, .every = (steps + 2) / 3}},
      {"cosine", etna::schedule::cosine{.initial = initial, .steps = steps}},
      {"cyclic", etna::schedule::cyclic{.low = initial / 100,
                                        .high = initial,
                                        .half_cycle = std::max<std::int64_t>(steps / 8, 1)}},
      {"reduce_on_plateau", [&](std::int64_t) { return plateau.learning_rate(); }}};

  examples::plot rates = now.make_plot("schedules", "epoch", "learning rate of its last step"),
                 losses = now.make_plot("schedules", "epoch", "mean loss"),
                 accuracies = now.make_plot("schedules", "epoch", "test accuracy");
  rates.set("set logscale y");
  rates.set("set yrange [0.001:2]");
  losses.set("set logscale y");
  accuracies.set("set key bottom right inside");
  std::printf("\n%-20s %10s %12s %10s %10s\n", "", "last rate", "last loss", "test loss",
              "accuracy");
  std::map<std::string, examples::epoch_result> last;
  for (const auto& [name, rate] : schedules) {
    plateau = at_start;
    const auto epochs = examples::train(now.data, etna::chain(etna::sgd{}),
                                        {.fit = {.epochs = now.epochs,
                                                 .batches = {.batch_size = batch_size, .seed = 1},
                                                 .schedule = rate},
                                         .stop = [&](const examples::epoch_result& e, auto&) {
                                           plateau(e.loss);
                                           return false;
                                         }});
    const auto& end = last[name] = epochs.back();
    std::printf("%-20s %10.2g %12.4g %10.4g %8.2f %%\n", name.c_str(), end.learning_rate, end.loss,
                end.test.loss, 100 * end.test.accuracy);
    rates.add(name, examples::curve(epochs, [](const auto& e) { return e.learning_rate; }),
              "with linespoints");
    losses.add(name, examples::curve(epochs, [](const auto& e) { return e.loss; }),
               "with linespoints");
    accuracies.add(name, examples::curve(epochs, [](const auto& e) { return e.test.accuracy; }),
                   "with linespoints");
    examples::check(end.test.accuracy > 0.9, "every schedule learns");
  }
  now.write(rates, "_rates");
  now.write(losses, "_losses");
  now.write(accuracies, "_accuracies");
  examples::check(last["reduce_on_plateau"].learning_rate < initial, "a plateau reduces the rate");
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 20, run); }
