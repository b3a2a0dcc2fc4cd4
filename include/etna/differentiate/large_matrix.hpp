// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>

#include "etna/differentiate/call.hpp"
#include "etna/evaluate/dual.hpp"
#include "etna/transform/sparsity.hpp"

/// \file
/// Derivative matrices too large for straight-line code: a loop over one small program with unit
/// seeds, several columns at a time in the partials of dual numbers, or a row at a time.

namespace etna::detail {

inline constexpr int lanes = 8;

/// How many entries of the Jacobian of a derived function by the inputs of Set are not structurally
/// zero.
template <class Derived, input_set Set>
constexpr int count_entries() {
  return dependence<Derived, Set>.count();
}

/// Forward passes, on dual numbers, through a program without branches on derivatives: one for each
/// colour of the columns of its Jacobian by the inputs of Set, `lanes` of them at a time. Calls
/// visit(first, count, y) with the outputs, whose partials are those of the colours from first on.
template <class Program, input_set Set, class T, class Visit>
constexpr void pass_in_lanes(const T* inputs, const coloring<Set.count()>& columns, Visit visit) {
  using derived = derived_of<Program>;
  using D = dual<T, lanes>;
  std::array<D, static_cast<std::size_t>(derived::inputs)> x{};
  for (int i = 0; i < derived::inputs; ++i) x[static_cast<std::size_t>(i)] = D(inputs[i]);
  for (int first = 0; first < columns.colors; first += lanes) {
    const int count = columns.colors - first < lanes ? columns.colors - first : lanes;
    const auto seed = [&](const T& value) {
      for (int column = 0; column < Set.count(); ++column) {
        const int k = columns.color[column] - first;
        if (k < 0 || k >= count) continue;
        const int input = Set.input(column);
        x[static_cast<std::size_t>(input)].partials[static_cast<std::size_t>(k)] = value;
      }
    };
    std::array<D, static_cast<std::size_t>(derived::outputs)> y{};
    seed(T(1));
    looping<Program, D>::run(static_cast<const D*>(x.data()), y);
    seed(T(0));
    visit(first, count, y);
  }
}

/// Reverse passes: one for each colour of rows. Program is a pullback of `Rows` outputs. Calls
/// visit(colour, gradient).
template <class Program, int Rows, class T, class Visit>
constexpr void pass_in_turn(const T* inputs, const coloring<Rows>& rows, Visit visit) {
  using derived = derived_of<Program>;
  std::array<T, static_cast<std::size_t>(derived::inputs)> x{};
  for (int i = 0; i < derived::inputs - Rows; ++i) x[static_cast<std::size_t>(i)] = inputs[i];
  for (int color = 0; color < rows.colors; ++color) {
    for (int row = 0; row < Rows; ++row) {
      x[static_cast<std::size_t>(derived::inputs - Rows + row)] =
          rows.color[row] == color ? T(1) : T(0);
    }
    std::array<T, static_cast<std::size_t>(derived::outputs)> y{};
    emission<Program, T>::run(static_cast<const T*>(x.data()), y);
    visit(color, y);
  }
}

/// Calls store(row, column, entry) for a dense Jacobian, by the inputs of Set, column by column.
template <class Program, input_set Set, class T, class Store>
constexpr void columns_in_lanes(const T* inputs, Store store) {
  pass_in_lanes<Program, Set>(
      inputs, each_apart<Set.count()>, [&](int first, int count, const auto& y) {
        for (int row = 0; row < derived_of<Program>::outputs; ++row) {
          for (int k = 0; k < count; ++k) {
            store(row, first + k,
                  y[static_cast<std::size_t>(row)].partials[static_cast<std::size_t>(k)]);
          }
        }
      });
}

/// The same row by row. Program is a pullback of `Rows` outputs.
template <class Program, int Rows, class T, class Store>
constexpr void rows_in_turn(const T* inputs, Store store) {
  pass_in_turn<Program, Rows>(inputs, each_apart<Rows>, [&](int row, const auto& y) {
    for (int column = 0; column < derived_of<Program>::outputs; ++column) {
      store(row, column, y[static_cast<std::size_t>(column)]);
    }
  });
}

/// Copies entries stored in the order of the leaves of a result into it.
template <class Entries, class Result>
constexpr void store_entries(const Entries& entries, Result& result) {
  for_each_leaf(result, [&](auto& leaf, int i) { leaf = entries[static_cast<std::size_t>(i)]; });
}

}  // namespace etna::detail
