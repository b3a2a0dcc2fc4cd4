// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "etna/simd/arch.hpp"

/// \file
/// Panels of a matrix: a few batches of columns, which kernels go down at once.

namespace etna::detail {

/// A matrix in memory, row after row: the distance of rows is `stride`.
template <class T>
struct matrix_ref {
  T* data;
  std::size_t stride;
};

/// Calls panel(batches, partial, column, last) for panels of Most batches of columns, and for what
/// is left: the first two are types, and `last` is how many columns the last batch holds.
template <std::size_t Most, class V, class Panel>
void for_each_panel(std::size_t columns, Panel panel) {
  constexpr std::size_t width = simd::lanes<V>;
  const auto batches = [&]<std::size_t Batches>(std::integral_constant<std::size_t, Batches> count,
                                                std::size_t column) {
    const std::size_t last = std::min(columns - column - (Batches - 1) * width, width);
    if (last == width) {
      panel(count, std::false_type{}, column, last);
    } else {
      panel(count, std::true_type{}, column, last);
    }
  };
  std::size_t column = 0;
  for (; column + Most * width <= columns; column += Most * width)
    panel(std::integral_constant<std::size_t, Most>{}, std::false_type{}, column, width);
  const std::size_t left = (columns - column + width - 1) / width;
  if (left == 0) return;
  [&]<std::size_t... B>(std::index_sequence<B...>) {
    ((left == B + 1 ? batches(std::integral_constant<std::size_t, B + 1>{}, column) : void()), ...);
  }(std::make_index_sequence<Most>{});
}

}  // namespace etna::detail
