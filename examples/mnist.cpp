// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// A network of one hidden layer learns to read handwritten digits; mnist --help tells its options.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <etna/train.hpp>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>
#include <vector>

#include "support/image_network.hpp"
#include "support/optimizers.hpp"
#include "support/plot.hpp"

namespace {

// --- the training ---

struct options {
  std::string data, optimizer = "adam", schedule = "cosine", checkpoint, resume, plot;
  double learning_rate = 0;  // 0: the optimizer's default
  std::int64_t epochs = 12;
  std::size_t batch = 64, hidden = 200;
  unsigned seed = 1;
  int threads = 1;
};

/// So many images are learned from at once: a minibatch of more takes no more memory.
constexpr std::size_t most_at_once = 1'000;

using schedule = std::function<double(std::int64_t)>;

/// The schedules by name: of the learning rate at the start and the number of steps.
const std::map<std::string, schedule (*)(double, std::int64_t)> schedules{
    {"constant",
     [](double rate, std::int64_t) -> schedule { return etna::schedule::constant{rate}; }},
    {"linear",
     [](double rate, std::int64_t steps) -> schedule {
       return etna::schedule::linear{.from = rate, .to = 0, .steps = steps};
     }},
    {"cosine",
     [](double rate, std::int64_t steps) -> schedule {
       return etna::schedule::cosine{.initial = rate, .steps = steps};
     }},
    {"one-cycle", [](double rate, std::int64_t steps) -> schedule {
       return etna::schedule::one_cycle{.high = rate, .steps = steps};
     }}};

template <class Optimizer>
void train(const options& chosen, const examples::image_data& data, double learning_rate,
           const Optimizer& optimizer) {
  examples::network_parameters parameters(
      examples::make_network(data.pixels, chosen.hidden, data.classes, chosen.seed));
  auto state = optimizer.init(parameters);
  if (!chosen.resume.empty()) etna::load_checkpoint(chosen.resume, parameters, state);

  etna::workspace memory;
  memory.threads = chosen.threads;
  examples::minibatch batch(data.train, data.pixels);
  const auto test = [&] { return examples::score_of(*parameters, data.test, data.pixels, memory); };

  examples::plot curves(data.name + ", " + chosen.optimizer, "epoch", "");
  std::vector<examples::plot::point> losses, errors;
  // A bar for those who watch; everybody gets a line an epoch.
  const bool is_watched = ::isatty(::fileno(stderr)) == 1;
  auto show = [&, bar = etna::progress_bar()](const etna::progress& now) mutable {
    if (is_watched) bar(now);
  };
  const auto report = [&](const etna::progress& now) {
    if (!now.epoch_ends()) return;
    const double right = test().accuracy;
    std::printf("epoch %3d  loss %.5f  test accuracy %.2f %%  %.1f s\n", int(now.epoch + 1),
                now.mean_loss, 100 * right, now.seconds);
    std::fflush(stdout);
    losses.push_back({double(now.epoch + 1), now.mean_loss});
    errors.push_back({double(now.epoch + 1), 1 - right});
    if (!chosen.checkpoint.empty()) etna::save_checkpoint(chosen.checkpoint, parameters, state);
  };
  const auto steps_per_epoch =
      static_cast<std::int64_t>((data.train.size() + chosen.batch - 1) / chosen.batch);
  const etna::fit_options loop{
      .epochs = chosen.epochs,
      .batches = {.batch_size = chosen.batch, .seed = chosen.seed},
      .schedule = schedules.at(chosen.schedule)(learning_rate, chosen.epochs * steps_per_epoch)};
  const auto loss_and_gradient = examples::loss_and_gradient(batch, memory);
  if constexpr (std::is_same_v<Optimizer, etna::fused_sgd>) {
    etna::fit(parameters, optimizer, state, loop, data.train.size(), loss_and_gradient, show,
              report);
  } else {
    etna::fit(parameters, optimizer, state, loop, data.train.size(),
              etna::microbatches(most_at_once, loss_and_gradient), show, report);
  }

  std::printf("test accuracy %.2f %%\n", 100 * test().accuracy);
  if (!chosen.plot.empty()) {
    curves.set("set logscale y");
    curves.add("mean loss", losses);
    curves.add("test error", errors);
    const std::string file = curves.write(chosen.plot);
    if (file.empty()) throw std::runtime_error(chosen.plot + ": cannot be written");
    std::printf("learning curves: %s\n", file.c_str());
  }
}

void train(const options& chosen, const examples::image_data& data) {
  auto optimizer = examples::optimizers.at(chosen.optimizer);
  const double learning_rate =
      chosen.learning_rate > 0 ? chosen.learning_rate : optimizer.learning_rate();
  optimizer.set_threads(chosen.threads);
  if (chosen.optimizer == "sgd" && chosen.batch <= most_at_once) {
    train(chosen, data, learning_rate, etna::fused_sgd{});  // the same steps, in less time
  } else {
    train(chosen, data, learning_rate, optimizer);
  }
}

/// What is wrong with a learning rate; empty if nothing is.
std::string is_rate(const std::string& text) {
  char* end = nullptr;
  errno = 0;
  const double rate = std::strtod(text.c_str(), &end);
  const bool is_whole = end != text.c_str() && *end == 0;
  const bool underflows = rate == 0 && errno == ERANGE;  // 0 would mean the default
  return is_whole && !underflows && rate >= 0 && rate <= 1000
             ? ""
             : "a number from 0 to 1000, not " + text;
}

/// Throws if a file, which is written beside its old one, cannot be: before the training.
void check_writable(const std::string& file) {
  std::error_code ignored;
  if (file.back() == '/' || std::filesystem::is_directory(file, ignored))
    throw std::runtime_error(file + ": is a folder; expected the name of a file");
  const std::string beside = file + ".new";
  if (!std::ofstream(beside)) throw std::runtime_error(file + ": cannot be written");
  std::filesystem::remove(beside);
}

template <class Map>
std::vector<std::string> names_of(const Map& map) {
  std::vector<std::string> names;
  for (const auto& entry : map) names.push_back(entry.first);
  return names;
}

}  // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app("A network of one hidden layer learns to read handwritten digits.");
  app.option_defaults()->always_capture_default()->multi_option_policy(
      CLI::MultiOptionPolicy::TakeLast);
  app.add_option("--data", chosen.data, "folder of MNIST's four files, as they are or gzip (.gz)")
      ->check(CLI::ExistingDirectory);
  app.add_option("--optimizer", chosen.optimizer)
      ->check(CLI::IsMember(names_of(examples::optimizers)));
  app.add_option("--learning-rate", chosen.learning_rate, "0: the optimizer's default")
      ->check(is_rate);
  app.add_option("--schedule", chosen.schedule, "of the learning rate")
      ->check(CLI::IsMember(names_of(schedules)));
  app.add_option("--batch", chosen.batch, "images in a minibatch")->check(CLI::Range(1, 1'000'000));
  app.add_option("--epochs", chosen.epochs)->check(CLI::Range(1, 1'000'000));
  app.add_option("--hidden", chosen.hidden, "hidden units")->check(CLI::Range(1, 100'000));
  app.add_option("--seed", chosen.seed, "of the weights and the order of the images");
  app.add_option("--threads", chosen.threads)->check(CLI::Range(1, 1024));
  app.add_option("--checkpoint", chosen.checkpoint, "file to save the training to, every epoch");
  app.add_option(
         "--resume", chosen.resume,
         "file of a training to go on with; the other options are to be those it began with")
      ->check(CLI::ExistingFile);
  app.add_option("--plot", chosen.plot, "file for the learning curves, without its extension");
  CLI11_PARSE(app, argc, argv);
  try {
    for (const std::string& file : {chosen.checkpoint, chosen.plot})
      if (!file.empty()) check_writable(file);
    const examples::image_data data = examples::read_images(chosen.data);
    std::printf("%s: %zu images to learn from, %zu to test; %zu-%zu-%zu units, %s\n",
                data.name.c_str(), data.train.size(), data.test.size(), data.pixels, chosen.hidden,
                data.classes, chosen.optimizer.c_str());
    train(chosen, data);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
