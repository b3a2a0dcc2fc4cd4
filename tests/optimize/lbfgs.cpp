// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/lbfgs.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include "etna/etna.hpp"

namespace {

using etna::lbfgs;
using etna::lbfgs_result;
using etna::lbfgs_stop;

/// Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)²; the minimum is 0 at 1, 1, ...
template <class X, class G>
auto rosenbrock(const X& x, G& g) {
  using T = std::remove_cvref_t<decltype(g[0])>;
  T sum = 0;
  for (T& gi : g) gi = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const T a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
    sum += 100 * a * a + b * b;
    g[i] += -400 * a * x[i] - 2 * b;
    g[i + 1] += 200 * a;
  }
  return sum;
}
constexpr auto rosenbrock_of = [](const auto& x, auto& g) { return rosenbrock(x, g); };

template <class T>
std::vector<T> usual_start(std::size_t n) {
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = i % 2 == 0 ? T(-1.2) : T(1);
  return x;
}

template <class X>
double distance_from_one(const X& x) {
  double worst = 0;
  for (const auto xi : x) worst = std::max(worst, std::fabs(double(xi) - 1));
  return worst;
}

/// ½ Σ cᵢ (xᵢ − i)² with c from 1 to `condition`.
template <class T>
struct quadratic {
  double condition;
  double coefficient(std::size_t i, std::size_t n) const {
    return std::pow(condition, double(i) / double(n - 1));
  }
  T operator()(const std::vector<T>& x, std::vector<T>& g) const {
    T sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const T c = static_cast<T>(coefficient(i, x.size())), d = x[i] - static_cast<T>(i);
      g[i] = c * d;
      sum += c * d * d / 2;
    }
    return sum;
  }
};

/// −log x + 1000 x, with the minimum at 0.001; beyond 0 there are no values.
struct barrier {
  double beyond;
  bool gradient_only = false;
  double operator()(double x, double& g) const {
    g = x > 0 ? 1000 - 1 / x : beyond;
    return x > 0 ? 1000 * x - std::log(x) : gradient_only ? 0 : beyond;
  }
};

/// A point that was accepted, with its gradient.
struct visited {
  std::vector<double> x, g;
  double value;
};

/// The points after 0, 1, ... steps, each by a minimisation of its own.
std::vector<visited> visit(const lbfgs& options, const std::vector<double>& start, int steps) {
  std::vector<visited> points;
  for (int k = 0; k <= steps; ++k) {
    lbfgs limited = options;
    limited.max_iterations = k;
    visited v{start, start, 0};
    const lbfgs_result r = limited.minimize(rosenbrock_of, v.x);
    if (r.iterations < k) break;
    v.value = rosenbrock(v.x, v.g);
    CHECK(v.value == r.value);
    points.push_back(v);
  }
  return points;
}

using matrix = std::vector<std::vector<double>>;

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}
std::vector<double> difference(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> d(a);
  for (std::size_t i = 0; i < a.size(); ++i) d[i] -= b[i];
  return d;
}
std::vector<double> product(const matrix& a, const std::vector<double>& v) {
  std::vector<double> result;
  for (const auto& row : a) result.push_back(dot(row, v));
  return result;
}

/// BFGS's inverse Hessian from pairs (Nocedal and Wright, eq. 6.17), as a matrix.
matrix dense_inverse(const std::vector<visited>& points, std::size_t last, std::size_t pairs) {
  const std::size_t n = points[0].x.size();
  matrix h(n, std::vector<double>(n, 0.0));
  for (std::size_t k = last - std::min(last, pairs); k < last; ++k) {
    const auto s = difference(points[k + 1].x, points[k].x);
    const auto y = difference(points[k + 1].g, points[k].g);
    if (k == last - std::min(last, pairs)) {
      const auto newest_s = difference(points[last].x, points[last - 1].x);
      const auto newest_y = difference(points[last].g, points[last - 1].g);
      for (std::size_t i = 0; i < n; ++i)
        h[i][i] = dot(newest_s, newest_y) / dot(newest_y, newest_y);
    }
    const double rho = 1 / dot(s, y);
    const auto hy = product(h, y);
    const double yhy = dot(y, hy);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j)
        h[i][j] += rho * ((1 + rho * yhy) * s[i] * s[j] - hy[i] * s[j] - s[i] * hy[j]);
    }
  }
  return h;
}

template <class T>
struct layers {
  using weight_array = std::array<T, 3>;
  BOOST_HANA_DEFINE_STRUCT(layers, (weight_array, weights), (T, bias));
};

}  // namespace

TEST_CASE("Rosenbrock's function of 2, 10 and 100 variables") {
  const auto minimize = [](std::size_t n, std::int64_t iterations, std::int64_t evaluations) {
    std::vector<double> x = usual_start<double>(n);
    const lbfgs_result r = lbfgs{.gradient_tolerance = 1e-9}.minimize(rosenbrock_of, x);
    MESSAGE(n, " variables: ", r.iterations, " iterations, ", r.evaluations, " evaluations");
    CHECK(r.reason == lbfgs_stop::converged);
    CHECK(r.gradient_norm <= 1e-9);
    CHECK(r.iterations <= iterations);
    CHECK(r.evaluations <= evaluations);
    CHECK(distance_from_one(x) < 1e-8);
    std::vector<double> g(n);
    CHECK(r.value == rosenbrock(x, g));
  };
  minimize(2, 45, 60);
  minimize(10, 100, 120);
  minimize(100, 600, 700);
}

TEST_CASE("every step fulfils the strong Wolfe conditions") {
  struct constants {
    double decrease, curvature;
  };
  for (const auto [decrease, curvature] :
       {constants{1e-4, 0.9}, {1e-4, 0.1}, {1e-4, 0.01}, {0.4, 0.5}, {0.49, 0.9}}) {
    const lbfgs options{.sufficient_decrease = decrease, .curvature = curvature};
    const auto points = visit(options, usual_start<double>(6), 200);
    CHECK(points.size() > 20);
    for (std::size_t k = 1; k < points.size(); ++k) {
      const auto d = difference(points[k].x, points[k - 1].x);
      const double slope = dot(points[k - 1].g, d);
      CHECK(slope < 0);
      // The parts in 10⁹: d is a difference of rounded points.
      CHECK(points[k].value <= points[k - 1].value + (decrease - 1e-9) * slope);
      CHECK(std::fabs(dot(points[k].g, d)) <= -(curvature + 1e-9) * slope);
    }
  }
}

TEST_CASE("the first step that is tried has length 1, however steep it is") {
  for (const double steepness : {1e-5, 1.0, 1e8}) {
    std::vector<std::vector<double>> tried;
    const auto bowl = [&](const std::vector<double>& x, std::vector<double>& g) {
      tried.push_back(x);
      g = {steepness * x[0], steepness * x[1]};
      return steepness * (x[0] * x[0] + x[1] * x[1]) / 2;
    };
    std::vector<double> x{300, 400};
    lbfgs{.gradient_tolerance = 1e-12}.minimize(bowl, x);
    CHECK(tried[1][0] == doctest::Approx(300 - 0.6).epsilon(1e-12));
    CHECK(tried[1][1] == doctest::Approx(400 - 0.8).epsilon(1e-12));
    CHECK(tried.size() < 12);
  }
}

TEST_CASE("a search that fails is tried again downhill, from the same point and gradient") {
  int call = 0;
  const auto fails_for_a_while = [&](const auto& x, auto& g) {
    const double value = rosenbrock(x, g);
    if (++call <= 10 || call > 40) return value;
    for (double& gi : g) gi = __builtin_nan("");
    return value;
  };
  std::vector<double> x = usual_start<double>(4);
  const lbfgs_result r = lbfgs{.line_search_evaluations = 20}.minimize(fails_for_a_while, x);
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(distance_from_one(x) < 1e-5);
  CHECK(r.evaluations == call);
}

TEST_CASE("directions are those of the matrix, of a few pairs and of all") {
  for (const int history : {1, 3, 100}) {
    const auto points = visit({.history = history}, usual_start<double>(4), 12);
    REQUIRE(points.size() == 13);
    for (std::size_t k = 1; k + 1 < points.size(); ++k) {
      const auto p = product(dense_inverse(points, k, std::size_t(history)), points[k].g);
      const auto d = difference(points[k + 1].x, points[k].x);
      const double cosine = dot(p, d) / std::sqrt(dot(p, p) * dot(d, d));
      CHECK(std::fabs(cosine + 1) < 1e-9);
    }
    const auto first = difference(points[1].x, points[0].x);
    CHECK(dot(first, points[0].g) ==
          doctest::Approx(-std::sqrt(dot(first, first) * dot(points[0].g, points[0].g))));
  }
}

TEST_CASE("a quadratic is done in few steps, and an ill-conditioned one to its exact minimum") {
  std::vector<double> x(5, 0.0);
  lbfgs_result r = lbfgs{.gradient_tolerance = 1e-10}.minimize(quadratic<double>{10}, x);
  MESSAGE("condition 10, 5 variables: ", r.iterations, " iterations");
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(r.iterations <= 15);

  x.assign(30, 100.0);
  r = lbfgs{.history = 100, .gradient_tolerance = 1e-8}.minimize(quadratic<double>{1e6}, x);
  MESSAGE("condition 1e6, 30 variables: ", r.iterations, " iterations");
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(r.iterations <= 300);
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(std::fabs(x[i] - double(i)) < 1e-8);
}

TEST_CASE("in float, and where a tolerance cannot be reached") {
  std::vector<float> x = usual_start<float>(10);
  lbfgs_result r = lbfgs{.gradient_tolerance = 1e-3}.minimize(rosenbrock_of, x);
  MESSAGE("float, 10 variables: ", r.iterations, " iterations");
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(distance_from_one(x) < 1e-4);

  r = lbfgs{.gradient_tolerance = 0}.minimize(rosenbrock_of, x);
  CHECK(r.reason == lbfgs_stop::line_search_failed);
  CHECK(r.iterations < 50);
  CHECK(distance_from_one(x) < 1e-4);

  std::vector<float> z(10, 50.0F);
  r = lbfgs{.gradient_tolerance = 1e-3}.minimize(quadratic<float>{1000}, z);
  CHECK(r.reason == lbfgs_stop::converged);
  for (std::size_t i = 0; i < z.size(); ++i) CHECK(std::fabs(z[i] - float(i)) < 2e-3F);
}

TEST_CASE("gradients are followed below the rounding of the value") {
  const auto raised = [](const std::vector<double>& x, std::vector<double>& g) {
    return 1e3 + quadratic<double>{100}(x, g);
  };
  std::vector<double> x(8, 20.0);
  const lbfgs_result r = lbfgs{.gradient_tolerance = 1e-11}.minimize(raised, x);
  CHECK(r.reason == lbfgs_stop::converged);
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(std::fabs(x[i] - double(i)) < 1e-11);
}

TEST_CASE("the logistic loss: a gradient of zero, and the optimality of each weight") {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  constexpr std::size_t samples = 200, features = 5;
  std::vector<std::array<double, features>> a(samples);
  std::vector<double> label(samples);
  for (std::size_t k = 0; k < samples; ++k) {
    double z = 0.5 * normal(random);
    for (std::size_t i = 0; i < features; ++i) {
      a[k][i] = normal(random);
      z += (double(i) - 2) * a[k][i];
    }
    label[k] = z > 0 ? 1 : -1;
  }
  const auto loss = [&](const std::array<double, features>& w, std::array<double, features>& g) {
    double sum = 0;
    for (std::size_t i = 0; i < features; ++i) {
      sum += 0.5 * w[i] * w[i];
      g[i] = w[i];
    }
    for (std::size_t k = 0; k < samples; ++k) {
      double z = 0;
      for (std::size_t i = 0; i < features; ++i) z += w[i] * a[k][i];
      sum += std::log1p(std::exp(-label[k] * z));
      for (std::size_t i = 0; i < features; ++i)
        g[i] -= label[k] * a[k][i] / (1 + std::exp(label[k] * z));
    }
    return sum;
  };
  std::array<double, features> w{}, g{};
  const lbfgs_result r = lbfgs{.gradient_tolerance = 1e-10}.minimize(loss, w);
  MESSAGE("logistic loss: ", r.iterations, " iterations, ", r.evaluations, " evaluations");
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(r.iterations < 25);
  CHECK(r.value == loss(w, g));
  for (std::size_t i = 0; i < features; ++i) {
    for (const double d : {-1e-3, 1e-3}) {
      auto other = w;
      other[i] += d;
      CHECK(loss(other, g) > r.value);
    }
  }
}

TEST_CASE("where there is no value the step is shorter") {
  constexpr double inf = std::numeric_limits<double>::infinity(), nan = __builtin_nan("");
  for (const double beyond : {nan, inf, -inf}) {
    for (const bool gradient_only : {false, true}) {
      for (const double start : {0.5, 30.0, 1e-7}) {
        double x = start;
        const lbfgs_result r = lbfgs{}.minimize(barrier{beyond, gradient_only}, x);
        CHECK(r.reason == lbfgs_stop::converged);
        CHECK(x == doctest::Approx(0.001).epsilon(1e-8));
      }
    }
  }
}

TEST_CASE("what cannot begin is left as it is") {
  constexpr double nan = __builtin_nan("");
  std::vector<double> x{3, 4};
  const auto bad_value = [&](const auto&, auto& g) { return g = {1.0, 1.0}, nan; };
  const auto bad_gradient = [&](const auto&, auto& g) { return g = {1.0, nan}, 1.0; };
  CHECK(lbfgs{}.minimize(bad_value, x).reason == lbfgs_stop::not_finite);
  CHECK(lbfgs{}.minimize(bad_gradient, x).reason == lbfgs_stop::not_finite);
  CHECK(x == std::vector<double>{3, 4});

  x = {1, 1};
  lbfgs_result r = lbfgs{}.minimize(rosenbrock_of, x);
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(r.iterations == 0);
  CHECK(r.evaluations == 1);
  CHECK(x == std::vector<double>{1, 1});

  x = {3, 4};
  r = lbfgs{.max_iterations = 0}.minimize(rosenbrock_of, x);
  CHECK(r.reason == lbfgs_stop::max_iterations);
  CHECK(x == std::vector<double>{3, 4});

  std::vector<double> none;
  CHECK(lbfgs{}.minimize([](const auto&, auto&) { return 2.0; }, none).value == 2);
}

TEST_CASE("it stops after so many steps, and where a step gains little") {
  std::vector<double> x = usual_start<double>(10), y = x, g(10);
  const double start = rosenbrock(x, g);
  lbfgs_result r = lbfgs{.max_iterations = 7}.minimize(rosenbrock_of, x);
  CHECK(r.reason == lbfgs_stop::max_iterations);
  CHECK(r.iterations == 7);
  CHECK(r.value < start);
  r = lbfgs{.value_tolerance = 0.02}.minimize(rosenbrock_of, y);
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(r.gradient_norm > 1e-6);
}

TEST_CASE("one pair, and none") {
  std::vector<double> x = usual_start<double>(2), y(4, 10.0);
  CHECK(lbfgs{.history = 1}.minimize(rosenbrock_of, x).reason == lbfgs_stop::converged);
  CHECK(distance_from_one(x) < 1e-6);
  CHECK(lbfgs{.history = 0}.minimize(quadratic<double>{2}, y).reason == lbfgs_stop::converged);
  CHECK(std::fabs(y[3] - 3) < 1e-6);
}

TEST_CASE("a search that fails leaves the last point, and a kink is come close to") {
  std::vector<double> x{3, 4};
  const auto wrong = [](const auto& p, auto& g) {
    const double value = rosenbrock(p, g);
    for (double& gi : g) gi = -gi;
    return value;
  };
  const lbfgs_result failed = lbfgs{}.minimize(wrong, x);
  CHECK(failed.reason == lbfgs_stop::line_search_failed);
  CHECK(failed.iterations == 0);
  CHECK(x == std::vector<double>{3, 4});

  const auto kinks = [](const auto& p, auto& g) {
    double sum = 0;
    for (std::size_t i = 0; i < 2; ++i) {
      sum += std::fabs(p[i] - 1) * double(1 + i);
      g[i] = p[i] < 1 ? -double(1 + i) : double(1 + i);
    }
    return sum;
  };
  const lbfgs_result r = lbfgs{}.minimize(kinks, x);
  CHECK(r.value < 1e-3);
  CHECK(r.reason != lbfgs_stop::not_finite);

  double endless = 0;
  const auto line = [](double, double& g) { return g = -1, 0.0; };
  CHECK(lbfgs{}.minimize(line, endless).reason == lbfgs_stop::line_search_failed);
  CHECK(endless == 0);
}

TEST_CASE("if the callable throws, the parameters are the last accepted point") {
  std::vector<double> x{-1.2, 1}, after_three = x;
  lbfgs{.max_iterations = 3}.minimize(rosenbrock_of, after_three);
  const std::int64_t calls = [] {
    std::vector<double> z{-1.2, 1};
    return lbfgs{.max_iterations = 3}.minimize(rosenbrock_of, z).evaluations;
  }();
  std::int64_t call = 0;
  const auto throws = [&](const auto& p, auto& g) {
    if (++call > calls) throw std::runtime_error("enough");
    return rosenbrock(p, g);
  };
  CHECK_THROWS_AS(lbfgs{}.minimize(throws, x), std::runtime_error);
  CHECK(x == after_three);
}

TEST_CASE("parameters of every shape") {
  constexpr auto bowl = [](const auto& m) {
    auto sum = (m.bias - 4.0) * (m.bias - 4.0);
    for (std::size_t i = 0; i < 3; ++i) sum += (m.weights[i] - 1.0) * (m.weights[i] - 1.0);
    return sum;
  };
  layers<double> m{{0, 0, 0}, 0};
  CHECK(lbfgs{}.minimize(etna::value_and_grad(bowl), m).reason == lbfgs_stop::converged);
  CHECK(m.bias == doctest::Approx(4));
  CHECK(m.weights[2] == doctest::Approx(1));

  etna::vector<double, 2> v{-1.2, 1.0};
  const auto valley = etna::value_and_grad([](const auto& x) {
    const auto a = x[1] - x[0] * x[0], b = 1.0 - x[0];
    return 100.0 * a * a + b * b;
  });
  CHECK(lbfgs{}.minimize(valley, v).reason == lbfgs_stop::converged);
  CHECK(v[0] == doctest::Approx(1));

  std::vector<double> memory(3, -1.0);
  const lbfgs_result r = lbfgs{}.minimize(rosenbrock_of, std::span(memory).first(2));
  CHECK(r.reason == lbfgs_stop::converged);
  CHECK(memory[1] == doctest::Approx(1));
  CHECK(memory[2] == -1);
}

TEST_CASE("norms whose squares are too small or too large for a double") {
  for (const double scale : {1e-170, 1e170}) {
    std::vector<double> x{3, -4};
    const auto result = etna::lbfgs{.max_iterations = 0, .gradient_tolerance = 0}.minimize(
        [&](const std::vector<double>& at, std::vector<double>& g) {
          for (std::size_t i = 0; i < 2; ++i) g[i] = scale * at[i];
          return 0.0;
        },
        x);
    CHECK(result.gradient_norm == doctest::Approx(5 * scale).epsilon(1e-12));
    CHECK(result.reason == etna::lbfgs_stop::max_iterations);
  }
}

TEST_CASE("options without a meaning are refused") {
  std::vector<double> x{3, 4};
  const auto refused = [&](const lbfgs& options) {
    CHECK_THROWS_AS(options.minimize(rosenbrock_of, x), std::invalid_argument);
  };
  refused({.history = -1});
  refused({.sufficient_decrease = 0});
  refused({.sufficient_decrease = 0.5, .curvature = 0.4});
  refused({.curvature = 1});
  refused({.line_search_evaluations = 0});
  CHECK(x == std::vector<double>{3, 4});
}
