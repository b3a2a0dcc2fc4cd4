// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// What the size of minibatches does: the variance of their gradients at fixed parameters, and
// trainings at one learning rate with several sizes.
//
// Usage: batch_size [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <etna/train.hpp>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "support/experiment.hpp"
#include "support/image_network.hpp"

namespace {

using indices = std::span<const std::uint32_t>;

/// The gradients of minibatches at the parameters that trainings begin with.
class gradients_at_start {
 public:
  explicit gradients_at_start(const examples::image_data& data)
      : samples_(data.train.size()),
        parameters_(examples::make_network(data.pixels, 200, data.classes, 1)),
        gradient_(etna::zeros_like(parameters_)),
        batch_(data.train, data.pixels),
        of_all_(parameters_.size()) {
    etna::minibatch_sampler all(samples_, {.batch_size = samples_, .shuffle = false});
    const float* const g = at(all.next());
    std::copy_n(g, of_all_.size(), of_all_.begin());
  }
  /// The mean squared distance of the gradients of minibatches from the gradient of all samples:
  /// the sum of the variances of all components.
  double variance(int count, const std::function<indices()>& next) {
    double sum = 0;
    for (int k = 0; k < count; ++k) {
      const float* const g = at(next());
      for (std::size_t i = 0; i < of_all_.size(); ++i)
        sum += std::pow(double(g[i]) - of_all_[i], 2);
    }
    return sum / count;
  }

 private:
  const float* at(indices chosen) {
    examples::loss_and_gradient(batch_, memory_)(parameters_, chosen, gradient_);
    return gradient_.data();
  }

  std::size_t samples_;
  examples::network_parameters parameters_, gradient_;
  examples::minibatch batch_;
  etna::workspace memory_;
  std::vector<float> of_all_;
};

void measure_variance(const examples::experiment& now) {
  const std::size_t samples = now.data.train.size();
  gradients_at_start gradients(now.data);
  // A batch of one, for every sample once: no estimate.
  etna::minibatch_sampler one(samples, {.batch_size = 1, .shuffle = false});
  const double of_one = gradients.variance(int(samples), [&] { return one.next(); });

  examples::plot plot = now.make_plot("variance of the gradient", "batch size B", "variance");
  plot.set("set logscale xy");
  std::vector<examples::plot::point> expected, with, without;
  std::printf("\n%8s %12s %14s %10s %14s %10s\n", "B", "variance/B", "replacement", "ratio",
              "no replacement", "ratio");
  for (std::size_t size = 1; size < samples; size *= 4) {
    const double b = double(size), n = double(samples);
    std::mt19937 random(1);
    std::uniform_int_distribution<std::uint32_t> any(0, std::uint32_t(samples - 1));
    std::vector<std::uint32_t> drawn(size);
    const double v = gradients.variance(200, [&] {
      std::generate(drawn.begin(), drawn.end(), [&] { return any(random); });
      return indices(drawn);
    });
    etna::minibatch_sampler sampler(samples, {.batch_size = size, .seed = 1, .drop_last = true});
    const double w = gradients.variance(200, [&] { return sampler.next(); });
    expected.push_back({b, of_one / b}), with.push_back({b, v}), without.push_back({b, w});
    std::printf("%8zu %12.4g %14.4g %10.3f %14.4g %10.3f\n", size, of_one / b, v, v * b / of_one, w,
                w * b / of_one);
    examples::check(std::fabs(v * b / of_one - 1) < 0.1, "with replacement variance ~ 1/B");
    examples::check(std::fabs(w * b / of_one - (n - b) / (n - 1)) < 0.1,
                    "without replacement variance ~ (N - B) / (N - 1) / B");
  }
  plot.add("variance of one sample / B", expected);
  plot.add("drawn with replacement", with, "with points pointtype 7");
  plot.add("drawn without", without, "with points pointtype 6");
  now.write(plot, "_variance");
}

void compare_trainings(const examples::experiment& now) {
  examples::plot by_samples = now.make_plot("loss against samples seen", "epoch", "test loss"),
                 by_seconds = now.make_plot("loss against time", "seconds", "test loss");
  for (examples::plot* p : {&by_samples, &by_seconds}) p->set("set logscale y");
  by_seconds.set("set logscale x");
  std::printf("\n%8s %8s %12s %12s %10s %10s\n", "B", "steps", "first loss", "last loss",
              "accuracy", "seconds");
  std::vector<double> losses;
  const std::size_t samples = now.data.train.size();
  for (const std::size_t size :
       {std::size_t(1), std::size_t(8), std::size_t(64), std::size_t(512), samples}) {
    const auto epochs = examples::train(
        now.data, etna::chain(etna::sgd{.learning_rate = 0.02}),
        {.fit = {.epochs = now.epochs, .batches = {.batch_size = size, .seed = 1}}});
    const auto& last = epochs.back();
    std::printf("%8zu %8zu %12.4g %12.4g %8.2f %% %10.2f\n", size,
                epochs.size() * ((samples + size - 1) / size), epochs.front().test.loss,
                last.test.loss, 100 * last.test.accuracy, last.seconds);
    const std::string name = "B = " + std::to_string(size);
    by_samples.add(name, examples::curve(epochs, [](const auto& e) { return e.test.loss; }),
                   "with linespoints");
    std::vector<examples::plot::point> points;
    for (const auto& e : epochs) points.push_back({e.seconds, e.test.loss});
    by_seconds.add(name, points, "with linespoints");
    losses.push_back(last.test.loss);
  }
  now.write(by_samples, "_samples");
  now.write(by_seconds, "_seconds");
  examples::check(losses[1] < losses[2] && losses[2] < losses[3] && losses[3] < losses[4],
                  "after as many samples, smaller batches have learned more");
}

void run(const examples::experiment& now) {
  measure_variance(now);
  compare_trainings(now);
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 2, run); }
