// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "etna/core/shape.hpp"
#include "etna/op/operation.hpp"

/// \file
/// Operations on arrays: the product of matrices, and what only arranges elements anew.

namespace etna::op {

/// The product of two matrices; the attribute says which of them is transposed.
struct matmul_ : array_operation<"matmul", 2> {
  static constexpr int first_transposed = 1, second_transposed = 2;
  static constexpr bool bilinear = true;
  static constexpr int linear_operands = 2;

  static constexpr shape shape_of(const shape_rules& shapes, const shape* x, int attribute, int) {
    const bool ta = (attribute & first_transposed) != 0, tb = (attribute & second_transposed) != 0;
    const shape &a = x[0], &b = x[1];
    shapes.common(code, ta ? a.rows : a.columns, tb ? b.columns : b.rows, a, b);
    return {!ta && a.rank == 1 ? 1 : 2, ta ? a.columns : a.rows, tb ? b.rows : b.columns};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    const S a = S::of(g, g.a[node]), b = S::of(g, g.b[node]);
    const S full = matmul_::repeated(g, w, node);
    const bool ta = (g.c[node] & first_transposed) != 0, tb = (g.c[node] & second_transposed) != 0;
    const auto product = [&](const S& x, bool tx, const S& y, bool ty) {
      const int attribute = (tx ? first_transposed : 0) | (ty ? second_transposed : 0);
      return S::template record<matmul_>(g, x, y, attribute);
    };
    to[0] = ta ? product(b, tb, full, true) : product(full, false, b, !tb);
    to[1] = tb ? product(full, true, a, ta) : product(a, !ta, full, false);
  }
};

/// Rows as columns. A vector becomes a matrix of one column, and that a vector.
struct transpose_ : array_operation<"transpose", 1> {
  static constexpr int linear_operands = 1;
  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int) {
    return {x->rank == 2 && x->columns == 1 ? 1 : 2, x->columns, x->rows};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder&, int, const S& w, S* to) {
    to[0] = transpose(w);
  }
  // It is computed by array/transpose.hpp.
};

/// The index of every element in its row.
struct column_index_ : array_operation<"column_index", 1> {
  static constexpr int operands_needed = 0;
  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int) {
    return {1, 1, x->columns};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder&, int, const S&, S* to) {
    to[0] = S(0);
  }
};

/// An extent of an array, as a number: the attribute is 0 for its rows, 1 for its columns.
struct extent_ : array_operation<"extent", 1> {
  static constexpr int operands_needed = 0;
  static constexpr shape shape_of(const shape_rules&, const shape*, int, int) { return {}; }
  template <class S, class Recorder>
  static constexpr void pull(Recorder&, int, const S&, S* to) {
    to[0] = S(0);
  }
};

/// The elements of an array in another shape, row after row. The attributes are rows, 0 of a
/// vector, and columns, 0 of a scalar.
struct reshape_ : array_operation<"reshape", 1> {
  static constexpr bool transparent = true;
  static constexpr int linear_operands = 1;

  static constexpr shape shape_of(const shape_rules&, const shape*, int rows, int columns) {
    if (columns == 0) return {};
    return rows == 0 ? shape{1, 1, columns} : shape{2, rows, columns};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = w.shape_in(g).is_scalar()
                ? w
                : as(g, reshape_::repeated(g, w, node), g.shape_of(g.a[node]));
  }
  /// x in the shape s.
  template <class S, class Recorder>
  static constexpr S as(Recorder& g, const S& x, const shape& s) {
    return S::template record<reshape_>(g, x, s.rank == 2 ? s.rows : 0, s.rank > 0 ? s.columns : 0);
  }
};

// Names, in errors, of functions that are made of other operations.
struct dot_ : operation<"dot", 2> {};
struct outer_ : operation<"outer", 2> {};
struct softmax_cross_entropy_ : operation<"softmax_cross_entropy", 2> {};
struct vmap_ : operation<"vmap", 2> {};
struct stack_ : operation<"stack", 2> {};

using linear_algebra_operations = operations<matmul_, transpose_, reshape_, column_index_, extent_>;

}  // namespace etna::op

ETNA_OPERATION(etna::op::matmul_)
ETNA_OPERATION(etna::op::transpose_)
ETNA_OPERATION(etna::op::column_index_)
ETNA_OPERATION(etna::op::extent_)
ETNA_OPERATION(etna::op::reshape_)
ETNA_OPERATION(etna::op::dot_)
ETNA_OPERATION(etna::op::outer_)
ETNA_OPERATION(etna::op::softmax_cross_entropy_)
ETNA_OPERATION(etna::op::vmap_)
ETNA_OPERATION(etna::op::stack_)
