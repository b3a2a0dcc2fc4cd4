// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>

#include "etna/array/panels.hpp"
#include "etna/op/fused.hpp"
#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"

/// \file
/// The product of a matrix, or its transpose, and a vector.

namespace etna::detail {

/// to = beta to, of n numbers; what there is does not matter if beta is 0.
template <class T>
void scale(std::size_t n, T beta, T* to) {
  if (beta == T(1)) return;
  for (std::size_t j = 0; j < n; ++j) to[j] = beta == T(0) ? T(0) : beta * to[j];
}

/// to[i] = alpha (row i of a) x + beta to[i], of Rows rows: as many as lanes, or one.
template <std::size_t Rows, class V, class Columns, class T>
ETNA_INLINE void dot_rows(Columns columns, matrix_ref<const T> a, const T* x, T* to, T alpha,
                          T beta) {
  using product = implementation<op::multiply_add, V>;
  constexpr std::size_t width = simd::lanes<V>;
  V sum[Rows];
#pragma GCC unroll 16
  for (std::size_t i = 0; i < Rows; ++i) sum[i] = V(T(0));
  const auto add = [&](std::size_t j) ETNA_INLINE_LAMBDA {
    const V y = simd::load<V>(x + j);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < Rows; ++i)
      sum[i] = product::value(simd::load<V>(a.data + i * a.stride + j), y, sum[i]);
  };
  std::size_t j = 0;
  if constexpr (std::is_same_v<Columns, std::size_t>) {
#pragma GCC unroll 1  // unrolled, it is slower where rows are short
    for (; j + width <= columns; j += width) add(j);
  } else {
    for (; j + width <= columns; j += width) add(j);
  }
  if (j < columns) {
    const V y = simd::load_first<V>(x + j, columns - j);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < Rows; ++i)
      sum[i] =
          product::value(simd::load_first<V>(a.data + i * a.stride + j, columns - j), y, sum[i]);
  }
  T dot[Rows];
  simd::reduce_add_each<Rows>(sum, dot);
  if constexpr (Rows == width) {
    const V y = V(alpha) * simd::load<V>(dot);
    simd::store(to, beta == T(0) ? y : product::value(V(beta), simd::load<V>(to), y));
  } else {
    *to = beta == T(0) ? alpha * *dot : alpha * *dot + beta * *to;
  }
}

/// to = alpha a x + beta to, of a matrix of `rows` rows and `columns` columns.
template <class V, class T>
ETNA_INLINE void matrix_times_vector(std::size_t rows, std::size_t columns, const T* a, const T* x,
                                     T* to, T alpha, T beta) {
  constexpr std::size_t at_once = simd::lanes<V>;
  std::size_t i = 0;
  for (; i + at_once <= rows; i += at_once)
    dot_rows<at_once, V>(columns, {a + i * columns, columns}, x, to + i, alpha, beta);
  for (; i < rows; ++i) dot_rows<1, V>(columns, {a + i * columns, columns}, x, to + i, alpha, beta);
}

/// to = alpha aᵀ x + beta to, of Batches batches of columns, of which the last holds `last`.
template <std::size_t Batches, bool Partial, class V, class T>
ETNA_INLINE void add_to_columns(std::size_t rows, matrix_ref<const T> a, const T* x, T* to,
                                std::size_t last, T alpha, T beta) {
  using product = implementation<op::multiply_add, V>;
  constexpr std::size_t width = simd::lanes<V>;
  constexpr std::size_t ways = Batches > 2 ? 2 : 4;  // sums that do not wait for each other
  // (With a panel_row GCC 12 takes 8 % more time.)
  const auto load = [&](const T* from, std::size_t j) ETNA_INLINE_LAMBDA {
    if constexpr (Partial) {
      if (j == Batches - 1) return simd::load_first<V>(from + j * width, last);
    }
    return simd::load<V>(from + j * width);
  };
  V sum[ways][Batches];
#pragma GCC unroll 4
  for (std::size_t w = 0; w < ways; ++w) {
#pragma GCC unroll 4
    for (std::size_t j = 0; j < Batches; ++j) sum[w][j] = V(T(0));
  }
  const auto add = [&](std::size_t k, V* to_sum) ETNA_INLINE_LAMBDA {
    const V factor(x[k]);
#pragma GCC unroll 4
    for (std::size_t j = 0; j < Batches; ++j)
      to_sum[j] = product::value(factor, load(a.data + k * a.stride, j), to_sum[j]);
  };
  std::size_t k = 0;
#pragma GCC unroll 1
  for (; k + ways <= rows; k += ways) {
#pragma GCC unroll 4
    for (std::size_t w = 0; w < ways; ++w) add(k + w, sum[w]);
  }
  for (; k < rows; ++k) add(k, sum[0]);
#pragma GCC unroll 4
  for (std::size_t j = 0; j < Batches; ++j) {
    V y = sum[0][j];
#pragma GCC unroll 4
    for (std::size_t w = 1; w < ways; ++w) y = y + sum[w][j];
    if (alpha != T(1)) y = y * V(alpha);
    if (beta != T(0)) y = product::value(V(beta), load(to, j), y);
    if (Partial && j == Batches - 1) {
      simd::store_first(to + j * width, y, last);
    } else {
      simd::store(to + j * width, y);
    }
  }
}

/// to += alpha aᵀ x, of Rows rows, but for the columns that do not fill a batch: their sums are
/// `rest`. (Stored for a part of a batch they could not be handed on to the next load.)
template <std::size_t Rows, class V, class T>
ETNA_INLINE void add_rows(std::size_t columns, matrix_ref<const T> a, const T* x, T* to, V& rest,
                          T alpha) {
  using product = implementation<op::multiply_add, V>;
  constexpr std::size_t width = simd::lanes<V>;
  V factor[Rows];
#pragma GCC unroll 8
  for (std::size_t i = 0; i < Rows; ++i) factor[i] = V(alpha * x[i]);
  std::size_t j = 0;
  for (; j + width <= columns; j += width) {
    V y = simd::load<V>(to + j);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < Rows; ++i)
      y = product::value(factor[i], simd::load<V>(a.data + i * a.stride + j), y);
    simd::store<V>(to + j, y);
  }
  if (j == columns) return;
#pragma GCC unroll 16
  for (std::size_t i = 0; i < Rows; ++i)
    rest = product::value(factor[i], simd::load_first<V>(a.data + i * a.stride + j, columns - j),
                          rest);
}

/// to = alpha aᵀ x + beta to, of a matrix of `rows` rows and `columns` columns.
template <class V, class T>
ETNA_INLINE void transpose_times_vector(std::size_t rows, std::size_t columns, const T* a,
                                        const T* x, T* to, T alpha, T beta) {
  // Registers hold sums, of a panel of columns, or a part of x.
  constexpr std::size_t most_batches = 4, at_once = 8;
  if (columns <= 2 * most_batches * simd::lanes<V>) {
    for_each_panel<most_batches, V>(
        columns, [&]<std::size_t Batches, bool Partial>(
                     std::integral_constant<std::size_t, Batches>, std::bool_constant<Partial>,
                     std::size_t column, std::size_t last) {
          add_to_columns<Batches, Partial, V>(rows, {a + column, columns}, x, to + column, last,
                                              alpha, beta);
        });
    return;
  }
  scale(columns, beta, to);
  const std::size_t left_columns = columns % simd::lanes<V>, filled = columns - left_columns;
  V rest = simd::load_first<V>(to + filled, left_columns);
  std::size_t k = 0;
  for (; k + at_once <= rows; k += at_once)
    add_rows<at_once, V>(columns, {a + k * columns, columns}, x + k, to, rest, alpha);
  // (Counted so that GCC 12 sees that they are few: else it warns of pointers beyond all memory.)
  for (std::size_t left = rows % at_once; left > 0; --left, ++k)
    add_rows<1, V>(columns, {a + k * columns, columns}, x + k, to, rest, alpha);
  simd::store_first(to + filled, rest, left_columns);
}

}  // namespace etna::detail
