// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Where gradient descent fails, and what others do there: a long narrow valley (a quadratic whose
// curvatures differ a hundredfold), and a saddle. Where every optimizer ends as a table, and its
// path as a panel of a picture.
//
// Usage: descent_failures [<file for the pictures, without extension>]

#include <array>
#include <cmath>
#include <cstdio>
#include <etna/etna.hpp>
#include <etna/optimize.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/check.hpp"
#include "support/optimizers.hpp"
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

/// The learning rates are for these two problems. Those of momentum, in all its forms, come to the
/// same step; radam begins with steps that are not rescaled, which a higher rate makes diverge.
const std::vector<std::pair<std::string, etna::any_optimizer<double>>> optimizers{
    {"sgd", etna::chain(etna::sgd{.learning_rate = 0.0195})},
    {"momentum", etna::chain(etna::momentum{.learning_rate = 0.01, .decay = 0.8})},
    {"classical_momentum",
     etna::chain(etna::classical_momentum{.learning_rate = 0.01, .decay = 0.8})},
    {"averaged_momentum",
     etna::chain(etna::averaged_momentum{.learning_rate = 0.05, .decay = 0.8})},
    {"nesterov", etna::chain(etna::nesterov{.learning_rate = 0.01, .decay = 0.8})},
    {"nesterov_look_ahead",
     etna::chain(etna::nesterov_look_ahead{.learning_rate = 0.01, .decay = 0.8})},
    {"adagrad", etna::chain(etna::adagrad{.learning_rate = 0.5})},
    {"adadelta", etna::chain(etna::adadelta{})},
    {"rmsprop", etna::chain(etna::rmsprop{.learning_rate = 0.03, .decay = 0.9})},
    {"adam", etna::chain(etna::adam{.learning_rate = 0.1})},
    {"amsgrad", etna::chain(etna::adam{.learning_rate = 0.1, .amsgrad = true})},
    {"adamw", etna::chain(etna::adamw{.learning_rate = 0.1})},
    {"nadam", etna::chain(etna::nadam{.learning_rate = 0.1})},
    {"adamax", etna::chain(etna::adamax{.learning_rate = 0.1})},
    {"radam", etna::chain(etna::radam{.learning_rate = 0.02, .beta2 = 0.99})},
    {"lion", etna::chain(etna::lion{.learning_rate = 0.03})}};

struct result {
  std::vector<examples::plot::point> path;
  point end;
  point next;    // where the next gradient would be taken
  double value;  // at the end
};

template <class F>
result descend(const F& f, point x, const etna::any_optimizer<double>& optimizer, int steps) {
  auto state = optimizer.init(x);
  result r{{{x[0], x[1]}}, x, x, 0};
  for (int k = 0; k < steps; ++k) {
    optimizer.update(x, etna::grad(f)(r.next), state);
    optimizer.look_ahead(x, state, r.next);
    r.path.push_back({x[0], x[1]});
  }
  r.end = x;
  r.value = f(x);
  return r;
}

bool are_close(const point& a, const point& b) {
  return std::abs(a[0] - b[0]) < 1e-9 && std::abs(a[1] - b[1]) < 1e-9;
}

/// The results by the optimizers' names; `lines` are gnuplot's: the ranges and contour lines.
template <class F>
std::map<std::string, result> compare(const char* title, const F& f, point start, int steps,
                                      const std::string& file, const std::string& lines) {
  std::printf("%s, %d steps from (%g, %g)\n%-20s %12s %12s %12s\n", title, steps, start[0],
              start[1], "", "x", "y", "f(x, y)");
  examples::plot paths(title, "", "");
  paths.set(lines);
  std::map<std::string, result> results;
  for (const auto& [name, optimizer] : optimizers) {
    const result r = descend(f, start, optimizer, steps);
    std::printf("%-20s %12.4g %12.4g %12.4g\n", name.c_str(), r.end[0], r.end[1], r.value);
    paths.add(name, r.path, "with linespoints pointtype 7 pointsize 0.2");
    check(r.value < f(start), "every optimizer descends");
    results.emplace(name, r);
  }
  if (!file.empty()) std::printf("%s\n", paths.write_panels(file, 4, "$contours").c_str());
  std::printf("\n");

  check(are_close(results.at("momentum").end, results.at("classical_momentum").end),
        "at a constant rate, momentum is classical momentum");
  check(are_close(results.at("nesterov").end, results.at("nesterov_look_ahead").next),
        "nesterov's parameters are the points ahead");
  for (const auto& known : examples::optimizers)
    check(results.contains(known.first), "the list has every optimizer");
  return results;
}

/// gnuplot's lines for contour lines of a function, which are the same in all panels.
std::string contours(const std::string& ranges, const std::string& function,
                     const std::string& levels) {
  return ranges + "\nset contour base\nunset surface\nset isosamples 60\nset cntrparam levels " +
         levels + "\nset table $contours\nsplot " + function + "\nunset table\nunset contour";
}

}  // namespace

int main(int argc, char** argv) {
  const std::string file = argc > 1 ? argv[1] : "";
  const auto in_valley =
      compare("A narrow valley", valley, {-2, 0.3}, 100, file.empty() ? "" : file + "_valley",
              contours("set xrange [-2.2:1]\nset yrange [-0.4:0.4]", "0.5 * (x**2 + 100 * y**2)",
                       "discrete 0.05, 0.2, 0.5, 1, 2, 4, 8"));
  // Descent zigzags across the valley, and has gone a part of its length.
  check(in_valley.at("sgd").value > 1e-3, "descent is slow in a narrow valley");
  check(in_valley.at("momentum").value < 1e-3, "momentum is not");

  const auto at_saddle =
      compare("A saddle", saddle, {-1.5, 1e-4}, 200, file.empty() ? "" : file + "_saddle",
              contours("set xrange [-1.6:0.6]\nset yrange [-0.3:1.3]",
                       "0.5 * x**2 + 0.25 * y**4 - 0.5 * y**2",
                       "discrete -0.24, -0.2, -0.15, -0.1, -0.05, 0, 0.1, 0.3, 0.6, 1"));
  check(at_saddle.at("sgd").value > -0.01, "descent stays at the saddle for long");
  check(at_saddle.at("adam").value < -0.2, "adam leaves it: it rescales a tiny gradient");

  // A learning rate beyond 2 / curvature: every step is longer than the last.
  const result diverged =
      descend(valley, {-2, 0.3}, etna::chain(etna::sgd{.learning_rate = 0.021}), 100);
  std::printf("learning rate 0.021 > 2/100 in the valley: y = %.3g after 100 steps\n",
              diverged.end[1]);
  check(std::abs(diverged.end[1]) > 100, "a rate that is too high diverges");
}
