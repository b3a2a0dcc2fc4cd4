// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/sparsity.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "etna/etna.hpp"
#include "support/ulp.hpp"

namespace {

using etna::sparsity;

template <std::size_t N>
constexpr std::array<double, N> somewhere() {
  std::array<double, N> x{};
  for (std::size_t i = 0; i < N; ++i) x[i] = 0.01 * static_cast<double>(i) - 0.3;
  return x;
}

// --- Jacobians ---

constexpr auto f = [](const auto& x) { return std::array{x[0] * x[1], sin(x[2])}; };
constexpr auto of_f = sparsity<std::array<double, 3>>(f);
static_assert(of_f.shape == std::array{2, 3} && of_f.nonzeros == 3);
static_assert(of_f.row_starts == std::array{0, 2, 3});
static_assert(of_f.columns == std::array{0, 1, 2});
static_assert(of_f.values(std::array{2.0, 3.0, 0.0}) == std::array{3.0, 2.0, 1.0});

// What depends on a variable without a derivative is zero; what is constant is not.
constexpr auto g = [](auto x, auto y) {
  return std::tuple(floor(x) + 2.0 * y, x * y * 0.0, etna::stop_gradient(x), x - x);
};
constexpr auto of_g = sparsity(g);
static_assert(of_g.shape == std::array{4, 2});
static_assert(of_g.row_starts == std::array{0, 1, 1, 1, 1} && of_g.columns == std::array{1});
static_assert(of_g.values(1.5, 2.5) == std::array{2.0});

// Several arguments, one after the other; some of them; run-time constants.
constexpr auto h = [](const auto& x, auto k) { return std::array{k * x[1], x[0]}; };
constexpr std::array<double, 2> x2{3.0, 4.0};
constexpr auto of_h = sparsity(h, x2, 5.0);
static_assert(of_h.shape == std::array{2, 3} && of_h.columns == std::array{1, 2, 0});
static_assert(of_h.values(x2, 5.0) == std::array{5.0, 4.0, 1.0});
constexpr auto by_k = sparsity(h, x2, 5.0, etna::wrt<1>);
static_assert(by_k.shape == std::array{2, 1} && by_k.row_starts == std::array{0, 1, 1});
static_assert(by_k.values(x2, 5.0) == std::array{4.0});
constexpr auto bound_h = sparsity(etna::with(h, 5.0), x2);
static_assert(bound_h.shape == std::array{2, 2} && bound_h.values(x2) == std::array{5.0, 1.0});

// The union of all paths.
constexpr auto branches = [](const auto& x) {
  if (x[0] < 0) return std::array{x[1], x[0]};
  return std::array{x[0], x[0]};
};
constexpr auto of_branches = sparsity<std::array<double, 2>>(branches);
static_assert(of_branches.row_starts == std::array{0, 2, 3});
static_assert(of_branches.values(std::array{-1.0, 1.0}) == std::array{0.0, 1.0, 1.0});
static_assert(of_branches.values(std::array{1.0, 1.0}) == std::array{1.0, 0.0, 1.0});

// Nothing but zeros.
constexpr auto steps = [](const auto& x) { return std::array{floor(x[0]), ceil(x[1])}; };
constexpr auto of_steps = sparsity<std::array<double, 2>>(steps);
static_assert(of_steps.nonzeros == 0 && of_steps.row_starts == std::array{0, 0, 0});
static_assert(of_steps.columns.empty() && of_steps.values(x2).empty());

// Nothing is computed for zeros, and columns without a row in common share a pass.
constexpr auto squares = []<std::size_t N>(const auto& x, std::integral_constant<std::size_t, N>) {
  auto y = x;
  for (std::size_t i = 0; i < N; ++i) y[i] = x[i] * x[i] * x[i];
  return y;
};
constexpr auto many_squares = [](const auto& x) {
  return squares(x, std::integral_constant<std::size_t, 100>{});
};
constexpr auto of_squares = sparsity<std::array<double, 100>>(many_squares);
static_assert(of_squares.nonzeros == 100 && of_squares.columns[77] == 77);

// A row and a diagonal: reverse mode; a column and a diagonal: forward mode.
constexpr auto arrow = [](const auto& x) {
  auto y = x;
  for (std::size_t i = 1; i < 6; ++i) {
    y[0] = y[0] + exp(x[i]);
    y[i] = x[i] * x[i];
  }
  return y;
};
constexpr auto of_arrow = sparsity<std::array<double, 6>>(arrow);
static_assert(of_arrow.nonzeros == 11);

// --- Hessians ---

constexpr auto rosenbrock = []<class T, std::size_t N>(const std::array<T, N>& x) {
  T sum = 0;
  for (std::size_t i = 0; i + 1 < N; ++i) {
    sum += 100 * square(x[i + 1] - square(x[i])) + square(1 - x[i]);
  }
  return sum;
};
constexpr auto of_rosenbrock = sparsity<std::array<double, 3>>(rosenbrock);
static_assert(of_rosenbrock.shape == std::array{3, 3});
static_assert(of_rosenbrock.row_starts == std::array{0, 2, 5, 7});
static_assert(of_rosenbrock.columns == std::array{0, 1, 0, 1, 2, 1, 2});

constexpr auto mixed = [](auto a, const auto& b) { return a * b[0] * b[0] + b[1]; };
constexpr auto of_mixed = sparsity<double, std::array<double, 2>>(mixed);
static_assert(of_mixed.row_starts == std::array{0, 1, 3, 3});  // by a, b[0], b[1]
static_assert(of_mixed.columns == std::array{1, 0, 1});
static_assert(of_mixed.values(3.0, x2) == std::array{6.0, 6.0, 6.0});
constexpr auto by_b = sparsity(mixed, 3.0, x2, etna::wrt<1>);
static_assert(by_b.row_starts == std::array{0, 1, 1} && by_b.values(3.0, x2) == std::array{6.0});

// Linear functions have none.
static_assert(sparsity([](auto x, auto y) { return x + 2.0 * y; }).nonzeros == 0);

/// Compares the entries with those of a dense matrix, and the rest of it with 0.
template <class Sparsity, std::size_t M, std::size_t N, class... X>
void check_against(const Sparsity& s, const std::array<std::array<double, N>, M>& dense,
                   const X&... x) {
  REQUIRE(s.shape == std::array{static_cast<int>(M), static_cast<int>(N)});
  const auto values = s.values(x...);
  auto expanded = dense;
  for (auto& row : expanded) row.fill(0.0);
  for (std::size_t i = 0; i < M; ++i) {
    for (int k = s.row_starts[i]; k < s.row_starts[i + 1]; ++k) {
      const auto entry = static_cast<std::size_t>(k);
      expanded[i][static_cast<std::size_t>(s.columns[entry])] = values[entry];
    }
  }
  int different = 0;
  for (std::size_t i = 0; i < M; ++i) {
    for (std::size_t j = 0; j < N; ++j) {
      const double error = expanded[i][j] - dense[i][j];
      different += !(error * error <= 1e-28 * dense[i][j] * dense[i][j]);
    }
  }
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("entries of Jacobians are those of the dense one, in both modes") {
  const auto x = somewhere<6>();
  const auto dense = etna::jacobian(arrow)(x);
  check_against(of_arrow, dense, x);
  check_against(sparsity(arrow, x, etna::forward_mode), dense, x);
  check_against(sparsity(arrow, x, etna::reverse_mode), dense, x);
  const auto transposed = [](const auto& z) {
    auto y = z;
    for (std::size_t i = 0; i < 6; ++i) y[i] = exp(z[0]) * z[i];
    return y;
  };
  check_against(sparsity(transposed, x), etna::jacobian(transposed)(x), x);
  check_against(sparsity(transposed, x, etna::forward_mode), etna::jacobian(transposed)(x), x);
  check_against(sparsity(transposed, x, etna::reverse_mode), etna::jacobian(transposed)(x), x);
}

TEST_CASE("the Jacobian of 100 cubes") {
  const auto x = somewhere<100>();
  const auto values = of_squares.values(x);
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(etna::test::ulp_error(values[i], 3 * static_cast<long double>(x[i]) * x[i]) <= 2);
  }
}

TEST_CASE("a tridiagonal Hessian of 40 variables in straight-line code") {
  const auto x = somewhere<40>();
  const auto s = sparsity<std::array<double, 40>>(rosenbrock);
  static_assert(s.nonzeros == 118);
  check_against(s, etna::hessian(rosenbrock)(x), x);
}

TEST_CASE("matrices too large for straight-line code") {
  constexpr std::size_t size = 33;
  const auto x = somewhere<size>();
  SUBCASE("Jacobian, but for a diagonal") {
    constexpr auto scaled = [](const auto& z) {
      auto y = z;
      auto sum = z[0];
      for (std::size_t i = 1; i < size; ++i) sum += z[i];
      for (std::size_t i = 0; i < size; ++i) y[i] = exp(z[i]) * (sum - z[i]);
      y[0] = z[0] * z[0];
      return y;
    };
    const auto check = [&](const auto& s) {
      CHECK(s.nonzeros == 1 + 32 * 33);
      check_against(s, etna::jacfwd(scaled)(x), x);
    };
    check(sparsity(scaled, x, etna::forward_mode));
    check(sparsity(scaled, x, etna::reverse_mode));
  }
  SUBCASE("Hessian") {
    constexpr auto dense = [](const auto& z) {
      std::remove_cvref_t<decltype(z[0])> sum = 0;
      for (std::size_t i = 0; i < size; ++i) sum += z[i] * z[i];
      return sum * sum * sum;
    };
    const auto s = sparsity(dense, x);
    CHECK(s.nonzeros == size * size);
    double sum = 0;
    for (const double e : x) sum += e * e;
    std::array<std::array<double, size>, size> expected{};
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        expected[i][j] = 24 * sum * x[i] * x[j] + (i == j ? 6 * sum * sum : 0.0);
      }
    }
    check_against(s, expected, x);
    const auto values = s.values(x);
    int asymmetric = 0;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < i; ++j)
        asymmetric += values[size * i + j] != values[size * j + i];
    }
    CHECK(asymmetric == 0);
  }
}

TEST_CASE("entries in another type of number") {
  const auto values = of_f.values(std::array{2.0L, 3.0L, 0.0L});
  static_assert(std::is_same_v<decltype(values), const std::array<long double, 3>>);
  CHECK(values == std::array{3.0L, 2.0L, 1.0L});
}
