// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/symbol.hpp"
#include "etna/op/linear_algebra.hpp"
#include "etna/op/reduction.hpp"
#include "etna/op/select.hpp"

/// \file
/// Symbols that stand for arrays, along their axes.

namespace etna {

/// The rows of x as columns.
constexpr symbol transpose(const symbol& x) {
  if (!x.graph || x.graph->shape_of(x.node).is_scalar()) return x;
  if (x.is_a<op::transpose_>()) return x.operand(0);
  return symbol::record<op::transpose_>(*x.graph, x);
}

namespace detail {

/// The extent of node `of` along an axis (0: rows, 1: columns).
constexpr symbol extent_of(recorder& g, int of, int axis) {
  const shape s = g.shape_of(of);
  const int extent = g.shapes->dimensions().root(axis == 0 ? s.rows : s.columns);
  if (extent > 0) return symbol(extent);
  return symbol::record<op::extent_>(g, symbol::of(g, of), axis);
}

/// The sum over some axes (reduced_axes) of x repeated to the shape of node `in`; the axes are
/// kept. Factors that do not depend on them leave the sum, so that no second pass over an array is
/// made for a scalar times it.
constexpr symbol sum_over(recorder& g, symbol x, int in, int axes) {
  const shape all = g.shape_of(in);
  if (all.rows == 1) axes &= ~reduced_axes::rows;
  if (all.columns == 1) axes &= ~reduced_axes::columns;
  const auto varies = [&](const symbol& y) {
    const shape s = y.shape_in(g);
    return ((axes & reduced_axes::rows) != 0 && s.rows != 1) ||
           ((axes & reduced_axes::columns) != 0 && s.columns != 1);
  };
  if (axes == 0 || x.is(0)) return x;
  if (x.code == op::negate::code) return -sum_over(g, x.operand(0), in, axes);
  if (x.code == op::multiply::code) {
    const symbol y = x.operand(0), z = x.operand(1);
    if (!varies(y)) return y * sum_over(g, z, in, axes);
    if (!varies(z)) return sum_over(g, y, in, axes) * z;
  }
  if (x.code == op::divide::code && !varies(x.operand(1)))
    return sum_over(g, x.operand(0), in, axes) / x.operand(1);
  // What is the same along an axis is counted.
  const shape mine = x.shape_in(g);
  if ((axes & reduced_axes::rows) != 0 && mine.rows == 1) {
    x = x * extent_of(g, in, 0);
    axes &= ~reduced_axes::rows;
  }
  if ((axes & reduced_axes::columns) != 0 && mine.columns == 1) {
    x = x * extent_of(g, in, 1);
    axes &= ~reduced_axes::columns;
  }
  if (axes == 0) return x;
  return symbol::record<op::sum_>(g, x, axes | reduced_axes::kept);
}

/// A contribution in the shape of node `from` (or one that is repeated to it) to the adjoint of its
/// operand `to`: what was repeated is summed.
constexpr symbol sum_to(recorder& g, const symbol& x, int from, int to) {
  const shape a = g.shape_of(from), b = g.shape_of(to);
  const int axes = (a.rows != 1 && b.rows == 1 ? reduced_axes::rows : 0) |
                   (a.columns != 1 && b.columns == 1 ? reduced_axes::columns : 0);
  return axes == 0 ? x : sum_over(g, x, from, axes);
}

}  // namespace detail
}  // namespace etna
