// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// First what Etna does, on two small functions; then what it is for: a logistic regression on real
// data, fitted by gradient descent with the gradients of several samples at once in SIMD lanes.
//
// Usage: logistic_regression [<data file>]        (the format: examples/data/README.md)

#include <algorithm>
#include <array>
#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <etna/train.hpp>
#include <exception>
#include <string>
#include <tuple>
#include <vector>

#include "support/labelled_samples.hpp"

namespace {

// --- a function and its gradient ---

constexpr auto f = [](auto x, auto y) { return x * y + etna::sin(x); };

// The compiler itself knows the derivatives: y + cos x, and x.
static_assert(etna::grad(f)(0.0, 3.0) == std::tuple(4.0, 0.0));
static_assert(etna::grad(f)(2.0, 3.0) == std::tuple(3.0 + etna::cos(2.0), 2.0));

void show_gradient() {
  const auto [value, gradient] = etna::value_and_grad(f)(2.0, 3.0);
  std::printf("f(x, y) = x*y + sin(x)\n");
  std::printf("  f(2, 3)      = %.6f\n", value);
  std::printf("  grad f(2, 3) = (%.6f, %.6f), which static_assert has checked\n\n",
              std::get<0>(gradient), std::get<1>(gradient));
}

// --- forward against reverse ---

/// The product of n variables (Speelpenning's example: its gradient holds n products of n - 1
/// factors).
constexpr auto product = []<class T, std::size_t N>(const std::array<T, N>& x) {
  T y = x[0];
  for (std::size_t i = 1; i < N; ++i) y *= x[i];
  return y;
};

template <std::size_t N>
void show_modes() {
  constexpr auto cost = etna::cost<std::array<double, N>>(product);
  std::array<double, N> x{};
  for (std::size_t i = 0; i < N; ++i) x[i] = 1.0 + 1.0 / static_cast<double>(i + 1);
  const auto forward = etna::grad(product, etna::forward_mode)(x);
  const auto reverse = etna::grad(product)(x);
  double difference = 0;
  for (std::size_t i = 0; i < N; ++i) {
    difference = std::max(difference, std::abs(forward[i] / reverse[i] - 1));
  }
  std::printf("%9zu %9d %9d %9d %15.1e\n", N, cost.value.total(), cost.forward.total(),
              cost.reverse.total(), difference);
}

void show_modes() {
  std::printf(
      "x1 x2 ... xn: operations of the value, and of its gradient in forward and reverse mode\n");
  std::printf("%9s %9s %9s %9s %15s\n", "variables", "value", "forward", "reverse",
              "they differ by");
  show_modes<2>();
  show_modes<8>();
  show_modes<32>();
  std::printf("\n");
}

// --- the data ---

constexpr std::size_t features = 30;

/// Features and class, 0 or 1, of samples.
struct samples {
  std::vector<std::array<double, features>> x;
  std::vector<double> label;
  std::size_t size() const { return label.size(); }
};

struct data_set {
  std::array<std::string, 2> classes;
  samples training, held_out;
};

/// Scales features to mean 0 and standard deviation 1 over the training samples.
void standardise(data_set& data, const std::string& file) {
  const double n = static_cast<double>(data.training.size());
  for (std::size_t i = 0; i < features; ++i) {
    double mean = 0, variance = 0;
    for (const auto& x : data.training.x) mean += x[i] / n;
    for (const auto& x : data.training.x) variance += (x[i] - mean) * (x[i] - mean) / n;
    const double deviation = variance > 0 ? std::sqrt(variance) : 1.0;
    if (!std::isfinite(mean) || !std::isfinite(deviation)) {
      throw etna::data_error(file, "column " + std::to_string(i + 1) + ": numbers too large");
    }
    for (samples* part : {&data.training, &data.held_out}) {
      for (auto& x : part->x) x[i] = (x[i] - mean) / deviation;
    }
  }
}

/// Reads the samples and splits them at random: a fifth is held out.
data_set read(const std::string& file) {
  const auto all = examples::read_labelled_samples(file, features);
  if (all.size() < 10) throw etna::data_error(file, "expected at least 10 samples");
  data_set data{.classes = all.classes, .training = {}, .held_out = {}};
  const auto take = [&](samples& to, std::uint32_t s) {
    to.x.emplace_back();
    for (std::size_t i = 0; i < features; ++i) to.x.back()[i] = all(s, i);
    to.label.push_back(all.labels[s]);
  };
  const auto [training, held_out] = etna::split(all.size(), 0.2, 2026);
  for (const std::uint32_t s : training) take(data.training, s);
  for (const std::uint32_t s : held_out) take(data.held_out, s);
  standardise(data, file);
  return data;
}

// --- the model ---

template <class T>
struct logistic_regression {
  using weight_array = std::array<T, features>;
  BOOST_HANA_DEFINE_STRUCT(logistic_regression, (weight_array, weights), (T, bias));
};

/// The logarithm of the odds of class 1.
constexpr auto log_odds = [](const auto& model, const auto& x) {
  auto z = model.bias;
  for (std::size_t i = 0; i < features; ++i) z += model.weights[i] * x[i];
  return z;
};

/// The loss of one sample: minus the logarithm of the probability of its label. This is all there
/// is to write; the gradient by the model follows from it.
constexpr auto loss = [](const auto& model, const auto& x, auto label) {
  const auto z = log_odds(model, x);
  return etna::softplus(z) - label * z;
};

double accuracy(const logistic_regression<double>& model, const samples& data) {
  std::size_t right = 0;
  for (std::size_t s = 0; s < data.size(); ++s)
    right += (log_odds(model, data.x[s]) > 0) == (data.label[s] == 1);
  return static_cast<double>(right) / static_cast<double>(data.size());
}

/// Fits a model to the training samples, and returns its accuracy on those held out.
double fit_and_test(const data_set& data) {
  std::printf("logistic regression: %zu features, %zu samples to train on, %zu held out\n",
              features, data.training.size(), data.held_out.size());
  std::printf("gradient descent: %zu samples in SIMD lanes at once\n",
              etna::simd::lanes<etna::simd::pack<double>>);
  std::printf("%9s %9s %18s\n", "step", "loss", "held-out accuracy");

  // The mean loss of all samples, and its gradient by the model: a sample a lane.
  constexpr auto risk = etna::value_and_grad(etna::empirical_risk(loss));
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 0.5});

  logistic_regression<double> model{}, gradient{};
  auto state = optimizer.init(model);
  constexpr int steps = 400;
  double seconds = 0;
  for (int step = 0; step <= steps; ++step) {
    const double held_out = accuracy(model, data.held_out);
    const std::clock_t start = std::clock();
    const double mean_loss = risk.into(model, data.training.x, data.training.label, gradient);
    optimizer.update(model, gradient, state);
    seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (step % 50 == 0) std::printf("%9d %9.5f %16.1f %%\n", step, mean_loss, 100 * held_out);
  }
  std::printf("%.1f ns for the loss of a sample and its gradient\n",
              1e9 * seconds / (static_cast<double>(data.training.size()) * (steps + 1)));
  const double held_out = accuracy(model, data.held_out);
  std::printf("held-out accuracy: %.1f %% (%s or %s)\n", 100 * held_out, data.classes[0].c_str(),
              data.classes[1].c_str());
  return held_out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2) {
    std::fprintf(stderr, "usage: %s [<data file>]\n", argv[0]);
    return EXIT_FAILURE;
  }
  const bool own_file = argc == 2;
  try {
    const std::string file = own_file ? argv[1] : ETNA_EXAMPLES_DATA "/breast_cancer.csv";
    const data_set data = read(file);
    show_gradient();
    show_modes();
    const double held_out = fit_and_test(data);
    if (!own_file && !(held_out > 0.95)) {
      std::fprintf(stderr, "the held-out accuracy should be above 95 %%\n");
      return EXIT_FAILURE;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
