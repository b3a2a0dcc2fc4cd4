// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <stdexcept>
#include <utility>

#include "etna/core/tree.hpp"
#include "etna/eigen/residuals.hpp"
#include "etna/optimize/flat.hpp"

/// \file
/// Nonlinear least squares, min ‖r(x)‖² over a few parameters x: Jacobians J by differentiation,
/// dense linear algebra by Eigen.
///
/// `minimize(residuals, parameters)` is given all residuals at once: a function without captures,
/// or etna::with of one, from the parameters to an array. `minimize(residual, parameters, data...)`
/// is given the residual of one data point, a function of the parameters and a value of each range
/// in `data`; the number of points need not be known to the compiler.
///
/// Parameters (a std::array, an etna::vector, or what else `flat` takes and functions are
/// differentiated by) are changed in place, and always left at the point with the smallest sum that
/// was accepted. Residuals that are infinite or NaN make a step shorter. Throws
/// std::invalid_argument if an option has no meaning, size_mismatch if ranges differ in size. An
/// iteration takes about 2 m n² multiplications beside the Jacobian, m residuals by n parameters.

namespace etna {

/// Why a least-squares fit stopped.
enum class least_squares_stop {
  converged,       // the gradient or the step is as small as asked for, or as rounding lets it be
  max_iterations,  // so many steps were tried
  no_decrease,     // no step that is long enough to matter makes the sum smaller
  not_finite       // residuals or Jacobian are infinite or NaN where a step begins
};

struct least_squares_result {
  double sum_of_squares;     // ‖r‖² at the parameters
  double gradient_norm;      // ‖Jᵀ r‖ there
  std::int64_t iterations;   // steps; with Levenberg-Marquardt those refused too
  std::int64_t evaluations;  // of all residuals
  least_squares_stop reason;
};

/// Gauss-Newton with backtracking: x ← x + α δ, δ = arg min ‖J δ + r‖ (J. Nocedal and S. Wright,
/// Numerical Optimization, 2nd ed., section 10.3), with the largest α of 1, ½, ¼, ... for which
/// ‖r‖² falls by 2 c₁ α ‖J δ‖² or more.
///
/// J's columns are scaled to length 1, and δ is found by a rank-revealing QR decomposition (Eigen's
/// CompleteOrthogonalDecomposition): where J has not full rank, δ is the shortest of all minima in
/// that scale. Close to full rank steps are long; levenberg_marquardt is made for that.
struct gauss_newton {
  std::int64_t max_iterations = 100;
  double gradient_tolerance = 1e-12;  // converged if |cos| of each angle between r and J's columns
                                      // is at most this,
  double step_tolerance = 1e-10;      // or ‖D δ‖ ≤ this ‖D x‖, with D the lengths of J's columns
  double sufficient_decrease = 1e-4;  // c₁
  double rank_tolerance = 1e-13;      // pivots are 0 if smaller than this part of the largest one

  template <class F, class P, class... Data>
  least_squares_result minimize(const F& residuals, P& parameters, const Data&... data) const;
};

/// The Levenberg-Marquardt method: x ← x + δ with (Jᵀ J + μ D²) δ = −Jᵀ r, D = diag ‖J's columns‖
/// (D. Marquardt, SIAM J. Appl. Math. 11, 1963), each the largest so far (J. Moré, The
/// Levenberg-Marquardt algorithm, 1978), so that units do not matter. Solved as the least-squares
/// problem in D δ with √μ I below J D⁻¹, by Householder QR with column pivoting: Jᵀ J, with the
/// square of J's condition, is never formed.
///
/// μ after H. Nielsen (Damping parameter in Marquardt's method, 1999): with the gain ratio
/// ρ = (‖r(x)‖² − ‖r(x + δ)‖²) / (‖J δ‖² + 2 μ ‖D δ‖²) the step is taken if ρ > 0, and μ is
/// multiplied by max(⅓, 1 − (2 ρ − 1)³); else by 2, 4, 8, ...
struct levenberg_marquardt {
  std::int64_t max_iterations = 1000;
  double gradient_tolerance = 1e-12;  // as in gauss_newton
  double step_tolerance = 1e-10;
  double initial_damping = 1e-3;  // μ
  double minimum_damping = 1e-16;

  template <class F, class P, class... Data>
  least_squares_result minimize(const F& residuals, P& parameters, const Data&... data) const;
};

namespace detail {

/// What both methods share: the point, its residuals and Jacobian, and the decisions about steps.
template <class Problem, class P>
class fit {
 public:
  using T = typename Problem::scalar;
  using vector_type = Eigen::Matrix<T, Eigen::Dynamic, 1>;
  using matrix_type = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
  enum class outcome { taken, refused, done };

  static constexpr Eigen::Index n = tree_size<P>;
  static constexpr double epsilon = std::max<double>(
      std::numeric_limits<T>::epsilon(), std::numeric_limits<number_of_t<P>>::epsilon());
  const Eigen::Index m;
  vector_type r, lengths;  // of the Jacobian's columns
  matrix_type jacobian;
  double sum = 0;
  std::int64_t iterations = 0;

  fit(const Problem& problem, P& parameters, double gradient_tolerance, double step_tolerance)
      : m(problem.size()),
        r(m),
        lengths(n),
        jacobian(m, n),
        problem_(problem),
        x_(parameters),
        next_(parameters),
        next_r_(m),
        gradient_(n),
        gradient_tolerance_(gradient_tolerance),
        step_tolerance_(std::max(step_tolerance, epsilon)) {
    static_assert(!std::ranges::view<P>,
                  "Etna: fitted parameters own their numbers: a std::array, not a std::span.");
    problem_.values(x_, r);
    sum = static_cast<double>(r.squaredNorm());
  }

  /// Computes the Jacobian at the point. False if that is where to stop.
  bool linearize() {
    problem_.derivatives(x_, jacobian);
    gradient_.noalias() = jacobian.transpose() * r;
    lengths = jacobian.colwise().norm();
    if (!std::isfinite(sum) || !gradient_.allFinite() || !lengths.allFinite())
      return stop(least_squares_stop::not_finite);
    const T bound = static_cast<T>(gradient_tolerance_ * std::sqrt(sum));
    if (is_last_ || (gradient_.array().abs() <= bound * lengths.array()).all())
      return stop(least_squares_stop::converged);
    return true;
  }
  /// False: there is nothing left to do.
  bool stop(least_squares_stop reason) {
    reason_ = reason;
    return false;
  }
  least_squares_result result() const {
    return {sum, static_cast<double>(gradient_.norm()), iterations, evaluations_, reason_};
  }

  /// ‖r‖² at x + part δ; infinite if it is not a number.
  double sum_after(const vector_type& step, double part = 1) {
    const auto to = flat(next_);
    const auto from = flat(std::as_const(x_));
    for (std::size_t i = 0; i < to.size(); ++i)
      to[i] = static_cast<number_of_t<P>>(from[i] + T(part) * step[Eigen::Index(i)]);
    ++evaluations_;
    problem_.values(next_, next_r_);
    const double next_sum = static_cast<double>(next_r_.squaredNorm());
    return std::isfinite(next_sum) ? next_sum : std::numeric_limits<double>::infinity();
  }
  /// Whether a change of the sum is less than what is known of it. Residuals are differences of
  /// larger numbers: the factor stands for the digits that cancel.
  bool is_rounding(double change) const { return std::fabs(change) <= 4096 * epsilon * sum; }

  /// Takes the step that sum_after was asked of if the sum falls by `enough`; where that cannot be
  /// told from rounding, as long as steps become shorter. `length` is ‖D δ‖; `is_first` tells
  /// whether the step is the first one tried from its point: a small one means convergence then.
  outcome decide(double next_sum, double enough, double predicted, double length, bool is_first) {
    const double gain = sum - next_sum;
    const bool is_small = !(length > step_tolerance_ * length_of_parameters());
    const bool rounds = is_rounding(gain) && is_rounding(predicted);
    if ((rounds && length < rounding_length_) || (!rounds && gain > 0 && gain >= enough)) {
      if (rounds) rounding_length_ = length;
      is_last_ = is_small && is_first;
      x_ = next_;
      r.swap(next_r_);
      sum = next_sum;
      return outcome::taken;
    }
    if (!rounds && !is_small) return outcome::refused;
    stop(rounds || is_first ? least_squares_stop::converged : least_squares_stop::no_decrease);
    return outcome::done;
  }

 private:
  double length_of_parameters() const {
    double squares = 0;
    const auto x = flat(std::as_const(x_));
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double product = static_cast<double>(x[i] * lengths[Eigen::Index(i)]);
      squares += product * product;
    }
    return std::sqrt(squares);
  }

  const Problem& problem_;
  P& x_;
  P next_;
  vector_type next_r_, gradient_;
  double gradient_tolerance_, step_tolerance_;
  double rounding_length_ = std::numeric_limits<double>::infinity();
  bool is_last_ = false;
  std::int64_t evaluations_ = 1;
  least_squares_stop reason_ = least_squares_stop::max_iterations;
};

}  // namespace detail

template <class F, class P, class... Data>
least_squares_result gauss_newton::minimize(const F& residuals, P& parameters,
                                            const Data&... data) const {
  if (!(sufficient_decrease >= 0 && sufficient_decrease < 1))
    throw std::invalid_argument("Etna: Gauss-Newton needs 0 <= sufficient_decrease < 1");
  const auto problem = detail::problem_of(residuals, parameters, data...);
  detail::fit fit(problem, parameters, gradient_tolerance, step_tolerance);
  using fit_type = decltype(fit);
  using outcome = typename fit_type::outcome;
  using T = typename fit_type::T;
  Eigen::CompleteOrthogonalDecomposition<typename fit_type::matrix_type> qr(fit.m, fit.n);
  qr.setThreshold(static_cast<T>(std::max(rank_tolerance, double(fit.n) * fit.epsilon)));
  typename fit_type::vector_type scale(fit.n), step(fit.n);

  while (fit.linearize() && fit.iterations < max_iterations) {
    ++fit.iterations;
    scale = (fit.lengths.array() > T(0)).select(fit.lengths.cwiseInverse(), T(1));
    qr.compute(fit.jacobian * scale.asDiagonal());
    step = scale.cwiseProduct(qr.solve(-fit.r));
    const double slope = 2 * static_cast<double>((fit.jacobian * step).squaredNorm());
    const double length = static_cast<double>(fit.lengths.cwiseProduct(step).norm());
    outcome next = outcome::refused;
    for (double part = 1; next == outcome::refused; part /= 2) {
      next = fit.decide(fit.sum_after(step, part), sufficient_decrease * part * slope, slope,
                        part * length, part == 1);
      if (next == outcome::refused && part < fit.epsilon) {
        fit.stop(least_squares_stop::no_decrease);
        next = outcome::done;
      }
    }
    if (next == outcome::done) break;
  }
  return fit.result();
}

template <class F, class P, class... Data>
least_squares_result levenberg_marquardt::minimize(const F& residuals, P& parameters,
                                                   const Data&... data) const {
  if (!(initial_damping > 0 && minimum_damping > 0))
    throw std::invalid_argument("Etna: Levenberg-Marquardt needs a damping greater than 0");
  const auto problem = detail::problem_of(residuals, parameters, data...);
  detail::fit fit(problem, parameters, gradient_tolerance, step_tolerance);
  using fit_type = decltype(fit);
  using outcome = typename fit_type::outcome;
  using T = typename fit_type::T;
  using matrix_type = typename fit_type::matrix_type;
  using vector_type = typename fit_type::vector_type;
  Eigen::ColPivHouseholderQR<matrix_type> qr(fit.m + fit.n, fit.n);
  matrix_type damped(fit.m + fit.n, fit.n);
  vector_type right = vector_type::Zero(fit.m + fit.n), step(fit.n), unit(fit.n);
  vector_type scale = vector_type::Zero(fit.n);

  double damping = initial_damping;
  outcome next = outcome::taken;
  while (next == outcome::taken && fit.linearize()) {
    scale = scale.cwiseMax(fit.lengths);
    unit = (scale.array() > T(0)).select(scale.cwiseInverse(), T(1));
    damped.topRows(fit.m) = fit.jacobian * unit.asDiagonal();
    right.head(fit.m) = -fit.r;
    next = outcome::refused;
    for (double growth = 2; next == outcome::refused; growth *= 2) {
      if (fit.iterations >= max_iterations) return fit.result();
      ++fit.iterations;
      damped.bottomRows(fit.n).setIdentity();
      damped.bottomRows(fit.n) *= static_cast<T>(std::sqrt(damping));
      step = qr.compute(damped).solve(right);  // D δ
      const double length = static_cast<double>(step.norm());
      step = step.cwiseProduct(unit);
      const double predicted =
          static_cast<double>((fit.jacobian * step).squaredNorm()) + 2 * damping * length * length;
      const double next_sum = fit.sum_after(step);
      const double ratio = fit.is_rounding(predicted) ? 1 : (fit.sum - next_sum) / predicted;
      next = fit.decide(next_sum, 0, predicted, length, growth == 2);
      damping *=
          next == outcome::taken ? std::max(1.0 / 3, 1 - std::pow(2 * ratio - 1, 3)) : growth;
      damping = std::max(damping, minimum_damping);
    }
  }
  return fit.result();
}

}  // namespace etna
