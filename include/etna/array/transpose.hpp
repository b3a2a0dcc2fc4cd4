// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>

#include "etna/simd/arch.hpp"
#include "etna/simd/transpose.hpp"

/// \file
/// The transpose of a matrix in memory.

namespace etna::detail {

/// Writes the transpose of a matrix of `rows` rows and `columns` columns, row after row.
template <class V, class T>
void transpose_matrix(std::size_t rows, std::size_t columns, const T* from, T* to) {
  // Squares that are whole cache lines of both matrices.
  constexpr std::size_t side = simd::has_transpose<V> ? simd::lanes<V> : 64 / sizeof(T);
  for (std::size_t i = 0; i < rows; i += side) {
    const std::size_t height = std::min(rows - i, side);
    for (std::size_t j = 0; j < columns; j += side) {
      const std::size_t width = std::min(columns - j, side);
      if constexpr (simd::has_transpose<V>) {
        if (height == side && width == side) {
          V square[simd::lanes<V>];
          for (std::size_t k = 0; k < side; ++k)
            square[k] = simd::load<V>(from + (i + k) * columns + j);
          simd::transpose(square);
          for (std::size_t k = 0; k < side; ++k) simd::store<V>(to + (j + k) * rows + i, square[k]);
          continue;
        }
      }
      for (std::size_t k = j; k < j + width; ++k) {
        for (std::size_t r = i; r < i + height; ++r) to[k * rows + r] = from[r * columns + k];
      }
    }
  }
}

}  // namespace etna::detail
