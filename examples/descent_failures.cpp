// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Where gradient descent fails, and what others do there: a long narrow valley (a quadratic whose
// curvatures differ a hundredfold), and a saddle. The paths of several optimizers as tables and
// pictures.
//
// Usage: descent_failures [<file for the pictures, without extension>]

#include <array>
#include <cmath>
#include <cstdio>
#include <etna/etna.hpp>
#include <etna/optimize.hpp>
#include <string>

#include "support/check.hpp"
#include "support/plot.hpp"

using examples::check;

namespace {

using point = std::array<double, 2>;

/// Curvatures 1 and 100: no single learning rate suits both.
constexpr auto valley = [](const auto& x) { return 0.5 * (x[0] * x[0] + 100.0 * x[1] * x[1]); };
/// A saddle at the origin, with minima at (0, ±1). Descent that starts next to the ridge x[1] = 0
/// is led to the saddle first, where the gradient is all but 0.
constexpr auto saddle = [](const auto& x) {
  const auto u = x[1] * x[1];
  return 0.5 * x[0] * x[0] + 0.25 * u * u - 0.5 * u;
};

struct result {
  std::vector<examples::plot::point> path;
  point end;
};

template <class F, class Optimizer>
result descend(const F& f, point x, const Optimizer& optimizer, int steps) {
  auto state = optimizer.init(x);
  result r{{{x[0], x[1]}}, x};
  for (int k = 0; k < steps; ++k) {
    optimizer.update(x, etna::grad(f)(x), state);
    r.path.push_back({x[0], x[1]});
  }
  r.end = x;
  return r;
}

template <class F, class Check>
void compare(const char* title, const F& f, point start, int steps, const std::string& file,
             const Check& check_end) {
  std::printf("%s, %d steps from (%g, %g)\n%-12s %12s %12s %12s\n", title, steps, start[0],
              start[1], "", "x", "y", "f(x, y)");
  examples::plot paths(title, "x", "y");
  const auto follow = [&](const char* name, const auto& optimizer) {
    const result r = descend(f, start, optimizer, steps);
    std::printf("%-12s %12.4g %12.4g %12.4g\n", name, r.end[0], r.end[1], f(r.end));
    paths.add(name, r.path, "with linespoints pointsize 0.4");
    check_end(std::string(name), f(r.end));
  };
  follow("sgd", etna::chain(etna::sgd{.learning_rate = 0.0195}));
  follow("momentum", etna::chain(etna::momentum{.learning_rate = 0.01, .decay = 0.8}));
  follow("nesterov", etna::chain(etna::nesterov{.learning_rate = 0.01, .decay = 0.8}));
  follow("adagrad", etna::chain(etna::adagrad{.learning_rate = 0.5}));
  follow("rmsprop", etna::chain(etna::rmsprop{.learning_rate = 0.03, .decay = 0.9}));
  follow("adam", etna::chain(etna::adam{.learning_rate = 0.1}));
  if (!file.empty()) std::printf("%s\n", paths.write(file).c_str());
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string file = argc > 1 ? argv[1] : "";
  compare("A narrow valley", valley, {-2, 0.3}, 100, file.empty() ? "" : file + "_valley",
          [](const std::string& name, double value) {
            // Descent zigzags across the valley, and has gone a part of its length.
            if (name == "sgd") check(value > 1e-3, "descent is slow in a narrow valley");
            if (name == "momentum") check(value < 1e-3, "momentum is not");
          });
  compare("A saddle", saddle, {-1.5, 1e-4}, 200, file.empty() ? "" : file + "_saddle",
          [](const std::string& name, double value) {
            if (name == "sgd") check(value > -0.01, "descent stays at the saddle for long");
            if (name == "adam") check(value < -0.2, "adam leaves it: it rescales a tiny gradient");
          });

  // A learning rate beyond 2 / curvature: every step is longer than the last.
  const result diverged =
      descend(valley, {-2, 0.3}, etna::chain(etna::sgd{.learning_rate = 0.021}), 100);
  std::printf("learning rate 0.021 > 2/100 in the valley: y = %.3g after 100 steps\n",
              diverged.end[1]);
  check(std::abs(diverged.end[1]) > 100, "a rate that is too high diverges");
}
