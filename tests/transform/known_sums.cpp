// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/known_sums.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"
#include "transform/programs.hpp"

namespace {

using etna::test::gradient_of, etna::test::run;

constexpr std::size_t n = 4;
using matrix = std::array<std::array<double, n>, n>;
constexpr matrix symmetric = {{{1, 2, 3, 4}, {2, 5, 6, 7}, {3, 6, 8, 9}, {4, 7, 9, 10}}};
// One entry is another: row 2 of the function is no sum of column 2.
constexpr matrix almost = {{{1, 2, 3, 4}, {2, 5, 6, 7}, {3, 6, 8, 9}, {4, 7, 11, 10}}};

template <const matrix& A>
constexpr auto form = [](const auto& x) {
  using T = std::remove_cvref_t<decltype(x[0])>;
  T sum(0.0);
  for (std::size_t i = 0; i < n; ++i) {
    T ax(0.0);
    for (std::size_t j = 0; j < n; ++j) ax += A[i][j] * x[j];
    sum += x[i] * ax;
  }
  return sum;
};
// Scaled by what depends on x, subtracted, and with other contributions between.
template <const matrix& A>
constexpr auto quotient = [](const auto& x) { return x[1] * x[1] - form<A>(x) / (0.7 * x[0]); };

// Twice the form in one function: two groups of contributions with factors of their own.
template <const matrix& A>
constexpr auto twice = [](const auto& x) {
  const auto q = form<A>(x);
  return q * x[2] + x[0] * q;
};

// Sums without the leading zero, and of variables alone: x·Mx with M = ((x3, x2), (x2, x3)).
constexpr auto of_variables = [](const auto& x) {
  const auto first = x[3] * x[0] + x[2] * x[1], second = x[2] * x[0] + x[3] * x[1];
  return x[0] * first + x[1] * second;
};

template <class F>
constexpr int statements =
    etna::code_of<typename gradient_of<F, static_cast<int>(n)>::reverse>.statements;

constexpr std::array<double, n> at{2, -3, 5, 7};

template <class F>
constexpr std::array<double, n> reverse(F) {
  return run<typename gradient_of<F, static_cast<int>(n)>::reverse>(at);
}
template <class F>
constexpr std::array<double, n> forward(F) {
  return run<typename gradient_of<F, static_cast<int>(n)>::forward>(at);
}

/// (A + Aᵀ) x
template <const matrix& A>
constexpr std::array<double, n> by_hand() {
  std::array<double, n> y{};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) y[i] += (A[i][j] + A[j][i]) * at[j];
  }
  return y;
}

template <std::size_t N>
constexpr bool close(const std::array<double, N>& x, const std::array<double, N>& y) {
  for (std::size_t i = 0; i < N; ++i) {
    const double apart = x[i] - y[i], size = x[i] < 0 ? -x[i] : x[i];
    if (!(apart <= 1e-14 * size && -apart <= 1e-14 * size)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the gradient of x·Ax with a symmetric matrix is 2 A x") {
  // Each row: a product (its sum begins with 0), three products with sums, and twice that.
  ETNA_CHECK_BOTH(statements<decltype(form<symmetric>)> == 4 * (1 + 3 + 1));
  ETNA_CHECK_BOTH(reverse(form<symmetric>) == by_hand<symmetric>());
}

TEST_CASE("the gradient of x·Ax with another matrix") {
  ETNA_CHECK_BOTH(reverse(form<almost>) == by_hand<almost>());
  ETNA_CHECK_BOTH(statements<decltype(form<symmetric>)> < statements<decltype(form<almost>)>);
}

TEST_CASE("known sums among other contributions") {
  ETNA_CHECK_BOTH(close(reverse(quotient<symmetric>), forward(quotient<symmetric>)));
  ETNA_CHECK_BOTH(close(reverse(quotient<almost>), forward(quotient<almost>)));
  ETNA_CHECK_BOTH(close(reverse(twice<symmetric>), forward(twice<symmetric>)));
  ETNA_CHECK_BOTH(close(reverse(twice<almost>), forward(twice<almost>)));
  ETNA_CHECK_BOTH(close(reverse(of_variables), forward(of_variables)));
  ETNA_CHECK_BOTH(statements<decltype(quotient<symmetric>)> <
                  statements<decltype(quotient<almost>)> - 2 * 4);
}
