// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Fits nonlinear models to data by Gauss-Newton steps with Levenberg-Marquardt damping; the
// Jacobian of the residuals is etna::jacobian's. The problems are two reference data sets of NIST,
// each from the farther of its two starting points, and the fits are compared with the values that
// NIST certifies.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <etna/data.hpp>
#include <etna/etna.hpp>
#include <exception>
#include <stdexcept>
#include <string>

namespace {

template <std::size_t N>
using vector = std::array<double, N>;
template <std::size_t M, std::size_t N>
using matrix = std::array<vector<N>, M>;

/// The residuals of a model at all points: an ordinary function of the model's parameters b.
template <class Model>
struct residuals {
  template <class T, std::size_t P, std::size_t N>
  constexpr std::array<T, N> operator()(const std::array<T, P>& b, const std::array<T, N>& x,
                                        const std::array<T, N>& y) const {
    std::array<T, N> r{};
    for (std::size_t i = 0; i < N; ++i) r[i] = Model{}(b, x[i]) - y[i];
    return r;
  }
};

template <std::size_t N>
double sum_of_squares(const vector<N>& r) {
  double sum = 0;
  for (const double ri : r) sum += ri * ri;
  return sum;
}

/// Jᵀ J, of which only the lower triangle is used.
template <std::size_t N, std::size_t P>
matrix<P, P> normal_matrix(const matrix<N, P>& j) {
  matrix<P, P> a{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t p = 0; p < P; ++p) {
      for (std::size_t q = 0; q <= p; ++q) a[p][q] += j[i][p] * j[i][q];
    }
  }
  return a;
}

/// Jᵀ r
template <std::size_t N, std::size_t P>
vector<P> normal_vector(const matrix<N, P>& j, const vector<N>& r) {
  vector<P> v{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t p = 0; p < P; ++p) v[p] += j[i][p] * r[i];
  }
  return v;
}

/// The solution of a x = b for a symmetric positive definite matrix a, by its Cholesky factor.
template <std::size_t P>
vector<P> solve(matrix<P, P> a, vector<P> b) {
  for (std::size_t p = 0; p < P; ++p) {
    for (std::size_t q = 0; q <= p; ++q) {
      for (std::size_t k = 0; k < q; ++k) a[p][q] -= a[p][k] * a[q][k];
      a[p][q] = p == q ? std::sqrt(a[p][q]) : a[p][q] / a[q][q];
    }
  }
  for (std::size_t p = 0; p < P; ++p) {
    for (std::size_t k = 0; k < p; ++k) b[p] -= a[p][k] * b[k];
    b[p] /= a[p][p];
  }
  for (std::size_t p = P; p-- > 0;) {
    for (std::size_t k = p + 1; k < P; ++k) b[p] -= a[k][p] * b[k];
    b[p] /= a[p][p];
  }
  return b;
}

template <std::size_t P>
struct fit_result {
  vector<P> parameters;
  vector<P> standard_deviations;
  double sum_of_squares;
  int steps;
};

/// The least-squares fit of a model to the points (x, y), starting from the parameters b.
///
/// A step d solves (Jᵀ J + damping diag(Jᵀ J)) d = Jᵀ r. The damping falls when a step makes the
/// sum of squares smaller, and grows when it does not. (Marquardt, SIAM J. Appl. Math. 11, 1963.)
template <class Model, std::size_t P, std::size_t N>
fit_result<P> fit(const vector<N>& x, const vector<N>& y, vector<P> b) {
  const auto residual = etna::with(residuals<Model>{}, x, y);  // the data are run-time constants
  const auto jacobian = etna::jacobian(residual);              // N rows of P, in the cheaper mode

  double damping = 1e-3;
  for (int steps = 1; steps <= 1000; ++steps) {
    const vector<N> r = residual(b);
    const matrix<N, P> j = jacobian(b);
    const matrix<P, P> normal = normal_matrix(j);
    matrix<P, P> damped = normal;
    for (std::size_t p = 0; p < P; ++p) damped[p][p] *= 1 + damping;
    const vector<P> step = solve(damped, normal_vector(j, r));

    vector<P> next{};
    double change = 0;  // the largest, relative to its parameter
    for (std::size_t p = 0; p < P; ++p) {
      next[p] = b[p] - step[p];
      change = std::max(change, std::abs(step[p] / next[p]));
    }
    if (change < 1e-11) {  // what is left to go is much less than this step
      fit_result<P> result{next, {}, sum_of_squares(residual(next)), steps};
      const double variance = result.sum_of_squares / static_cast<double>(N - P);
      for (std::size_t p = 0; p < P; ++p) {
        vector<P> unit{};
        unit[p] = 1;
        result.standard_deviations[p] = std::sqrt(variance * solve(normal, unit)[p]);
      }
      return result;
    }
    // Near its minimum the sum of squares is known to fewer digits than the parameters.
    if (sum_of_squares(residual(next)) < (1 + 1e-12) * sum_of_squares(r)) {
      b = next;
      damping /= 3;
    } else {
      damping *= 10;
    }
  }
  throw std::runtime_error("the fit does not converge");
}

/// How many digits of the computed number agree with the certified one.
double digits(double computed, double certified) {
  const double error = std::abs(computed / certified - 1);
  if (!(error < 1)) return 0;  // NaN too
  return -std::log10(std::max(error, 1e-15));
}

/// Fits a model to a data set, prints the fit, and returns the smallest number of digits in which a
/// number agrees with its certified value.
template <class Model>
double run() {
  constexpr std::size_t n = Model::points;
  constexpr std::size_t parameters = Model::certified.parameters.size();
  const std::string file = std::string(ETNA_EXAMPLES_DATA "/") + Model::file;
  const auto data = etna::read_csv(file, {.header = true});
  if (data.rows() != n) throw etna::data_error(file, "expected " + std::to_string(n) + " points");
  vector<n> x{}, y{};
  std::ranges::copy(data.column(Model::x), x.begin());
  std::ranges::copy(data.column(Model::y), y.begin());

  const fit_result<parameters> result = fit<Model>(x, y, Model::start);
  const fit_result<parameters>& certified = Model::certified;
  std::printf("%s\n%zu points, %zu parameters, %d steps\n\n", Model::title, n, parameters,
              result.steps);
  std::printf("%22s %16s %8s %18s %8s\n", "value", "certified", "digits", "deviation", "digits");
  double worst = digits(result.sum_of_squares, certified.sum_of_squares);
  for (std::size_t p = 0; p < parameters; ++p) {
    const double value_digits = digits(result.parameters[p], certified.parameters[p]);
    const double deviation_digits =
        digits(result.standard_deviations[p], certified.standard_deviations[p]);
    std::printf("b%zu %19.10e %16.10e %8.1f %18.10e %8.1f\n", p + 1, result.parameters[p],
                certified.parameters[p], value_digits, result.standard_deviations[p],
                deviation_digits);
    worst = std::min({worst, value_digits, deviation_digits});
  }
  std::printf("sum of squares %.10e, certified %.10e\n\n", result.sum_of_squares,
              certified.sum_of_squares);
  return worst;
}

/// NIST StRD, Misra1a: volume against pressure in a study of adsorption. "Lower level of
/// difficulty".
struct misra1a {
  static constexpr const char* title = "Misra1a: y = b1 (1 - exp(-b2 x))";
  static constexpr const char* file = "misra1a.csv";
  static constexpr const char* x = "pressure";
  static constexpr const char* y = "volume";
  static constexpr std::size_t points = 14;
  static constexpr vector<2> start{500, 0.0001};
  static constexpr fit_result<2> certified{{2.3894212918e+02, 5.5015643181e-04},
                                           {2.7070075241e+00, 7.2668688436e-06},
                                           1.2455138894e-01,
                                           0};

  template <class T>
  constexpr T operator()(const std::array<T, 2>& b, const T& z) const {
    return b[0] * (1.0 - etna::exp(-b[1] * z));
  }
};

/// NIST StRD, Thurber: the mobility of electrons in a semiconductor. "Higher level of difficulty".
struct thurber {
  static constexpr const char* title =
      "Thurber: y = (b1 + b2 x + b3 x^2 + b4 x^3) / (1 + b5 x + b6 x^2 + b7 x^3)";
  static constexpr const char* file = "thurber.csv";
  static constexpr const char* x = "log_density";
  static constexpr const char* y = "mobility";
  static constexpr std::size_t points = 37;
  static constexpr vector<7> start{1000, 1000, 400, 40, 0.7, 0.3, 0.03};
  static constexpr fit_result<7> certified{
      {1.2881396800e+03, 1.4910792535e+03, 5.8323836877e+02, 7.5416644291e+01, 9.6629502864e-01,
       3.9797285797e-01, 4.9727297349e-02},
      {4.6647963344e+00, 3.9571156086e+01, 2.8698696102e+01, 5.5675370270e+00, 3.1333340687e-02,
       1.4984928198e-02, 6.5842344623e-03},
      5.6427082397e+03,
      0};

  template <class T>
  constexpr T operator()(const std::array<T, 7>& b, const T& z) const {
    return (b[0] + z * (b[1] + z * (b[2] + z * b[3]))) / (1.0 + z * (b[4] + z * (b[5] + z * b[6])));
  }
};

}  // namespace

int main() {
  try {
    double worst = run<misra1a>();
    worst = std::min(worst, run<thurber>());
    std::printf("every number has at least %.1f digits of NIST's eleven\n", worst);
    return worst > 9 ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
