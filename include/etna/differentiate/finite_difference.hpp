// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <limits>

#include "etna/op/exponential.hpp"
#include "etna/op/piecewise.hpp"
#include "etna/op/power.hpp"

/// \file
/// Derivatives from values alone, with an estimate of their error: what a derivative is tested
/// against.

namespace etna::detail {

/// A derivative, and by how much it may be off: NaN and infinite where there is none.
template <class T>
struct finite_difference {
  T value = std::numeric_limits<T>::quiet_NaN();
  T error = std::numeric_limits<T>::infinity();
};

/// How much values of a function scatter around a smooth one, from samples at evenly and closely
/// spaced points: differences of high order are noise alone (Moré and Wild, Estimating
/// computational noise, SIAM J. Sci. Comput. 33, 2011, section 3). NaN if a sample is not finite.
template <class T, std::size_t N>
T noise_of(std::array<T, N> sample) {
  // In units of a power of 2, since their squares may be beyond the range of T.
  T largest = 0, unit = 1;
  for (const T& s : sample) largest = etna::abs(s) > largest ? etna::abs(s) : largest;
  while (unit < largest / 2) unit *= 2;
  while (unit / 2 > largest && unit > 4 * std::numeric_limits<T>::min()) unit /= 2;
  for (T& s : sample) s /= unit;
  T noise = 0;
  T scale = 1;  // (k!)² / (2k)!
  for (std::size_t k = 1; k < N; ++k) {
    T sum = 0;
    for (std::size_t i = 0; i + k < N; ++i) {
      sample[i] = sample[i + 1] - sample[i];
      sum += sample[i] * sample[i];
    }
    scale *= T(k) / T(2 * (2 * k - 1));
    const T deviation = etna::sqrt(scale * sum / T(N - k));
    if (k > N / 2 && !(deviation <= noise)) noise = deviation;
  }
  return noise * unit;
}

/// Central differences with ever smaller steps, extrapolated to step 0 by Richardson's method; each
/// column removes one more even power of the step. The error is how much the last extrapolations
/// changed the result (Ridders, Accurate computation of F'(x) and F'(x)F''(x), Adv. Eng. Softw. 4,
/// 1982), and what the noise of the values can make of it.
template <class T>
class richardson {
 public:
  T noise = 0;  // of the values, beyond their rounding
  finite_difference<T> best{};

  /// By which the steps shrink: with the golden ratio, no period of a function is near to a
  /// multiple of several steps in turn, which would agree by mistake.
  static constexpr T ratio = T(0.61803398874989484820L);

  /// Adds the values at the ends, `high` and `low`, of an interval around `center` that is to be
  /// narrower than the one before by the ratio.
  void add(T above, T center, T below, T high, T low) {
    constexpr T epsilon = std::numeric_limits<T>::epsilon();
    T next[columns]{};
    next[0] = (above - below) / (high - low);
    if (!(next[0] - next[0] == 0)) {  // beyond the function's domain
      rows_ = 0;
      return;
    }
    // A value is at best the rounded one of a point that is one rounding away; the absolute weights
    // of the extrapolation sum up to less than 4.
    const T slope = larger(above - center, center - below) / (high - low);
    const T rounded = epsilon * (larger(above, below) + 2 * slope * larger(high, low));
    const T rounding = 8 * (noise > rounded ? noise : rounded) / (high - low);
    // An estimate that is worth its name knows a digit, or is small for a function of such values.
    const T small = rounded / etna::sqrt(epsilon) / (high - low);
    T power = 1;
    const int last = rows_ < columns - 1 ? rows_ : columns - 1;
    for (int j = 1; j <= last; ++j) {
      power /= ratio * ratio;
      next[j] = next[j - 1] + (next[j - 1] - row_[j - 1]) / (power - 1);
      const T error = larger(next[j] - next[j - 1], next[j] - row_[j - 1]) + rounding;
      const T least = etna::abs(next[j]) / 10;
      // Of two that exclude each other, that of the narrower interval holds: the other's may reach
      // beyond a pole.
      const bool excludes = etna::abs(next[j] - best.value) > 4 * (error + best.error);
      if (rows_ > 1 && (error < best.error || excludes) &&
          error <= (least < small ? small : least)) {
        best = {next[j], error};
      }
    }
    for (int j = 0; j < columns; ++j) row_[j] = next[j];
    ++rows_;
  }

 private:
  static T larger(T a, T b) { return etna::abs(a) < etna::abs(b) ? etna::abs(b) : etna::abs(a); }

  static constexpr int columns = 6;
  T row_[columns]{};
  int rows_ = 0;
};

/// The derivatives of the M values that f(x, y) writes to y, by x[i]. Steps are tried from a tenth
/// of x[i], and not less than a tenth, downwards. x is changed meanwhile.
template <int M, class T, class F>
std::array<finite_difference<T>, static_cast<std::size_t>(M)> differentiate_numerically(const F& f,
                                                                                        T* x,
                                                                                        int i) {
  constexpr std::size_t m = static_cast<std::size_t>(M);
  using values = std::array<T, m>;
  const T center = x[i], size = etna::abs(center);
  const auto at = [&](T place) {
    values y;
    x[i] = place;
    f(static_cast<const T*>(x), y.data());
    x[i] = center;
    return y;
  };

  // Samples so close that a smooth function is a straight line there; not at round numbers, whose
  // multiples are exact.
  T spacing = T(0.9173) * (size > std::numeric_limits<T>::min() ? size : T(1));
  for (int bit = 0; bit < std::numeric_limits<T>::digits / 2; ++bit) spacing /= 2;
  constexpr std::size_t samples = 9;
  std::array<values, samples> sample;
  for (std::size_t k = 0; k < samples; ++k)
    sample[k] = at(center + T(int(k) - int(samples / 2)) * spacing);

  std::array<richardson<T>, m> table;
  for (std::size_t k = 0; k < m; ++k) {
    std::array<T, samples> of_output;
    for (std::size_t s = 0; s < samples; ++s) of_output[s] = sample[s][k];
    table[k].noise = 4 * noise_of(of_output);
  }

  T step = T(0.1) * (size > 1 ? size : T(1));
  for (int count = 0; count < 30 || (size > 0 && step > size / 4096); ++count) {
    const T above = center + step, below = center - step;
    if (above == center || count == 90) break;
    const values y_above = at(above), y_below = at(below);
    for (std::size_t k = 0; k < m; ++k) {
      table[k].add(y_above[k], sample[samples / 2][k], y_below[k], above, below);
    }
    step *= richardson<T>::ratio;
  }
  std::array<finite_difference<T>, m> result;
  for (std::size_t k = 0; k < m; ++k) result[k] = table[k].best;
  return result;
}

}  // namespace etna::detail
