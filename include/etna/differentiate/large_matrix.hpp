// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "etna/differentiate/call.hpp"
#include "etna/evaluate/dual.hpp"

/// \file
/// Derivative matrices too large for straight-line code: a loop over one small program with unit
/// seeds, several columns at a time in the partials of dual numbers, or a row at a time.

namespace etna::detail {

inline constexpr int lanes = 8;

/// How many entries of the Jacobian of a derived function by the inputs of Set are not structurally
/// zero: a set of bits is propagated through its graph.
template <class Derived, input_set Set>
constexpr int count_entries() {
  constexpr int words = (Set.count() + 63) / 64;
  constexpr const auto& nodes = Derived::value.nodes;
  std::uint64_t bits[nodes.size][words > 0 ? words : 1]{};
  for (int i = 0; i < nodes.size; ++i) {
    if (nodes.is_constant(i)) continue;
    if (nodes.is_input(i)) {
      for (int k = 0; k < Set.count(); ++k) {
        if (derivation::blocks<Set>::input[static_cast<std::size_t>(k)] == nodes.a[i]) {
          bits[i][k / 64] |= std::uint64_t{1} << (k % 64);
        }
      }
      continue;
    }
    const int operand[] = {nodes.a[i], nodes.b[i], nodes.c[i]};
    for (int k = 0; k < nodes.operation(i).arity; ++k) {
      for (int w = 0; w < words; ++w) bits[i][w] |= bits[operand[k]][w];
    }
  }
  int count = 0;
  for (int path = 0; path < Derived::value.paths.leaves; ++path) {
    int entries = 0;
    for (int k = 0; k < Derived::outputs; ++k) {
      for (int w = 0; w < words; ++w)
        entries += std::popcount(bits[Derived::value.paths.output[path][k]][w]);
    }
    count = entries > count ? entries : count;
  }
  return count;
}

/// Calls store(row, column, entry) for the Jacobian, by the inputs of Set, of a program without
/// branches on derivatives, column by column, on dual numbers.
template <class Program, input_set Set, class T, class Store>
constexpr void columns_in_lanes(const T* inputs, Store store) {
  using D = dual<T, lanes>;
  constexpr int n = Set.count();
  std::array<D, static_cast<std::size_t>(Program::inputs)> x{};
  for (int i = 0; i < Program::inputs; ++i) x[static_cast<std::size_t>(i)] = D(inputs[i]);
  for (int first = 0; first < n; first += lanes) {
    const int count = n - first < lanes ? n - first : lanes;
    const auto seed = [&](const T& value) {
      for (int k = 0; k < count; ++k) {
        const int input = derivation::blocks<Set>::input[static_cast<std::size_t>(first + k)];
        x[static_cast<std::size_t>(input)].partials[static_cast<std::size_t>(k)] = value;
      }
    };
    std::array<D, static_cast<std::size_t>(Program::outputs)> y{};
    seed(T(1));
    looping<Program, D>::run(static_cast<const D*>(x.data()), y);
    seed(T(0));
    for (int row = 0; row < Program::outputs; ++row) {
      for (int k = 0; k < count; ++k) {
        store(row, first + k,
              y[static_cast<std::size_t>(row)].partials[static_cast<std::size_t>(k)]);
      }
    }
  }
}

/// The same row by row. Program is a pullback of `Rows` outputs.
template <class Program, int Rows, class T, class Store>
constexpr void rows_in_turn(const T* inputs, Store store) {
  std::array<T, static_cast<std::size_t>(Program::inputs)> x{};
  for (int i = 0; i < Program::inputs - Rows; ++i) x[static_cast<std::size_t>(i)] = inputs[i];
  for (int row = 0; row < Rows; ++row) {
    T& seed = x[static_cast<std::size_t>(Program::inputs - Rows + row)];
    std::array<T, static_cast<std::size_t>(Program::outputs)> y{};
    seed = T(1);
    emission<Program, T>::run(static_cast<const T*>(x.data()), y);
    seed = T(0);
    for (int column = 0; column < Program::outputs; ++column) {
      store(row, column, y[static_cast<std::size_t>(column)]);
    }
  }
}

/// Copies entries stored in the order of the leaves of a result into it.
template <class Entries, class Result>
constexpr void store_entries(const Entries& entries, Result& result) {
  for_each_leaf(result, [&](auto& leaf, int i) { leaf = entries[static_cast<std::size_t>(i)]; });
}

}  // namespace etna::detail
