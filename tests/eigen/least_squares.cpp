// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/eigen/least_squares.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "etna/eigen.hpp"

namespace {

using etna::gauss_newton;
using etna::least_squares_result;
using etna::least_squares_stop;
using etna::levenberg_marquardt;

/// How many digits agree.
double digits(double computed, double certified) {
  const double error = std::fabs(computed / certified - 1);
  return error < 1 ? -std::log10(std::max(error, 1e-15)) : 0;
}
template <std::size_t N>
double digits(const std::array<double, N>& computed, const std::array<double, N>& certified) {
  double worst = 15;
  for (std::size_t i = 0; i < N; ++i) worst = std::min(worst, digits(computed[i], certified[i]));
  return worst;
}

/// NIST StRD, Misra1a: as examples/data/misra1a.csv and examples/gauss_newton.cpp have it.
struct misra1a {
  static constexpr std::array<double, 14> x{77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                                            378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
  static constexpr std::array<double, 14> y{10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                                            44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
  static constexpr std::array<double, 2> far{500, 0.0001}, near{250, 0.0005},
      certified{2.3894212918e+02, 5.5015643181e-04};
  static constexpr double sum_of_squares = 1.2455138894e-01;

  template <class B, class T>
  constexpr auto operator()(const B& b, const T& z) const {
    return b[0] * (1.0 - etna::exp(-b[1] * z));
  }
};

/// NIST StRD, Thurber.
struct thurber {
  static constexpr std::array<double, 37> x{
      -3.067, -2.981, -2.921, -2.912, -2.840, -2.797, -2.702, -2.699, -2.633, -2.481,
      -2.363, -2.322, -1.501, -1.460, -1.274, -1.212, -1.100, -1.046, -0.915, -0.714,
      -0.566, -0.545, -0.400, -0.309, -0.109, -0.103, 0.010,  0.119,  0.377,  0.790,
      0.963,  1.006,  1.115,  1.572,  1.841,  2.047,  2.200};
  static constexpr std::array<double, 37> y{
      80.574,   84.248,   87.264,   87.195,   89.076,   89.608,   89.868,   90.101,
      92.405,   95.854,   100.696,  101.060,  401.672,  390.724,  567.534,  635.316,
      733.054,  759.087,  894.206,  990.785,  1090.109, 1080.914, 1122.643, 1178.351,
      1260.531, 1273.514, 1288.339, 1327.543, 1353.863, 1414.509, 1425.208, 1421.384,
      1442.962, 1464.350, 1468.705, 1447.894, 1457.628};
  static constexpr std::array<double, 7> far{1000, 1000, 400, 40, 0.7, 0.3, 0.03},
      near{1300, 1500, 500, 75, 1, 0.4, 0.05},
      certified{1.2881396800e+03, 1.4910792535e+03, 5.8323836877e+02, 7.5416644291e+01,
                9.6629502864e-01, 3.9797285797e-01, 4.9727297349e-02};
  static constexpr double sum_of_squares = 5.6427082397e+03;

  template <class B, class T>
  constexpr auto operator()(const B& b, const T& z) const {
    return (b[0] + z * (b[1] + z * (b[2] + z * b[3]))) / (1.0 + z * (b[4] + z * (b[5] + z * b[6])));
  }
};

/// A model's residual at one point, and those at N points.
template <class Model>
struct residual {
  template <class B, class T>
  constexpr auto operator()(const B& b, const T& x, const T& y) const {
    return Model{}(b, x) - y;
  }
  template <class B, class T, std::size_t N>
  constexpr std::array<T, N> operator()(const B& b, const std::array<T, N>& x,
                                        const std::array<T, N>& y) const {
    std::array<T, N> r{};
    for (std::size_t i = 0; i < N; ++i) r[i] = Model{}(b, x[i]) - y[i];
    return r;
  }
};

template <class Model, class Method>
void check_nist(const std::string& name, const Method& method, std::int64_t iterations) {
  for (const auto& start : {Model::near, Model::far}) {
    auto b = start;
    least_squares_result r = method.minimize(etna::with(residual<Model>{}, Model::x, Model::y), b);
    MESSAGE(name, ": ", r.iterations, " iterations, ", r.evaluations, " evaluations, ",
            digits(b, Model::certified), " digits");
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(r.iterations <= iterations);
    CHECK(digits(b, Model::certified) > 9);
    CHECK(digits(r.sum_of_squares, Model::sum_of_squares) > 9);

    auto by_points = start;
    const std::vector<double> x(Model::x.begin(), Model::x.end());
    r = method.minimize(residual<Model>{}, by_points, x, std::span(Model::y));
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(digits(by_points, Model::certified) > 9);
  }
}

/// Calls f with both methods.
template <class F>
void with_both(const F& f) {
  f(gauss_newton{});
  f(levenberg_marquardt{});
}

}  // namespace

TEST_CASE("NIST's certified fits by Levenberg-Marquardt") {
  check_nist<misra1a>("Misra1a, Levenberg-Marquardt", levenberg_marquardt{}, 25);
  check_nist<thurber>("Thurber, Levenberg-Marquardt", levenberg_marquardt{}, 60);
}
TEST_CASE("NIST's certified fits by Gauss-Newton") {
  check_nist<misra1a>("Misra1a, Gauss-Newton", gauss_newton{}, 20);
  check_nist<thurber>("Thurber, Gauss-Newton", gauss_newton{}, 70);
}

TEST_CASE("a line through three points, and a plane whose points are arrays") {
  with_both([](const auto& method) {
    const std::vector<double> x{0, 1, 2}, y{1, 2, 4};
    std::array<double, 2> b{100, -100};
    const auto line = [](const auto& p, const auto& at, const auto& value) {
      return p[0] + p[1] * at - value;
    };
    const least_squares_result r = method.minimize(line, b, x, y);
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(b[0] == doctest::Approx(5.0 / 6).epsilon(1e-12));
    CHECK(b[1] == doctest::Approx(1.5).epsilon(1e-12));
    CHECK(r.sum_of_squares == doctest::Approx(1.0 / 6).epsilon(1e-12));
    CHECK(r.gradient_norm < 1e-9);

    const std::vector<std::array<double, 2>> points{{1, 2}, {3, 1}, {0, 5}, {2, 2}};
    const std::array heights{1 * 2.0 + 2 * 7, 3 * 2.0 + 1 * 7, 5 * 7.0, 2 * 2.0 + 2 * 7};
    etna::vector<double, 2> c{0.0, 0.0};
    // The constant comes after a point's values.
    const auto plane =
        etna::with([](const auto& p, const auto& at, const auto& value,
                      const auto& raised) { return p[0] * at[0] + p[1] * at[1] + raised - value; },
                   3.0);
    method.minimize(plane, c, points, heights);
    std::array<double, 2> expected{2, 7};  // of heights - 3, by the normal equations
    double aa = 0, ab = 0, bb = 0, ah = 0, bh = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      aa += points[i][0] * points[i][0];
      ab += points[i][0] * points[i][1];
      bb += points[i][1] * points[i][1];
      ah += points[i][0] * (heights[i] - 3);
      bh += points[i][1] * (heights[i] - 3);
    }
    expected = {(bb * ah - ab * bh) / (aa * bb - ab * ab),
                (aa * bh - ab * ah) / (aa * bb - ab * ab)};
    CHECK(c[0] == doctest::Approx(expected[0]).epsilon(1e-11));
    CHECK(c[1] == doctest::Approx(expected[1]).epsilon(1e-11));
  });
}

TEST_CASE("Gauss-Newton solves a linear problem in one step") {
  std::array<double, 2> b{1e3, -1e3};
  const auto linear = [](const auto& p) {
    return std::array{p[0] + p[1] - 3.0, p[0] - p[1] - 1.0, 1e-3 * p[0] - 1.0};
  };
  const least_squares_result r = gauss_newton{}.minimize(linear, b);
  CHECK(r.reason == least_squares_stop::converged);
  CHECK(r.iterations <= 2);
  // The two directions apart: p0 + p1 and p0 - p1 leave p0 = 2 but for the third residual.
  const double p0 = (2 * 2 + 1e-3) / (2 + 1e-6);
  CHECK(b[0] == doctest::Approx(p0).epsilon(1e-13));
  CHECK(b[1] == doctest::Approx(1).epsilon(1e-13));
}

TEST_CASE("Rosenbrock's function as residuals, and Powell's, singular at its minimum") {
  const auto valley = [](const auto& p) {
    return std::array{10.0 * (p[1] - p[0] * p[0]), 1.0 - p[0]};
  };
  const auto powell = [](const auto& p) {
    const auto a = p[1] - 2.0 * p[2], b = p[0] - p[3];
    return std::array{p[0] + 10.0 * p[1], etna::sqrt(5.0) * (p[2] - p[3]), a * a,
                      etna::sqrt(10.0) * b * b};
  };
  with_both([&](const auto& method) {
    std::array<double, 2> p{-1.2, 1};
    least_squares_result r = method.minimize(valley, p);
    MESSAGE("Rosenbrock: ", r.iterations, " iterations, ", r.evaluations, " evaluations");
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(r.iterations < 40);
    CHECK(p[0] == doctest::Approx(1).epsilon(1e-10));
    CHECK(p[1] == doctest::Approx(1).epsilon(1e-10));

    std::array<double, 4> q{3, -1, 0, 1};
    r = method.minimize(powell, q);
    CHECK(r.sum_of_squares < 1e-20);
    for (const double qi : q) CHECK(std::fabs(qi) < 1e-4);
  });
}

TEST_CASE("a rank-deficient problem") {
  // Only b0 + b1 is determined, and b2 not at all.
  const auto sums = [](const auto& b) {
    const auto s = b[0] + b[1];
    return std::array{s - 1.0, 2.0 * s - 4.0, s * s - 4.0, 0.0 * b[2] + 1.0};
  };
  with_both([&](const auto& method) {
    std::array<double, 3> b{1, 0, 5};
    const least_squares_result r = method.minimize(sums, b);
    CHECK(r.reason == least_squares_stop::converged);
    // Steps are the shortest, so the difference stays; the sum is the root of the derivative.
    CHECK(b[0] - b[1] == doctest::Approx(1).epsilon(1e-6));
    CHECK(b[2] == 5);
    const double s = b[0] + b[1];
    CHECK(std::fabs((s - 1) + 2 * (2 * s - 4) + 2 * s * (s * s - 4)) < 1e-6);
  });
  with_both([&](const auto& method) {  // fewer residuals than parameters
    std::array<double, 2> b{3, 0};
    method.minimize([](const auto& p) { return std::array{p[0] + p[1] - 1.0}; }, b);
    CHECK(b[0] == doctest::Approx(2));
    CHECK(b[1] == doctest::Approx(-1));
  });
}

TEST_CASE("units of parameters do not matter") {
  const auto in_units = [](const auto& p, const auto& x, const auto& y, const auto& unit) {
    return residual<misra1a>{}(std::array{p[0] * unit[0], p[1] * unit[1]}, x, y);
  };
  const auto steps = [&](const auto& method, const std::array<double, 2>& unit) {
    std::array<double, 2> b{misra1a::far[0] / unit[0], misra1a::far[1] / unit[1]};
    const auto r = method.minimize(etna::with(in_units, unit), b, misra1a::x, misra1a::y);
    CHECK(b[1] * unit[1] == doctest::Approx(misra1a::certified[1]).epsilon(1e-9));
    return r.iterations;
  };
  with_both([&](const auto& method) {
    const std::int64_t plain = steps(method, {1, 1});
    CHECK(steps(method, {0x1p40, 0x1p-30}) == plain);
    CHECK(steps(method, {0x1p-40, 0x1p30}) == plain);
  });
}

TEST_CASE("where residuals are not numbers the step is shorter") {
  const auto logarithm = [](const auto& p) {
    return std::array{etna::log(p[0]) + 2.0, etna::sqrt(p[1]) - 0.1};
  };
  const auto arctangent = [](const auto& p) { return std::array{etna::atan(p[0])}; };
  with_both([&](const auto& method) {
    std::array<double, 2> p{5, 3};
    const least_squares_result r = method.minimize(logarithm, p);
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(p[0] == doctest::Approx(std::exp(-2.0)).epsilon(1e-9));
    CHECK(p[1] == doctest::Approx(0.01).epsilon(1e-9));
    CHECK(r.evaluations > r.iterations);
    std::array<double, 1> q{3};  // whole Gauss-Newton steps would diverge
    CHECK(method.minimize(arctangent, q).reason == least_squares_stop::converged);
    CHECK(std::fabs(q[0]) < 1e-9);
  });
}

TEST_CASE("what cannot begin is left as it is") {
  const auto roots = [](const auto& p) { return std::array{etna::sqrt(p[0]) - 1.0, p[0]}; };
  const auto line = [](const auto& p) { return std::array{p[0] - 1.0, 2.0 * p[0] - 2.0}; };
  // Goes uphill: the derivative has the wrong sign.
  const auto wrong = [](const auto& p) {
    return std::array{2.0 * etna::stop_gradient(p[0]) - p[0]};
  };
  with_both([&](const auto& method) {
    std::array<double, 1> p{-1};
    CHECK(method.minimize(roots, p).reason == least_squares_stop::not_finite);
    CHECK(p[0] == -1);
    p[0] = 0;  // a residual, but no derivative
    CHECK(method.minimize(roots, p).reason == least_squares_stop::not_finite);
    CHECK(p[0] == 0);

    p[0] = 1;
    least_squares_result r = method.minimize(line, p);
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(r.iterations == 0);
    CHECK(r.evaluations == 1);
    CHECK(p[0] == 1);

    p[0] = 4;
    r = method.minimize(wrong, p);
    CHECK(r.reason == least_squares_stop::no_decrease);
    CHECK(p[0] == 4);
    CHECK(r.sum_of_squares == 16);

    const std::vector<double> none;
    const auto point = [](const auto& q, const auto& x) { return q[0] - x; };
    CHECK(method.minimize(point, p, none).reason == least_squares_stop::converged);
  });
}

TEST_CASE("it stops after so many steps") {
  auto b = thurber::far;
  const auto residuals = etna::with(residual<thurber>{}, thurber::x, thurber::y);
  least_squares_result r = levenberg_marquardt{.max_iterations = 5}.minimize(residuals, b);
  CHECK(r.reason == least_squares_stop::max_iterations);
  CHECK(r.iterations == 5);
  CHECK(r.evaluations == 6);
  double sum = 0;
  for (const double ri : residuals(b)) sum += ri * ri;
  CHECK(r.sum_of_squares == doctest::Approx(sum).epsilon(1e-12));
  r = gauss_newton{.max_iterations = 2}.minimize(residuals, b);
  CHECK(r.reason == least_squares_stop::max_iterations);
  CHECK(r.iterations == 2);
  CHECK(r.sum_of_squares <= sum);
  r = gauss_newton{.gradient_tolerance = 1}.minimize(residuals, b);  // no cosine is larger
  CHECK(r.reason == least_squares_stop::converged);
  CHECK(r.iterations == 0);
}

TEST_CASE("in float") {
  std::vector<float> x, y;
  for (int i = 0; i < 20; ++i) {
    x.push_back(0.25F * static_cast<float>(i));
    y.push_back(3 * std::exp(-0.7F * x.back()) + (i % 2 == 0 ? 0.01F : -0.01F));
  }
  const auto residual_at = [](const auto& p, const auto& at, const auto& value) {
    return p[0] * etna::exp(-p[1] * at) - value;
  };
  with_both([&](const auto& method) {
    std::array<float, 2> b{1, 1};
    const least_squares_result r = method.minimize(residual_at, b, x, y);
    CHECK(r.reason == least_squares_stop::converged);
    CHECK(r.iterations < 20);
    std::array<double, 2> wide{1, 1};
    method.minimize(residual_at, wide, std::vector<double>(x.begin(), x.end()),
                    std::vector<double>(y.begin(), y.end()));
    CHECK(b[0] == doctest::Approx(wide[0]).epsilon(1e-5));
    CHECK(b[1] == doctest::Approx(wide[1]).epsilon(1e-5));
  });
}

TEST_CASE("what does not belong together is refused") {
  std::array<double, 1> p{1};
  const auto point = [](const auto& q, const auto& x, const auto& y) { return q[0] * x - y; };
  const std::vector<double> x(3, 1.0), y(4, 1.0);
  CHECK_THROWS_AS(gauss_newton{}.minimize(point, p, x, y), etna::size_mismatch);
  CHECK_THROWS_AS(gauss_newton{.sufficient_decrease = 1}.minimize(point, p, x, x),
                  std::invalid_argument);
  CHECK_THROWS_AS(levenberg_marquardt{.initial_damping = 0}.minimize(point, p, x, x),
                  std::invalid_argument);
}
