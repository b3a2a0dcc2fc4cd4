// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "etna/core/aligned_buffer.hpp"
#include "etna/optimize/flat.hpp"
#include "etna/optimize/line_search.hpp"
#include "etna/optimize/parameters.hpp"

namespace etna {

/// Why L-BFGS stopped.
enum class lbfgs_stop {
  converged,           // the gradient or the gain is as small as asked for
  max_iterations,      // so many steps were taken
  line_search_failed,  // no lower point was found, by steepest descent either: often rounding
  not_finite           // the value or the gradient at the start, or the gradient's norm later
};

struct lbfgs_result {
  double value;          // at the parameters
  double gradient_norm;  // ‖g‖ there
  std::int64_t iterations;
  std::int64_t evaluations;  // of value and gradient
  lbfgs_stop reason;
};

/// L-BFGS: a minimiser for smooth functions of many parameters whose gradient has no noise, such as
/// the loss over all samples. x ← x + α p with p = −H g (J. Nocedal and S. Wright, Numerical
/// Optimization, 2nd ed., algorithm 7.4): H is BFGS's from the last m pairs s = Δx, y = Δg and the
/// scaling γ = s·y / y·y. The first step has length 1.
///
/// α fulfils the strong Wolfe conditions (algorithms 3.5 and 3.6):
///
///     f(x + α p) ≤ f(x) + c₁ α g·p,    |g(x + α p)·p| ≤ c₂ |g·p|
///
/// but where f changes by no more than its rounding, the gradient's norm must fall in place of f
/// (after W. Hager and H. Zhang, SIAM J. Optim. 16, 2005, section 4). If the search cannot fulfil
/// the second condition, as at a kink, it settles for the lowest point that it has found.
struct lbfgs {
  int history = 10;  // m; 0 is steepest descent
  std::int64_t max_iterations = 1000;
  double gradient_tolerance = 1e-6;   // converged if ‖g‖ is at most this,
  double value_tolerance = 0;         // or a step gains less than this part of |f|
  double sufficient_decrease = 1e-4;  // c₁
  double curvature = 0.9;             // c₂
  int line_search_evaluations = 30;   // at most

  /// Minimises from the parameters, which are changed in place: anything `flat` takes.
  /// `value_and_gradient(parameters, gradient)` writes the gradient and returns the value; it may
  /// be what etna::value_and_grad returns. The gradient is of the parameters' type, or a span if
  /// they are one.
  ///
  /// A value or a slope that is infinite or NaN makes the step shorter. A pair with
  /// y·s ≤ ε ‖s‖ ‖y‖ is left out. At the end, and if the callable throws, the parameters are the
  /// last accepted point. Throws std::invalid_argument if an option has no meaning. Takes
  /// (4 m + 9) n multiplications a step and memory for (2 m + 4) numbers a parameter, all of it
  /// allocated at the beginning.
  template <class F, class P>
  lbfgs_result minimize(F&& value_and_gradient, P&& parameters) const;
};

namespace detail {

/// Sums in double, in lanes that compilers turn into batches.
template <class F>
double sum_in_lanes(std::size_t size, const F& term) {
  constexpr std::size_t width = 8;
  std::array<double, width> sums{};
  std::size_t i = 0;
  for (; i + width <= size; i += width) {
    for (std::size_t k = 0; k < width; ++k) sums[k] += term(i + k);
  }
  for (; i < size; ++i) sums[i % width] += term(i);
  double sum = 0;
  for (const double s : sums) sum += s;
  return sum;
}
template <class T>
double inner_product(const T* a, const T* b, std::size_t size) {
  return sum_in_lanes(size, [=](std::size_t i) { return double(a[i]) * double(b[i]); });
}

/// One minimisation. `f()` is the value at the parameters x, and writes the gradient g there.
template <class T, class F>
class lbfgs_run {
 public:
  lbfgs_run(const lbfgs& options, F& f, std::span<T> x, std::span<T> g)
      : o_(options),
        f_(f),
        x_(x),
        g_(g),
        n_(x.size()),
        pairs_(static_cast<std::size_t>(options.history)),
        x0_(n_, T(), 0),
        g0_(n_, T(), 1),
        p_(n_, T(), 2),
        s_(n_ * pairs_, T(), 3),
        y_(n_ * pairs_, T(), 4),
        sy_(pairs_),
        alpha_(pairs_) {
    std::copy_n(x_.data(), n_, x0_.data());
  }
  lbfgs_run(const lbfgs_run&) = delete;
  lbfgs_run& operator=(const lbfgs_run&) = delete;
  // The last accepted point, whichever way the minimisation has ended.
  ~lbfgs_run() { std::copy_n(x0_.data(), n_, x_.data()); }

  lbfgs_result run() {
    value_ = evaluate();
    norm_ = norm_of_gradient();
    if (!std::isfinite(value_)) return result(lbfgs_stop::not_finite);
    double gain = std::numeric_limits<double>::infinity();
    for (;;) {
      if (!std::isfinite(norm_)) return result(lbfgs_stop::not_finite);
      if (norm_ <= o_.gradient_tolerance || gain < o_.value_tolerance * std::fabs(value_))
        return result(lbfgs_stop::converged);
      if (iterations_ >= o_.max_iterations) return result(lbfgs_stop::max_iterations);
      const double before = value_;
      if (!step() && (count_ == 0 || !step_downhill()))
        return result(lbfgs_stop::line_search_failed);
      ++iterations_;
      gain = std::fabs(before - value_);
    }
  }

 private:
  lbfgs_result result(lbfgs_stop reason) const {
    return {value_, norm_, iterations_, evaluations_, reason};
  }
  double evaluate() {
    ++evaluations_;
    return static_cast<double>(f_());
  }
  double norm_of_gradient() const {
    const double square = inner_product(g_.data(), g_.data(), n_);
    if (std::isnormal(square)) return std::sqrt(square);
    if (std::isnan(square)) return square;
    // Squares that are no normal numbers: those of the components over the largest are.
    double largest = 0, sum = 0;
    for (const T& g : g_) {
      const double size = std::fabs(static_cast<double>(g));
      if (size > largest) largest = size;
    }
    if (largest == 0 || !std::isfinite(largest)) return largest;
    for (const T& g : g_) {
      const double part = static_cast<double>(g) / largest;
      sum += part * part;
    }
    return largest * std::sqrt(sum);
  }
  T* s(std::size_t k) { return s_.data() + (first_ + k) % pairs_ * n_; }
  T* y(std::size_t k) { return y_.data() + (first_ + k) % pairs_ * n_; }
  double& sy(std::size_t k) { return sy_[(first_ + k) % pairs_]; }

  /// p ← −H g by the two-loop recursion. Pairs are counted from the oldest.
  void find_direction() {
    const auto add = [this](double factor, const T* v) {
      const T a = static_cast<T>(factor);
      for (std::size_t i = 0; i < n_; ++i) p_[i] += a * v[i];
    };
    for (std::size_t i = 0; i < n_; ++i) p_[i] = -g_[i];
    for (std::size_t k = count_; k-- > 0;) {
      alpha_[k] = inner_product(s(k), p_.data(), n_) / sy(k);
      add(-alpha_[k], y(k));
    }
    if (count_ > 0) {
      for (T& p : p_) p *= static_cast<T>(gamma_);
    }
    for (std::size_t k = 0; k < count_; ++k)
      add(alpha_[k] - inner_product(y(k), p_.data(), n_) / sy(k), s(k));
  }

  /// Takes a step, whose pair is remembered; or else leaves everything as it is.
  bool step() {
    find_direction();
    const double slope = inner_product(g_.data(), p_.data(), n_);
    std::copy_n(g_.data(), n_, g0_.data());
    if (!search(slope, count_ == 0 ? 1 / norm_ : 1.0)) {
      std::copy_n(g0_.data(), n_, g_.data());
      return false;
    }
    norm_ = norm_of_gradient();
    remember();
    std::copy_n(x_.data(), n_, x0_.data());
    return true;
  }
  bool step_downhill() {
    count_ = 0;
    return step();
  }

  /// Moves x along p to a point that the class comment describes.
  bool search(double slope, double step) {
    if (!(slope < 0) || !std::isfinite(slope)) return false;
    const double rounding = 10 * double(std::numeric_limits<T>::epsilon()) * std::fabs(value_);
    line_interval interval{.low = {0, value_, slope}};
    for (int k = 0; k < o_.line_search_evaluations; ++k, step = interval.next()) {
      const line_point trial = at(step);
      const double enough = value_ + o_.sufficient_decrease * step * slope;
      const bool is_lower = trial.value < value_ && trial.value <= enough;
      const bool is_flat = std::fabs(trial.slope) <= -o_.curvature * slope;
      if (trial.is_finite() && is_flat &&
          (is_lower ||
           (std::fabs(trial.value - value_) <= rounding && norm_of_gradient() < norm_))) {
        value_ = trial.value;
        return true;
      }
      interval.add(trial, !trial.is_finite() || trial.value > enough + rounding ||
                              trial.value >= interval.low.value + rounding);
    }
    const line_point lowest = interval.low;
    if (!(lowest.value < value_)) return false;
    value_ = at(lowest.step).value;
    return true;
  }
  line_point at(double step) {
    for (std::size_t i = 0; i < n_; ++i)
      x_[i] = static_cast<T>(double(x0_[i]) + step * double(p_[i]));
    const double value = evaluate();
    return {step, value, inner_product(g_.data(), p_.data(), n_)};
  }

  void remember() {
    if (pairs_ == 0) return;
    const auto ds = [this](std::size_t i) { return double(x_[i]) - double(x0_[i]); };
    const auto dy = [this](std::size_t i) { return double(g_[i]) - double(g0_[i]); };
    const double ss = sum_in_lanes(n_, [&](std::size_t i) { return ds(i) * ds(i); });
    const double yy = sum_in_lanes(n_, [&](std::size_t i) { return dy(i) * dy(i); });
    const double product = sum_in_lanes(n_, [&](std::size_t i) { return ds(i) * dy(i); });
    const double least = double(std::numeric_limits<T>::epsilon()) * std::sqrt(ss) * std::sqrt(yy);
    if (!(product > least) || !std::isfinite(yy)) return;
    if (count_ == pairs_) {
      first_ = (first_ + 1) % pairs_;
    } else {
      ++count_;
    }
    for (std::size_t i = 0; i < n_; ++i) {
      s(count_ - 1)[i] = x_[i] - x0_[i];
      y(count_ - 1)[i] = g_[i] - g0_[i];
    }
    sy(count_ - 1) = product;
    gamma_ = product / yy;
  }

  const lbfgs& o_;
  F& f_;
  std::span<T> x_, g_;
  std::size_t n_, pairs_, count_ = 0, first_ = 0;  // count_ pairs from first_ on, in a ring
  aligned_buffer<T> x0_, g0_, p_, s_, y_;
  std::vector<double> sy_, alpha_;
  double value_ = 0, norm_ = 0, gamma_ = 1;
  std::int64_t iterations_ = 0, evaluations_ = 0;
};

}  // namespace detail

template <class F, class P>
lbfgs_result lbfgs::minimize(F&& value_and_gradient, P&& parameters) const {
  using T = number_of_t<std::remove_reference_t<P>>;
  if (history < 0 || line_search_evaluations < 1 ||
      !(0 < sufficient_decrease && sufficient_decrease < curvature && curvature < 1))
    throw std::invalid_argument(
        "Etna: L-BFGS needs history >= 0, line_search_evaluations >= 1 and "
        "0 < sufficient_decrease < curvature < 1");
  const std::span<T> x = flat(parameters);
  auto memory = copy_of(parameters, 5);
  auto&& gradient = view_like<std::remove_cvref_t<P>>(memory);
  const auto& point = parameters;
  auto f = [&] {
    if constexpr (requires { value_and_gradient.into(point, gradient); }) {
      return value_and_gradient.into(point, gradient);
    } else {
      return value_and_gradient(point, gradient);
    }
  };
  return detail::lbfgs_run<T, decltype(f)>(*this, f, x, flat(gradient)).run();
}

}  // namespace etna
