// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/sparsity.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"

namespace {

namespace detail = etna::detail;

template <int Rows, int Columns>
constexpr auto matrix_of(const std::array<const char*, static_cast<std::size_t>(Rows)>& text) {
  detail::bit_matrix<Rows, Columns> m;
  for (int i = 0; i < Rows; ++i) {
    for (int j = 0; j < Columns; ++j) {
      if (text[static_cast<std::size_t>(i)][j] == 'x') m.set(i, j);
    }
  }
  return m;
}

constexpr auto example = matrix_of<3, 4>({"x..x", ".x..", "..xx"});
static_assert(example.count() == 5);
static_assert(example.get(2, 3) && !example.get(2, 1));
static_assert(example.transposed().get(3, 2) && example.transposed().count() == 5);
static_assert(example.transposed().transposed().get(0, 3));
constexpr detail::entry_list<5> entries(example);
static_assert(entries.row[1] == 0 && entries.column[1] == 3);
static_assert(entries.row[4] == 2 && entries.column[4] == 3);

// Rows 0 and 2 have column 3 in common; columns 0, 1 and 2 nothing.
constexpr auto rows = detail::color_rows(example);
static_assert(rows.colors == 2 && rows.color[0] == 0 && rows.color[1] == 0 && rows.color[2] == 1);
constexpr auto columns = detail::color_rows(example.transposed());
static_assert(columns.colors == 2 && columns.color[2] == 0 && columns.color[3] == 1);
// A row without entries takes the first colour.
static_assert(detail::color_rows(detail::bit_matrix<3, 3>{}).colors == 1);
static_assert(detail::each_apart<3>.colors == 3 && detail::each_apart<3>.color[2] == 2);

// More than one word a row.
constexpr auto tridiagonal = [] {
  detail::bit_matrix<200, 200> m;
  for (int i = 0; i < 200; ++i) {
    for (int j = i > 0 ? i - 1 : 0; j < 200 && j <= i + 1; ++j) m.set(i, j);
  }
  return m;
}();
static_assert(tridiagonal.count() == 598 && detail::color_rows(tridiagonal).colors == 3);

// What outputs depend on, on any path.
constexpr auto f = [](const auto& x) {
  if (x[0] < 1.0) return std::array{x[1] * x[2], x[0]};
  return std::array{x[0] + 1.0, x[0] * 0.0};
};
constexpr etna::input_set all{1, {{0, 3}}};
using derived =
    etna::derived<etna::trace<std::remove_const_t<decltype(f)>, std::array<etna::symbol, 3>>,
                  etna::derivation::value>;
static_assert(detail::dependence<derived, all>.count() == 4);

// What the modes would propagate for the inputs, x y, its sine, the square and the product: the
// inputs that each depends on, and the outputs that depend on each.
constexpr auto g = [](const auto& x) {
  const auto square = x[2] * x[2];
  return std::array{sin(x[0] * x[1]) * square, square};
};
using trace_of_g = etna::trace<std::remove_const_t<decltype(g)>, std::array<etna::symbol, 3>>;
static_assert(detail::propagated<trace_of_g, all>().tangents == 3 + 2 + 2 + 1 + 3);
static_assert(detail::propagated<trace_of_g, all>().adjoints == 2 + 2 + 1 + 1 + 2 + 1);
static_assert(detail::propagated<trace_of_g, etna::input_set{1, {{2, 1}}}>().tangents == 3);

}  // namespace

TEST_CASE("rows of one colour have no column in common") {
  // A pseudo-random matrix.
  constexpr int m = 70, n = 90;
  detail::bit_matrix<m, n> matrix;
  unsigned state = 1;
  for (int k = 0; k < 300; ++k) {
    state = state * 1664525u + 1013904223u;
    matrix.set(static_cast<int>(state >> 8) % m, static_cast<int>(state >> 18) % n);
  }
  const auto coloring = detail::color_rows(matrix);
  int conflicts = 0;
  for (int a = 0; a < m; ++a) {
    CHECK(coloring.color[a] >= 0);
    CHECK(coloring.color[a] < coloring.colors);
    for (int b = 0; b < a; ++b) {
      for (int j = 0; j < n; ++j) {
        conflicts += coloring.color[a] == coloring.color[b] && matrix.get(a, j) && matrix.get(b, j);
      }
    }
  }
  CHECK(conflicts == 0);
  CHECK(coloring.colors < 20);
}
