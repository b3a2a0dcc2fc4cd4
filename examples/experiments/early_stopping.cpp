// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// A network that is large for its few images: the loss on images that are held out falls, then
// rises while that of the training falls on. Early stopping ends the training and restores the best
// parameters.
//
// Usage: early_stopping [<epochs> [<file for the plots, without extension>]]

#include <cstdint>
#include <cstdio>
#include <etna/train.hpp>
#include <vector>

#include "support/experiment.hpp"
#include "support/image_network.hpp"

namespace {

constexpr std::size_t few = 200, held_out = 1000;

examples::image_set part(const examples::image_set& set, std::size_t pixels, std::size_t from,
                         std::size_t count) {
  const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
  return {
      {set.pixels.begin() + at(from * pixels), set.pixels.begin() + at((from + count) * pixels)},
      {set.labels.begin() + at(from), set.labels.begin() + at(from + count)}};
}

void run(const examples::experiment& now) {
  // What train() calls the test is what is held out; the test proper is asked once, at the end.
  const std::size_t pixels = now.data.pixels;
  const examples::image_data small{now.data.name, pixels, now.data.classes,
                                   part(now.data.train, pixels, 0, few),
                                   part(now.data.train, pixels, few, held_out)};
  etna::workspace memory;
  const auto test = [&](const examples::network_parameters& p) {
    return examples::score_of(*p, now.data.test, pixels, memory);
  };
  const auto train = [&](const auto& at_end_of_epoch) {
    return examples::train(small, etna::chain(etna::adam{.learning_rate = 0.003}),
                           {.fit = {.epochs = now.epochs, .batches = {.batch_size = 20, .seed = 1}},
                            .stop = at_end_of_epoch});
  };

  examples::score at_end, restored;
  const auto all = train([&](const auto&, const auto& p) {
    at_end = test(p);
    return false;
  });
  etna::early_stopping<float> stopping({.patience = 10});
  const auto stopped = train([&](const auto& e, auto& p) {
    const bool stops = stopping(e.test.loss, p);
    if (stops) {
      stopping.restore(p);
      restored = test(p);
    }
    return stops;
  });

  examples::plot plot = now.make_plot("200 images to learn from", "epoch", "loss");
  plot.set("set logscale y");
  plot.add("training", examples::curve(all, [](const auto& e) { return e.loss; }));
  plot.add("held out", examples::curve(all, [](const auto& e) { return e.test.loss; }));
  plot.add("early stopping", {{double(stopped.size()), stopped.back().test.loss}},
           "with points pointtype 7");
  std::size_t best = 0;
  for (std::size_t k = 0; k < all.size(); ++k)
    best = all[k].test.loss < all[best].test.loss ? k : best;
  plot.add("restored", {{double(best + 1), all[best].test.loss}}, "with points pointtype 6");
  now.write(plot);

  std::printf("\n%-24s %8s %12s %12s %12s %12s\n", "", "epoch", "training", "held out", "test loss",
              "accuracy");
  std::printf("%-24s %8zu %12.4g %12.4g %12.4g %10.2f %%\n", "all epochs", all.size(),
              all.back().loss, all.back().test.loss, at_end.loss, 100 * at_end.accuracy);
  std::printf("%-24s %8zu %12.4g %12.4g %12.4g %10.2f %%\n", "stopped and restored", best + 1,
              all[best].loss, all[best].test.loss, restored.loss, 100 * restored.accuracy);
  std::printf("stopped after %zu epochs\n", stopped.size());
  examples::check(
      all.back().loss < all[best].loss && all.back().test.loss > 1.05 * all[best].test.loss,
      "the held-out loss rises while the loss of the training falls");
  examples::check(stopped.size() < all.size(), "early stopping ends the training");
  examples::check(restored.loss < at_end.loss, "the restored parameters have the lower test loss");
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 150, run); }
