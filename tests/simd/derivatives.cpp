// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Every derivative function at several points at once gives what it gives at each of them.

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "etna/core/tree.hpp"
#include "etna/simd.hpp"

namespace {

constexpr std::size_t n = 3;

// All kinds of statements: products with sums, sine and cosine of one argument, a quotient, a
// branch that differs from lane to lane.
constexpr auto f = [](const auto& x) {
  const auto wave = sin(x[0]) * cos(x[0]) + x[1] * x[2] - x[0] / x[1];
  if (x[2] > 1.0) return wave * exp(-x[2]);
  return wave * wave + log(x[1]);
};
constexpr auto several = [](const auto& x) {
  return std::array{x[0] * x[1] - tanh(x[2]), x[2] * x[2] + x[0]};
};
constexpr auto of_one = [](const auto& x) { return exp(x * x) * x; };

template <class T>
using point = std::array<T, n>;

/// The numbers of a result: of scalars, or of one lane of batches.
template <class Y, class Read>
auto numbers(const Y& y, Read read) {
  std::vector<double> all;
  etna::for_each_leaf(y, [&](const auto& leaf, int) { all.push_back(read(leaf)); });
  return all;
}

/// Checks derivative(x, v) with batches against the same with numbers, lane by lane.
template <class T, class D>
bool agrees(D derivative) {
  using batch = xsimd::batch<T>;
  constexpr std::size_t lanes = batch::size;
  std::array<point<T>, lanes> x, v;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (std::size_t k = 0; k < n; ++k) {
      x[lane][k] = T(0.3) + T(0.17) * static_cast<T>((5 * lane + 3 * k) % 11);
      v[lane][k] = T(0.9) - T(0.23) * static_cast<T>((3 * lane + 7 * k) % 8);
    }
  }
  const auto gathered = [&](const std::array<point<T>, lanes>& points) {
    std::array<batch, n> b;
    for (std::size_t k = 0; k < n; ++k) {
      T row[lanes];
      for (std::size_t lane = 0; lane < lanes; ++lane) row[lane] = points[lane][k];
      b[k] = batch::load_unaligned(row);
    }
    return b;
  };
  const auto together = derivative(gathered(x), gathered(v));
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const auto expected =
        numbers(derivative(x[lane], v[lane]), [](T leaf) { return static_cast<double>(leaf); });
    const auto got = numbers(together, [&](const batch& leaf) {
      T row[lanes];
      leaf.store_unaligned(row);
      return static_cast<double>(row[lane]);
    });
    if (got.size() != expected.size()) return false;
    for (std::size_t k = 0; k < got.size(); ++k) {
      const double apart = std::fabs(got[k] - expected[k]);
      constexpr double bound = 100 * static_cast<double>(std::numeric_limits<T>::epsilon());
      if (!(apart <= bound * (1 + std::fabs(expected[k])))) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE_TEMPLATE("gradients", T, float, double) {
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::grad(f)(x); }));
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::grad(f, etna::forward_mode)(x); }));
  CHECK(agrees<T>([](const auto& x, const auto&) {
    const auto r = etna::value_and_grad(f)(x);
    return std::tuple(r.value, r.gradient);
  }));
}

TEST_CASE_TEMPLATE("Jacobians", T, float, double) {
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::jacfwd(several)(x); }));
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::jacrev(several)(x); }));
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::jacobian(f)(x); }));
}

TEST_CASE_TEMPLATE("products with vectors", T, float, double) {
  CHECK(agrees<T>([](const auto& x, const auto& v) {
    const auto r = etna::jvp(several)(std::tuple(x), std::tuple(v));
    return std::tuple(r.value, r.tangent);
  }));
  CHECK(agrees<T>([](const auto& x, const auto& v) {
    const auto r = etna::vjp(several)(x);
    return std::tuple(r.value, r.pullback(std::array{v[0], v[1]}));
  }));
  CHECK(agrees<T>([](const auto& x, const auto& v) { return etna::hvp(f)(x, v); }));
}

TEST_CASE_TEMPLATE("higher orders", T, float, double) {
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::hessian(f)(x); }));
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::derivative<3>(of_one)(x[0]); }));
  CHECK(agrees<T>([](const auto& x, const auto&) { return etna::taylor<3>(of_one)(x[0]); }));
}
