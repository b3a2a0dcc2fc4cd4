// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <tuple>
#include <utility>

#include "etna/etna.hpp"

/// \file
/// Functions of two numbers whose programs are run, in each form of emission.

namespace etna::test {

/// Value and gradient of a function of an array of two numbers.
template <class F>
using program_of_two = program<
    derived<trace<F, std::array<symbol, 2>>, derivation::rows<input_set{1, {{0, 2}}}, true, 1>>>;

template <template <class, class> class Form, class F, class T>
constexpr std::array<T, 3> run_as(F, const std::array<T, 2>& x) {
  std::array<T, 3> y{};
  Form<program_of_two<F>, T>::run(x.data(), y);
  return y;
}
/// As statements, and as a loop over a table.
template <class F, class T>
constexpr std::array<T, 3> run_straight(F f, const std::array<T, 2>& x) {
  return run_as<detail::straight>(f, x);
}
template <class F, class T>
constexpr std::array<T, 3> run_looping(F f, const std::array<T, 2>& x) {
  return run_as<detail::looping>(f, x);
}

inline constexpr auto polynomial = [](const auto& x) {
  return x[0] * x[0] * x[1] - 3.0 * x[0] / x[1] + x[1];
};
inline constexpr auto elementary = [](const auto& x) {
  return exp(sin(x[0]) * cos(x[0])) + log(x[1]) * sqrt(x[1]) - tanh(x[0] * x[1]);
};
/// Four paths; each but the first computes something that is NaN or infinite where another is
/// taken.
inline constexpr auto branching = [](const auto& x) {
  const auto product = x[0] * x[1];
  if (x[0] <= 0.0) return product + x[1];
  const auto logarithm = log(x[0]);
  if (x[1] <= 0.0) return logarithm * x[1];
  if (logarithm > x[1]) return sqrt(logarithm) * product;
  return logarithm / x[1];
};

/// A point on each of its paths.
inline constexpr std::array<std::array<double, 2>, 4> points_of_paths = {
    {{-0.5, 2.0}, {3.0, -0.75}, {7.5, 0.25}, {1.5, 2.25}}};

}  // namespace etna::test
