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
  if (!x.graph) return x;
  recorder& g = *x.graph;
  const shape s = g.shape_of(x.node);
  // Of one number only the rank changes, and that not where it does not matter.
  if (s.is_scalar())
    return s.rank == 1 && !g.in_derivative ? op::reshape_::as(g, x, shape{2, 1, 1}) : x;
  if (x.is_a<op::transpose_>()) return x.operand(0);
  return symbol::record<op::transpose_>(g, x);
}

namespace detail {

/// A matrix of one column as a vector.
constexpr symbol column_as_vector(recorder& g, const symbol& x) {
  return x.shape_in(g).is_scalar() ? op::reshape_::as(g, x, shape{1, 1, 1}) : transpose(x);
}

/// The extent of node `of` along an axis (0: rows, 1: columns).
constexpr symbol extent_of(recorder& g, int of, int axis) {
  const shape s = g.shape_of(of);
  const int extent = g.shapes->dimensions().root(axis == 0 ? s.rows : s.columns);
  if (extent > 0) return symbol(extent);
  return symbol::record<op::extent_>(g, symbol::of(g, of), axis);
}

/// A product of what varies along some axes and what does not.
struct factors {
  symbol varying, same;
};
/// Takes factors that do not vary out of x. A factor of both operands of a product stays, which its
/// square might leave the range of numbers; so do divisors inside of products.
template <class Varies>
constexpr factors factor_out(const symbol& x, const Varies& varies, bool in_product = false) {
  if (!varies(x)) return {symbol(1), x};
  if (x.code == op::negate::code) {
    const factors y = factor_out(x.operand(0), varies, in_product);
    return {y.varying, -y.same};
  }
  if (x.code == op::divide::code && !in_product && !varies(x.operand(1))) {
    const factors y = factor_out(x.operand(0), varies);
    return {y.varying, y.same / x.operand(1)};
  }
  if (x.code == op::multiply::code) {
    const bool both_vary = varies(x.operand(0)) && varies(x.operand(1));
    const factors y = factor_out(x.operand(0), varies, in_product || both_vary),
                  z = factor_out(x.operand(1), varies, in_product || both_vary);
    if (!both_vary || y.same.is(1) || z.same.is(1)) return {y.varying * z.varying, y.same * z.same};
  }
  return {x, symbol(1)};
}

constexpr symbol sum_over(recorder& g, symbol x, int in, int axes);

/// The sum of all of a product of matrices, which is not made: Σ (Σ over rows of a) (Σ over columns
/// of b).
constexpr symbol sum_of_product(recorder& g, const symbol& product) {
  const symbol a = product.operand(0), b = product.operand(1);
  const int attribute = g.c[product.node];
  const auto sum = [&](const symbol& x, int axis) {
    const shape s = x.shape_in(g);
    if (s.rank == 1)
      return axis == reduced_axes::rows ? x : sum_over(g, x, x.node, reduced_axes::all);
    return s.columns == 1 && axis == reduced_axes::columns ? transpose(x)
                                                           : symbol::record<op::sum_>(g, x, axis);
  };
  const symbol of_a =
                   sum(a, (attribute & op::matmul_::first_transposed) != 0 ? reduced_axes::columns
                                                                           : reduced_axes::rows),
               of_b = sum(b, (attribute & op::matmul_::second_transposed) != 0
                                 ? reduced_axes::rows
                                 : reduced_axes::columns);
  const symbol terms = of_a * of_b;
  return sum_over(g, terms, terms.node, reduced_axes::all);
}

/// The sum over some axes (reduced_axes) of x repeated to the shape of node `in`; the axes are
/// kept. Factors that do not depend on them leave the sum, so that no second pass over an array is
/// made for a scalar times it.
constexpr symbol sum_over(recorder& g, symbol x, int in, int axes) {
  const shape all = g.shape_of(in);
  if (all.rows == 1) axes &= ~reduced_axes::rows;
  if (all.columns == 1) axes &= ~reduced_axes::columns;
  if (axes == 0 || x.is(0)) return x;
  auto [varying, same] = factor_out(x, [&](const symbol& y) {
    const shape s = y.shape_in(g);
    return ((axes & reduced_axes::rows) != 0 && s.rows != 1) ||
           ((axes & reduced_axes::columns) != 0 && s.columns != 1);
  });
  if (varying.code == op::matmul_::code && axes == reduced_axes::all)
    return same * sum_of_product(g, varying);
  // What is the same along an axis is counted.
  const shape mine = varying.shape_in(g);
  if ((axes & reduced_axes::rows) != 0 && mine.rows == 1) {
    same = same * extent_of(g, in, 0);
    axes &= ~reduced_axes::rows;
  }
  if ((axes & reduced_axes::columns) != 0 && mine.columns == 1) {
    same = same * extent_of(g, in, 1);
    axes &= ~reduced_axes::columns;
  }
  if (axes == 0) return same * varying;
  // The sum of all is the same node in a function and in its derivative.
  const bool over_all = ((axes & reduced_axes::rows) != 0 || mine.rows == 1) &&
                        ((axes & reduced_axes::columns) != 0 || mine.columns == 1);
  const int attribute = over_all ? reduced_axes::all : axes | reduced_axes::kept;
  return same * symbol::record<op::sum_>(g, varying, attribute);
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
