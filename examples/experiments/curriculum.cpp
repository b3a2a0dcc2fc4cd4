// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Trainings that begin with what is easier. A curriculum: easy images first, and the other way
// round. A continuation: losses that are blurred, ever less.
//
// Usage: curriculum [<epochs> [<file for the plots, without extension>]]

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <etna/train.hpp>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "support/experiment.hpp"
#include "support/image_network.hpp"

namespace {

constexpr std::size_t batch_size = 64;
constexpr etna::sgd rule{.learning_rate = 0.1};

using examples::network_parameters;
using curve = std::vector<examples::plot::point>;

/// Images, and a network that learns them.
class pupil {
 public:
  pupil(const examples::image_data& data, network_parameters start)
      : parameters(std::move(start)), data_(data), batch_(data.train, data.pixels) {}

  network_parameters parameters;

  examples::score test() {
    return score_of(*parameters, data_.test, data_.pixels, memory_of_tests_);
  }
  auto loss_and_gradient() { return examples::loss_and_gradient(batch_, memory_); }
  std::vector<double> losses() {
    return examples::losses_of(
        logits_of(*parameters, examples::images_of(data_.train, data_.pixels), memory_of_tests_),
        data_.train.labels);
  }

 private:
  const examples::image_data& data_;
  examples::minibatch batch_;
  etna::workspace memory_, memory_of_tests_;
};

void print(const std::string& name, const curve& losses, const examples::score& last) {
  std::printf("%-24s %10.4g %10.4g %10.4g %8.2f %%\n", name.c_str(),
              losses[losses.size() / 4 - 1].y, losses[losses.size() / 2 - 1].y, last.loss,
              100 * last.accuracy);
}

network_parameters start(const examples::experiment& now, unsigned seed) {
  return network_parameters(examples::make_network(now.data.pixels, 200, now.data.classes, seed));
}

/// Easy first: minibatches from the easiest `pace(step)` of all images.
void compare_curricula(const examples::experiment& now) {
  const std::size_t samples = now.data.train.size();
  // What is difficult: of what another network has a large loss when it has begun to learn.
  pupil other(now.data, start(now, 2));
  const auto optimizer = etna::chain(rule);
  auto state_of_other = optimizer.init(other.parameters);
  etna::fit(other.parameters, optimizer, state_of_other,
            {.epochs = std::max<std::int64_t>(now.epochs / 4, 1),
             .batches = {.batch_size = batch_size, .seed = 2}},
            samples, other.loss_and_gradient());
  const std::vector<double> difficulty = other.losses();
  std::vector<double> ease(samples);
  std::transform(difficulty.begin(), difficulty.end(), ease.begin(), std::negate<>());

  const auto steps = now.epochs * static_cast<std::int64_t>(samples / batch_size);
  const etna::schedule::linear growing{.from = 0.1, .to = 1, .steps = steps / 2};
  examples::plot plot = now.make_plot("curricula", "epoch", "test loss");
  plot.set("set logscale y");
  std::printf("\n%-24s %10s %10s %10s %10s\n", "test loss after", "a quarter", "half", "all",
              "accuracy");
  const auto learn = [&](const std::string& name, const std::vector<double>& order,
                         const std::function<double(std::int64_t)>& pace) {
    pupil one(now.data, start(now, 1));
    etna::curriculum_sampler sampler(order, {.batch_size = batch_size, .seed = 1});
    auto state = optimizer.init(one.parameters);
    auto gradient = etna::zeros_like(one.parameters);
    const auto loss_and_gradient = one.loss_and_gradient();
    curve losses;
    constexpr std::int64_t tests = 20;
    while (state.steps < steps) {
      loss_and_gradient(one.parameters, sampler.next(pace(state.steps)), gradient);
      optimizer.update(one.parameters, gradient, state);
      if (state.steps * tests / steps > (state.steps - 1) * tests / steps)
        losses.push_back({double(state.steps * now.epochs) / double(steps), one.test().loss});
    }
    print(name, losses, one.test());
    plot.add(name, losses, "with linespoints");
    return losses;
  };
  const curve easy = learn("easy first", difficulty, growing);
  learn("difficult first", ease, growing);
  const curve any = learn("in any order", difficulty, etna::schedule::constant{1});
  now.write(plot, "_orders");
  examples::check(any[4].y < easy[4].y, "at a quarter no order is ahead of easy first");
}

/// The loss blurred: its mean over parameters around the present ones, normal with this standard
/// deviation. The gradient at one of them is an estimate of its gradient.
template <class Loss>
auto blurred(Loss loss_and_gradient, double deviation, std::mt19937& random) {
  return [loss_and_gradient, deviation, &random](const network_parameters& p, const auto& indices,
                                                 network_parameters& gradient) {
    network_parameters near = p;
    std::normal_distribution<float> noise(0, float(deviation));
    if (deviation > 0) {
      for (std::size_t i = 0; i < near.size(); ++i) near.data()[i] += noise(random);
    }
    return loss_and_gradient(near, indices, gradient);
  };
}

/// A sequence of losses: a fit for each, with the same parameters.
void compare_continuations(const examples::experiment& now) {
  examples::plot plot = now.make_plot("continuation", "epoch", "test loss");
  plot.set("set logscale y");
  std::printf("\n%-24s %10s %10s %10s %10s\n", "test loss after", "a quarter", "half", "all",
              "accuracy");
  const auto learn = [&](const std::string& name, const network_parameters& from,
                         const std::vector<double>& deviations) {
    pupil one(now.data, from);
    std::mt19937 random(1);
    curve losses;
    const auto optimizer = etna::chain(rule);
    for (const double deviation : deviations) {
      auto state = optimizer.init(one.parameters);
      etna::fit(one.parameters, optimizer, state,
                {.epochs = now.epochs / std::int64_t(deviations.size()),
                 .batches = {.batch_size = batch_size, .seed = losses.size()}},
                now.data.train.size(), blurred(one.loss_and_gradient(), deviation, random),
                etna::every_epoch{[&](const etna::progress&) {
                  losses.push_back({double(losses.size() + 1), one.test().loss});
                }});
    }
    print(name, losses, one.test());
    plot.add(name, losses, "with linespoints");
    return one.test().accuracy;
  };
  const network_parameters he = start(now, 1), zeros = etna::zeros_like(he);
  const std::vector<double> blurs{0.1, 0.03, 0.01, 0}, none{0};
  learn("he", he, none);
  learn("he, blurred", he, blurs);
  const double plain = learn("zeros", zeros, none);
  const double continued = learn("zeros, blurred", zeros, blurs);
  now.write(plot, "_losses");
  examples::check(plain < 0.2, "from zeros descent learns nothing");
  examples::check(continued > 0.8, "from zeros a sequence of blurred losses learns");
}

void run(const examples::experiment& now) {
  compare_curricula(now);
  compare_continuations(now);
}

}  // namespace

int main(int argc, char** argv) { return examples::experiment::run(argc, argv, 20, run); }
