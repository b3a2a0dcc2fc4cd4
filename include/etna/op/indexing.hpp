// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>

#include "etna/op/arrangement.hpp"
#include "etna/op/reduction.hpp"

/// \file
/// Operations on arrays that choose elements by indices, find indices, and add along a row.

namespace etna::op {

template <int Axis>
struct scatter_add_;

/// The rows of a matrix (axis 0) or the elements of a vector (axis 1) at indices, the second
/// operand.
template <int Axis>
struct gather_
    : array_operation<Axis == 0 ? fixed_string("gather_rows") : fixed_string("gather_cols"), 2> {
  static constexpr int linear_operands = 1, index_operand = 1;

  static constexpr shape shape_of(const shape_rules& shapes, const shape* x, int, int) {
    if (Axis == 1) return x[1];
    if (x[1].rank > 1) shapes.fail(gather_::code, x[0], x[1]);
    return {1 + x[1].rank, x[1].columns, x[0].columns};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = S::template record<scatter_add_<Axis>>(g, gather_::repeated(g, w, node),
                                                   S::of(g, g.b[node]), S::of(g, g.a[node]));
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t, std::size_t) {
    const runs<Axis> from(x[0]);
    for (std::size_t k = 0; k < x[1].rows * x[1].columns; ++k)
      y = std::copy_n(x[0].data + x[1].index(k, from.extent) * from.step, from.step, y);
  }
};

/// The adjoint of gather: the first operand's rows or elements, each added to zeros at its index,
/// in the shape of the third operand.
template <int Axis>
struct scatter_add_
    : array_operation<Axis == 0 ? fixed_string("scatter_rows") : fixed_string("scatter_cols"), 3> {
  static constexpr int operands_needed = 2, linear_operands = 1, index_operand = 1;

  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int) { return x[2]; }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = S::template record<gather_<Axis>>(g, scatter_add_::repeated(g, w, node),
                                              S::of(g, g.b[node]));
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t, std::size_t) {
    const runs<Axis> to(x[2]);
    std::fill_n(y, to.length, T(0));
    const T* from = x[0].data;
    for (std::size_t k = 0; k < x[1].rows * x[1].columns; ++k, from += to.step) {
      T* const row = y + x[1].index(k, to.extent) * to.step;
      for (std::size_t j = 0; j < to.step; ++j) row[j] += from[j];
    }
  }
};

struct scatter_add_along_rows_;

/// Of each row of a matrix the elements at indices of its own, the second operand: a row of them,
/// or, if the attribute is 1, one.
struct gather_along_rows_ : array_operation<"gather_along_rows", 2> {
  static constexpr int linear_operands = 1, index_operand = 1;

  static constexpr shape shape_of(const shape_rules&, const shape* x, int is_one, int) {
    return is_one != 0 ? shape{2, x[0].rows, 1} : x[1];
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = S::template record<scatter_add_along_rows_>(g, gather_along_rows_::repeated(g, w, node),
                                                        S::of(g, g.b[node]), S::of(g, g.a[node]));
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t is_one, std::size_t) {
    const std::size_t rows = x[0].rows, columns = x[0].columns;
    const std::size_t count = is_one != 0 ? 1 : x[1].columns;
    for (std::size_t k = 0; k < rows * count; ++k)
      y[k] = x[0].data[k / count * columns + x[1].index(k, columns)];
  }
};

/// The adjoint of gather_along_rows.
struct scatter_add_along_rows_ : array_operation<"scatter_along_rows", 3> {
  static constexpr int operands_needed = 2, linear_operands = 1, index_operand = 1;

  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int) { return x[2]; }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    const S weight = scatter_add_along_rows_::repeated(g, w, node);
    const S indices = S::of(g, g.b[node]);
    to[0] = g.shape_of(g.a[node]).columns == 1
                ? S::template record<gather_along_rows_>(g, weight, indices, 1)
                : S::template record<gather_along_rows_>(g, weight, indices);
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t, std::size_t) {
    const std::size_t rows = x[2].rows, columns = x[2].columns, count = x[0].columns;
    std::fill_n(y, rows * columns, T(0));
    for (std::size_t k = 0; k < rows * count; ++k)
      y[k / count * columns + x[1].index(k, columns)] += x[0].data[k];
  }
};

/// The sum of every element and those before it in its row; if the attribute is 1, and those after
/// it.
struct cumsum_ : array_operation<"cumsum", 1> {
  static constexpr int linear_operands = 1;

  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int) { return *x; }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = S::template record<cumsum_>(g, cumsum_::repeated(g, w, node), 1 - g.c[node]);
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t reversed, std::size_t) {
    const T* from = x->data;
    for (std::size_t r = 0; r < x->rows; ++r, from += x->columns, y += x->columns) {
      T sum(0);
      for (std::size_t j = 0; j < x->columns; ++j) {
        const std::size_t at = reversed != 0 ? x->columns - 1 - j : j;
        y[at] = sum += from[at];
      }
    }
  }
};

/// The index of the largest element, the first of several; NaN counts as the largest. The attribute
/// says of what, as that of a reduction.
struct argmax_ : array_operation<"argmax", 1> {
  static constexpr shape shape_of(const shape_rules& shapes, const shape* x, int axes, int) {
    return max_over::shape_of(shapes, x, axes, 0);
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder&, int, const S&, S* to) {
    to[0] = S(0);
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t axes, std::size_t) {
    const std::size_t size = x->rows * x->columns;
    switch (axes & reduced_axes::all) {
      case reduced_axes::rows:
        for (std::size_t j = 0; j < x->columns; ++j)
          y[j] = first_largest<T>(x->data + j, x->rows, x->columns);
        break;
      case reduced_axes::columns:
        for (std::size_t i = 0; i < x->rows; ++i)
          y[i] = first_largest<T>(x->data + i * x->columns, x->columns, 1);
        break;
      default:
        *y = first_largest<T>(x->data, size, 1);
    }
  }

 private:
  template <class T>
  static T first_largest(const T* x, std::size_t count, std::size_t stride) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < count; ++k) {
      const T top = x[best * stride], next = x[k * stride];
      if (next > top || (next != next && top == top)) best = k;
    }
    return static_cast<T>(best);
  }
};

using indexing_operations =
    operations<gather_<0>, gather_<1>, scatter_add_<0>, scatter_add_<1>, gather_along_rows_,
               scatter_add_along_rows_, cumsum_, argmax_>;

}  // namespace etna::op

ETNA_OPERATION(etna::op::gather_<0>)
ETNA_OPERATION(etna::op::gather_<1>)
ETNA_OPERATION(etna::op::scatter_add_<0>)
ETNA_OPERATION(etna::op::scatter_add_<1>)
ETNA_OPERATION(etna::op::gather_along_rows_)
ETNA_OPERATION(etna::op::scatter_add_along_rows_)
ETNA_OPERATION(etna::op::cumsum_)
ETNA_OPERATION(etna::op::argmax_)
