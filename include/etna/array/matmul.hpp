// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "etna/array/cblas.hpp"
#include "etna/array/matvec.hpp"
#include "etna/array/panels.hpp"
#include "etna/array/transpose.hpp"
#include "etna/op/fused.hpp"
#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"
#include "etna/simd/parallel.hpp"

/// \file
/// The product of matrices in registers: a tile of the result is held in as many of them as there
/// are, while rows of the second matrix stream past. Nothing is copied, except a second matrix that
/// is to be transposed.

namespace etna::detail {

/// How many registers a tile of the result takes: rows, and batches in each row. It leaves room for
/// a row of the second matrix and an element of the first.
template <class V>
struct matmul_tile {
  static constexpr bool many_registers = simd::lanes<V> * sizeof(simd::lane_t<V>) == 64;
  static constexpr std::size_t rows = many_registers ? 8 : 4, batches = many_registers ? 3 : 2;
  /// Of so many terms, the part of the second matrix that is read stays in the first cache.
  static constexpr std::size_t most_terms = 16384 / (batches * sizeof(V));
};

/// Batches batches of a row, of which the last holds `last` numbers if Partial.
template <std::size_t Batches, bool Partial, class V>
struct panel_row {
  using T = simd::lane_t<V>;
  static constexpr std::size_t width = simd::lanes<V>;
  std::size_t last;

  ETNA_INLINE V load(const T* from, std::size_t j) const {
    if (Partial && j == Batches - 1) return simd::load_first<V>(from + j * width, last);
    return simd::load<V>(from + j * width);
  }
  ETNA_INLINE void store(T* to, std::size_t j, const V& x) const {
    if (Partial && j == Batches - 1) return simd::store_first(to + j * width, x, last);
    simd::store(to + j * width, x);
  }
};

/// One tile of c = alpha op(a) b + beta c: Rows rows and Batches batches of columns, of which the
/// last holds `last` columns; over `depth` terms.
template <bool Transposed, std::size_t Rows, std::size_t Batches, bool Partial, class V, class T>
ETNA_INLINE void matmul_one_tile(std::size_t depth, matrix_ref<const T> a, matrix_ref<const T> b,
                                 matrix_ref<T> c, std::size_t last, T alpha, T beta) {
  using product = implementation<op::multiply_add, V>;
  const panel_row<Batches, Partial, V> row{last};
  V sum[Rows][Batches];
#pragma GCC unroll 16
  for (std::size_t i = 0; i < Rows; ++i) {
#pragma GCC unroll 4
    for (std::size_t j = 0; j < Batches; ++j) sum[i][j] = V(T(0));
  }
  // Rows of b are often too far apart for the processor to see the next ones coming.
  const bool ahead = depth > matmul_tile<V>::most_terms;
  for (std::size_t k = 0; k < depth; ++k) {
    V y[Batches];
#pragma GCC unroll 4
    for (std::size_t j = 0; j < Batches; ++j) {
      const T* const from = b.data + k * b.stride;
      y[j] = row.load(from, j);
      if (ahead) simd::prefetch(from + j * simd::lanes<V>, 8 * b.stride * sizeof(T));
    }
#pragma GCC unroll 16
    for (std::size_t i = 0; i < Rows; ++i) {
      const V x(Transposed ? a.data[k * a.stride + i] : a.data[i * a.stride + k]);
#pragma GCC unroll 4
      for (std::size_t j = 0; j < Batches; ++j) sum[i][j] = product::value(x, y[j], sum[i][j]);
    }
  }
#pragma GCC unroll 16
  for (std::size_t i = 0; i < Rows; ++i) {
    T* const to = c.data + i * c.stride;
#pragma GCC unroll 4
    for (std::size_t j = 0; j < Batches; ++j) {
      V y = sum[i][j] * V(alpha);
      if (beta != T(0)) y = product::value(V(beta), row.load(to, j), y);
      row.store(to, j, y);
    }
  }
}

/// The rows of a panel of Batches batches of columns.
template <bool Transposed, std::size_t Rows, std::size_t Batches, bool Partial, class V, class T>
void matmul_panel(std::size_t rows, std::size_t depth, matrix_ref<const T> a, matrix_ref<const T> b,
                  matrix_ref<T> c, std::size_t last, T alpha, T beta) {
  std::size_t i = 0;
  const auto from = [&](std::size_t r) ETNA_INLINE_LAMBDA {
    return matrix_ref<const T>{a.data + (Transposed ? r : r * a.stride), a.stride};
  };
  for (; i + Rows <= rows; i += Rows)
    matmul_one_tile<Transposed, Rows, Batches, Partial, V>(
        depth, from(i), b, {c.data + i * c.stride, c.stride}, last, alpha, beta);
  if constexpr (Rows > 1) {
    if (i < rows)
      matmul_panel<Transposed, Rows / 2, Batches, Partial, V>(
          rows - i, depth, from(i), b, {c.data + i * c.stride, c.stride}, last, alpha, beta);
  }
}

/// c = alpha op(a) b + beta c, where op(a) is a or, if Transposed, its transpose: rows × depth
/// times depth × columns.
template <bool Transposed, class V, class T>
void matmul_tiles(std::size_t rows, std::size_t columns, std::size_t depth, matrix_ref<const T> a,
                  matrix_ref<const T> b, matrix_ref<T> c, T alpha, T beta) {
  using tile = matmul_tile<V>;
  for_each_panel<tile::batches, V>(
      columns, [&]<std::size_t Batches, bool Partial>(std::integral_constant<std::size_t, Batches>,
                                                      std::bool_constant<Partial>,
                                                      std::size_t column, std::size_t last) {
        // A narrow panel has more rows in a tile, to keep as many sums going.
        constexpr std::size_t tile_rows = Batches < tile::batches ? 2 * tile::rows : tile::rows;
        matmul_panel<Transposed, tile_rows, Batches, Partial, V>(
            rows, depth, a, {b.data + column, b.stride}, {c.data + column, c.stride}, last, alpha,
            beta);
      });
}

/// A product of matrices: c = alpha op(a) op(b) + beta c, rows × depth times depth × columns.
/// Matrices are contiguous, row after row; `packed` is room for op(b) where b is transposed,
/// `partial` for another result, where several threads may work on it.
template <class T>
struct matmul_task {
  bool a_transposed = false, b_transposed = false;
  std::size_t rows, columns, depth;
  const T *a, *b;
  T* c;
  T alpha = T(1), beta = T(0);
  T *packed = nullptr, *partial = nullptr;
};

/// Rows [first, last) of op(a) b, of terms [begin, end), at most `most` at once, times alpha, plus
/// beta c.
template <class V, class T>
void matmul_rows(const matmul_task<T>& t, const T* b, std::size_t begin, std::size_t end,
                 std::size_t most, T* c, T beta, std::size_t first, std::size_t last) {
  const std::size_t pieces = (end - begin + most - 1) / most;
  const std::size_t at_once = (end - begin + pieces - 1) / pieces;
  for (std::size_t k = begin; k < end; k += at_once) {
    const std::size_t terms = std::min(end - k, at_once);
    const matrix_ref<const T> y{b + k * t.columns, t.columns};
    const matrix_ref<T> z{c + first * t.columns, t.columns};
    const T so_far = k == begin ? beta : T(1);
    if (t.a_transposed) {
      matmul_tiles<true, V>(last - first, t.columns, terms,
                            matrix_ref<const T>{t.a + k * t.rows + first, t.rows}, y, z, t.alpha,
                            so_far);
    } else {
      matmul_tiles<false, V>(last - first, t.columns, terms,
                             matrix_ref<const T>{t.a + first * t.depth + k, t.depth}, y, z, t.alpha,
                             so_far);
    }
  }
}

/// c = c + x, of n numbers.
template <class V, class T>
void add_array(std::size_t n, const T* x, T* c) {
  constexpr std::size_t width = simd::lanes<V>;
  std::size_t i = 0;
  for (; i + width <= n; i += width)
    simd::store<V>(c + i, simd::load<V>(c + i) + simd::load<V>(x + i));
  for (; i < n; ++i) c[i] += x[i];
}

/// Whether the terms of a product are summed in two halves, which are two threads' if there is
/// room: rows of b then belong to a thread, as do rows of the product that changes them and of the
/// optimizer's state. (On one thread as well, so that results are the same.)
constexpr bool has_halves(std::size_t rows, std::size_t depth) {
  return depth >= 256 && depth > 2 * rows;
}

/// The product by tiles, shared by so many threads.
template <class V, class T>
void matmul_by_tiles(const matmul_task<T>& t, int threads) {
  if (t.rows == 0 || t.columns == 0) return;
  const T* b = t.b;
  if (t.b_transposed) {
    transpose_matrix<V>(t.columns, t.depth, t.b, t.packed);
    b = t.packed;
  }
  const bool halves = has_halves(t.rows, t.depth);
  const std::size_t middle = halves ? t.depth / 2 : t.depth;
  // The part of b that a panel reads stays in a cache: in the second one, from which it is
  // prefetched; or, where a is transposed and every term on another of its pages, of which few are
  // at hand, in the first. (A half is summed at once, so that it is the same sum beside the other
  // and on top of it.)
  const std::size_t at_once = halves           ? t.depth
                              : t.a_transposed ? matmul_tile<V>::most_terms
                                               : 3 * matmul_tile<V>::most_terms;
  // Whole tiles; of a small product no part is worth another thread.
  constexpr std::size_t tile = matmul_tile<V>::rows, least = 1 << 15;
  const std::size_t worth = std::max<std::size_t>(t.rows * t.columns * t.depth / least, 1);
  const std::size_t shared = std::min(static_cast<std::size_t>(std::max(threads, 1)), worth);
  const bool halves_are_apart = halves && shared > 1 && t.partial;
  const std::size_t parts = halves_are_apart ? shared / 2 : shared;
  const std::size_t share = parts == 1 ? t.rows : (t.rows / tile / parts + 1) * tile;
  const std::size_t shares = (t.rows + share - 1) / share;
  if (halves_are_apart) {
    parallel_for(threads, 2 * shares, [&](std::size_t k) {
      const std::size_t first = k % shares * share, last = std::min(t.rows, first + share);
      if (k < shares) {
        matmul_rows<V>(t, b, 0, middle, at_once, t.c, t.beta, first, last);
      } else {
        matmul_rows<V>(t, b, middle, t.depth, at_once, t.partial, T(0), first, last);
      }
    });
    return add_array<V>(t.rows * t.columns, t.partial, t.c);
  }
  parallel_for(static_cast<int>(parts), shares, [&](std::size_t k) {
    const std::size_t first = k * share, last = std::min(t.rows, first + share);
    matmul_rows<V>(t, b, 0, middle, at_once, t.c, t.beta, first, last);
    if (halves) matmul_rows<V>(t, b, middle, t.depth, at_once, t.c, T(1), first, last);
  });
}

/// The product, on so many threads.
template <class Arch, class T>
void matmul(const matmul_task<T>& t, int threads = 1) {
  using V = simd::pack<T, Arch>;
  if (t.depth == 0) return scale(t.rows * t.columns, t.beta, t.c);  // a and b may be nowhere
  // A vector is a matrix of one row as well as of one column, whether transposed or not.
  if (t.columns == 1) {
    if (t.a_transposed)
      return transpose_times_vector<V>(t.depth, t.rows, t.a, t.b, t.c, t.alpha, t.beta);
    return matrix_times_vector<V>(t.rows, t.depth, t.a, t.b, t.c, t.alpha, t.beta);
  }
  if (t.rows == 1) {
    if (t.b_transposed)
      return matrix_times_vector<V>(t.columns, t.depth, t.b, t.a, t.c, t.alpha, t.beta);
    return transpose_times_vector<V>(t.depth, t.columns, t.b, t.a, t.c, t.alpha, t.beta);
  }
#if defined(ETNA_CBLAS)
  if (t.rows * t.columns * t.depth >= least_for_cblas) return multiply_by_cblas(t);
#endif
  matmul_by_tiles<V>(t, threads);
}

}  // namespace etna::detail
