// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>

#include "etna/core/shape.hpp"
#include "etna/op/linear_algebra.hpp"
#include "etna/op/operation.hpp"

/// \file
/// Operations on arrays that arrange elements anew: parts of arrays, and arrays of parts. Here the
/// axis 0 is from row to row and 1 is along a row, also of vectors, which are one row.

namespace etna::op {

/// An array in memory along an axis of so many indices, its extent: `count` runs of `length`
/// adjacent elements each, in which one index is `step` elements (of a matrix without columns: 0).
template <int Axis>
struct runs {
  std::size_t extent, count, length, step;

  template <class X>
  constexpr explicit runs(const X& x)
      : extent(Axis == 0 ? x.rows : x.columns),
        count(Axis == 0 ? 1 : x.rows),
        length(Axis == 0 ? x.rows * x.columns : x.columns),
        step(Axis == 0 ? x.columns : 1) {}
};

template <int Axis>
struct pad_;

/// The part of an array that begins at an index of an axis: the attributes are that index, and how
/// many there are.
template <int Axis>
struct slice_
    : array_operation<Axis == 0 ? fixed_string("slice_rows") : fixed_string("slice_cols"), 1> {
  static constexpr int linear_operands = 1;

  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int count) {
    return {x->rank, Axis == 0 ? count : x->rows, Axis == 0 ? x->columns : count};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = S::template record<pad_<Axis>>(g, slice_::repeated(g, w, node), S::of(g, g.a[node]),
                                           g.c[node]);
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t first, std::size_t count) {
    const runs<Axis> from(*x);
    for (std::size_t r = 0; r < from.count; ++r)
      y = std::copy_n(x->data + r * from.length + first * from.step, count * from.step, y);
  }
};

/// An array from an index of an axis on, and zeros around it: in the shape of the second operand.
/// The attribute is the index.
template <int Axis>
struct pad_ : array_operation<Axis == 0 ? fixed_string("pad_rows") : fixed_string("pad_cols"), 2> {
  static constexpr int operands_needed = 1, linear_operands = 1;

  static constexpr shape shape_of(const shape_rules&, const shape* x, int, int) { return x[1]; }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    const shape part = g.shape_of(g.a[node]);
    to[0] = S::template record<slice_<Axis>>(g, pad_::repeated(g, w, node), g.c[node],
                                             Axis == 0 ? part.rows : part.columns);
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t first, std::size_t) {
    const runs<Axis> from(x[0]), to(x[1]);
    const std::size_t before = first * to.step;
    for (std::size_t r = 0; r < to.count; ++r) {
      y = std::fill_n(y, before, T(0));
      y = std::copy_n(x->data + r * from.length, from.length, y);
      y = std::fill_n(y, to.length - from.length - before, T(0));
    }
  }
};

/// Two arrays, one after the other along an axis.
template <int Axis>
struct concat_
    : array_operation<Axis == 0 ? fixed_string("concat_rows") : fixed_string("concat_cols"), 2> {
  static constexpr int linear_operands = 2;

  static constexpr shape shape_of(const shape_rules& shapes, const shape* x, int, int) {
    const shape &a = x[0], &b = x[1];
    if (a.rank != b.rank) shapes.fail(concat_::code, a, b);
    dimension_table& d = shapes.dimensions();
    if (Axis == 0)
      return {a.rank, d.sum(a.rows, b.rows),
              shapes.common(concat_::code, a.columns, b.columns, a, b)};
    return {a.rank, shapes.common(concat_::code, a.rows, b.rows, a, b),
            d.sum(a.columns, b.columns)};
  }
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    const S full = concat_::repeated(g, w, node);
    const auto extent = [&](int x) {
      return Axis == 0 ? g.shape_of(x).rows : g.shape_of(x).columns;
    };
    const int a = extent(g.a[node]), b = extent(g.b[node]);
    to[0] = S::template record<slice_<Axis>>(g, full, 0, a);
    to[1] = S::template record<slice_<Axis>>(g, full, a, b);
  }
  template <class T, class X>
  static void compute(T* y, const X* x, std::size_t, std::size_t) {
    const runs<Axis> a(x[0]), b(x[1]);
    for (std::size_t r = 0; r < a.count; ++r) {
      y = std::copy_n(x[0].data + r * a.length, a.length, y);
      y = std::copy_n(x[1].data + r * b.length, b.length, y);
    }
  }
};

using arrangement_operations =
    operations<slice_<0>, slice_<1>, pad_<0>, pad_<1>, concat_<0>, concat_<1>>;

}  // namespace etna::op

ETNA_OPERATION(etna::op::slice_<0>)
ETNA_OPERATION(etna::op::slice_<1>)
ETNA_OPERATION(etna::op::pad_<0>)
ETNA_OPERATION(etna::op::pad_<1>)
ETNA_OPERATION(etna::op::concat_<0>)
ETNA_OPERATION(etna::op::concat_<1>)
