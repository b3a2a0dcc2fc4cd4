// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <tuple>
#include <type_traits>

#include "etna/array.hpp"

/// \file
/// What tests of functions of arrays share.

namespace tests {

template <class T>
using vector = etna::array<T, etna::dynamic>;
template <class T>
using matrix = etna::array<T, etna::dynamic, etna::dynamic>;

/// Numbers between from and to, the same for every seed.
template <class A>
A filled(A a, unsigned seed, double from = -1, double to = 1) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> number(from, to);
  for (auto& x : a) x = static_cast<std::remove_reference_t<decltype(x)>>(number(random));
  return a;
}
template <class T = double>
vector<T> random_vector(std::size_t n, unsigned seed, double from = -1, double to = 1) {
  return filled(vector<T>(n), seed, from, to);
}
template <class T = double>
matrix<T> random_matrix(std::size_t rows, std::size_t columns, unsigned seed, double from = -1,
                        double to = 1) {
  return filled(matrix<T>(rows, columns), seed, from, to);
}

inline double moved(double x, double h, double v) { return x + h * v; }
template <class A>
A moved(A x, double h, const A& v) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += h * v[i];
  return x;
}
inline double inner(double x, double y) { return x * y; }
template <class A>
double inner(const A& x, const A& y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}
inline double direction(double, unsigned seed) { return seed % 2 == 0 ? 0.5 : -0.75; }
template <class A>
A direction(const A& x, unsigned seed) {
  return filled(x, 100 + seed);
}

inline bool near(double x, double y, double tolerance) {
  return std::fabs(x - y) <= tolerance * (1 + std::fabs(x) + std::fabs(y));
}

/// Value, gradient, forward mode, Hessian times vector and finite differences of a scalar function
/// agree.
template <class F, class... X>
void check_derivatives(F f, double expected, const X&... x) {
  CHECK(near(etna::evaluate(f)(x...), expected, 1e-13));
  const std::tuple<X...> along{direction(x, sizeof(x) % 3)...};
  const auto with_gradient = etna::value_and_grad(f)(x...);
  CHECK(near(with_gradient.value, expected, 1e-13));
  const std::tuple<X...> gradient(with_gradient.gradient);
  const auto forward = etna::jvp(f)(std::tuple<X...>(x...), along);
  CHECK(near(forward.value, expected, 1e-13));
  std::apply(
      [&](const auto&... v) {
        const double h = 1e-5, by_differences = (etna::evaluate(f)(moved(x, h, v)...) -
                                                 etna::evaluate(f)(moved(x, -h, v)...)) /
                                                (2 * h);
        const double by_gradient =
            std::apply([&](const auto&... g) { return (0.0 + ... + inner(g, v)); }, gradient);
        CHECK(near(by_gradient, forward.tangent, 1e-12));
        CHECK(near(by_gradient, by_differences, 1e-8));
        // Second derivatives: the Hessian times a vector is the gradient's derivative along it.
        const std::tuple<X...> product(etna::hvp(f)(x..., v...));
        const std::tuple<X...> up(etna::value_and_grad(f)(moved(x, h, v)...).gradient),
            down(etna::value_and_grad(f)(moved(x, -h, v)...).gradient);
        [&]<std::size_t... K>(std::index_sequence<K...>) {
          (
              [&] {
                const auto &p = std::get<K>(product), &u = std::get<K>(up), &d = std::get<K>(down);
                const double test = inner(p, std::get<K>(along));
                const double difference =
                    (inner(u, std::get<K>(along)) - inner(d, std::get<K>(along))) / (2 * h);
                CHECK(near(test, difference, 1e-7));
              }(),
              ...);
        }(std::index_sequence_for<X...>{});
      },
      along);
}

}  // namespace tests
