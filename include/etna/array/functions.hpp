// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/array/array.hpp"
#include "etna/graph/axes.hpp"
#include "etna/op/all.hpp"
#include "etna/op/arrangement.hpp"

/// \file
/// What functions of arrays are made of, beside the elementwise operations: reductions, products of
/// matrices. All are for use in functions that are differentiated or evaluated by the library.

namespace etna {

/// Which axis a reduction goes over: 0 from row to row, 1 along each row. Without one it goes over
/// all elements.
template <int Axis>
struct axis_option {
  static_assert(Axis == 0 || Axis == 1, "Etna: an array has the axes 0 (rows) and 1 (columns).");
};
template <int Axis>
inline constexpr axis_option<Axis> axis{};
/// Keeps an axis that is reduced, with extent 1, so that the result is repeated along it.
struct keep_dimensions_option {};
inline constexpr keep_dimensions_option keep_dimensions{};

namespace detail {

template <class... Options>
constexpr int axes_of() {
  const bool rows = (std::same_as<Options, axis_option<0>> || ...),
             columns = (std::same_as<Options, axis_option<1>> || ...),
             keep = (std::same_as<Options, keep_dimensions_option> || ...);
  static_assert(sizeof...(Options) == static_cast<std::size_t>(rows + columns + keep),
                "Etna: the options of a reduction are etna::axis<0>, etna::axis<1>, "
                "etna::keep_dimensions.");
  const int axes = (rows ? reduced_axes::rows : 0) | (columns ? reduced_axes::columns : 0);
  return (axes == 0 ? reduced_axes::all : axes) | (keep ? reduced_axes::kept : 0);
}

/// A vector has one axis, 0: the columns of its only row.
constexpr int axes_in(const shape& s, int axes) {
  return s.rank == 1 ? reduced_axes::all | (axes & reduced_axes::kept) : axes;
}

template <class Op>
constexpr symbol reduce(const symbol& x, int axes) {
  if (!x.graph || x.graph->shape_of(x.node).rank == 0) return x;
  recorder& g = *x.graph;
  const shape s = g.shape_of(x.node);
  axes = axes_in(s, axes);
  if (s.is_scalar()) return op::reshape_::as(g, x, Op::shape_of(*g.shapes, &s, axes, 0));
  return symbol::record<Op>(g, x, axes);
}

/// How many elements of x one element of a reduction is made of.
constexpr symbol count_over(const symbol& x, int axes) {
  if (!x.graph || x.graph->shape_of(x.node).is_scalar()) return symbol(1);
  axes = axes_in(x.graph->shape_of(x.node), axes);
  symbol n(1);
  if ((axes & reduced_axes::rows) != 0) n = n * extent_of(*x.graph, x.node, 0);
  if ((axes & reduced_axes::columns) != 0) n = n * extent_of(*x.graph, x.node, 1);
  return n;
}

}  // namespace detail

/// The sum of the elements of x, or of every column (axis<0>) or row (axis<1>).
template <std::derived_from<symbol> X, class... Options>
constexpr symbol sum(const X& x, Options...) {
  constexpr int axes = detail::axes_of<Options...>();
  if (!x.graph || axes != reduced_axes::all) return detail::reduce<op::sum_>(x, axes);
  recorder& g = *x.graph;
  const symbol total = detail::sum_over(g, x, x.node, reduced_axes::all);
  // A factor may be a matrix of one element.
  return total.shape_in(g).rank == 0 ? total : op::reshape_::as(g, total, shape());
}
/// The product of the elements. Its derivatives, and second ones, are right where elements are 0,
/// but not where one is infinite, or where the product of numbers is too large or too small for
/// one.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol prod(const X& x, Options...) {
  return detail::reduce<op::product_>(x, detail::axes_of<Options...>());
}
/// The largest element. Where several are, its derivative is shared equally.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol max(const X& x, Options...)
  requires((!operand<Options> && ...))
{
  return detail::reduce<op::max_over>(x, detail::axes_of<Options...>());
}
/// The smallest element; as max.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol min(const X& x, Options... options)
  requires((!operand<Options> && ...))
{
  return -max(-x, options...);
}
/// How many elements x has.
template <std::derived_from<symbol> X>
constexpr symbol count(const X& x) {
  return detail::count_over(x, reduced_axes::all);
}
/// The mean of the elements.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol mean(const X& x, Options... options) {
  return sum(x, options...) / detail::count_over(x, detail::axes_of<Options...>());
}
/// Σ x²
template <std::derived_from<symbol> X, class... Options>
constexpr symbol norm_squared(const X& x, Options... options) {
  return sum(x * x, options...);
}
/// √Σ x²; its derivative at the origin is 0.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol norm(const X& x, Options... options) {
  const symbol square = norm_squared(x, options...);
  const auto is_origin = square == symbol(0);  // which NaN is not
  return where(is_origin, symbol(0), sqrt(where(is_origin, symbol(1), square)));
}

namespace detail {

/// Σ x y of an operation: nothing is repeated.
constexpr symbol sum_of_products(int operation, const symbol& x, const symbol& y) {
  recorder* g = x.graph ? x.graph : y.graph;
  if (g && g->shapes && !g->full()) {
    const shape a = x.shape_in(*g), b = y.shape_in(*g);
    g->shapes->common(operation, a.rows, b.rows, a, b);
    g->shapes->common(operation, a.columns, b.columns, a, b);
  }
  return sum(x * y);
}

}  // namespace detail

/// Σ x y, over vectors of one length.
template <std::derived_from<symbol> X, std::derived_from<symbol> Y>
constexpr symbol dot(const X& x, const Y& y) {
  return detail::sum_of_products(op::dot_::code, x, y);
}

namespace detail {

/// ln Σ exp x, in a shape that is repeated to that of x if the axes are kept, or are the rows.
constexpr symbol logsumexp_over(const symbol& x, int axes) {
  const symbol top = stop_gradient(reduce<op::max_over>(x, axes));
  return log(reduce<op::sum_>(exp(x - top), axes)) + top;
}
/// Over which axes softmax goes: the last one unless options say otherwise.
template <class... Options>
constexpr int softmax_axes() {
  return sizeof...(Options) == 0 ? reduced_axes::columns : axes_of<Options...>();
}

}  // namespace detail

/// ln Σ exp x, without overflow.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol logsumexp(const X& x, Options...)
  requires((!operand<Options> && ...))
{
  constexpr int axes = detail::axes_of<Options...>();
  if (axes != reduced_axes::columns) return detail::logsumexp_over(x, axes);
  const symbol y = detail::logsumexp_over(x, axes | reduced_axes::kept);
  return y.graph && y.shape_in(*y.graph).rank == 2 ? detail::column_as_vector(*y.graph, y) : y;
}
/// x - ln Σ exp x, along the last axis, or along those that are given.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol log_softmax(const X& x, Options...) {
  return x - detail::logsumexp_over(x, detail::softmax_axes<Options...>() | reduced_axes::kept);
}
/// exp x / Σ exp x, along the last axis, or along those that are given.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol softmax(const X& x, Options...) {
  constexpr int axes = detail::softmax_axes<Options...>() | reduced_axes::kept;
  const symbol e = exp(x - stop_gradient(detail::reduce<op::max_over>(x, axes)));
  return e / detail::reduce<op::sum_>(e, axes);
}
/// -ln softmax(x)[label] of every row x of logits, given the label of each: integers from 0 to the
/// number of columns - 1. Another label is of no class: logsumexp(x) is left. (They are not
/// checked: data sets are where they are read.)
template <std::derived_from<symbol> X, std::derived_from<symbol> Y>
constexpr symbol softmax_cross_entropy(const X& logits, const Y& labels) {
  recorder& g = *logits.graph;
  if (g.shapes && !g.full()) {
    // As below, but an error shall name what the user wrote.
    const shape x = logits.shape_in(g), y = labels.shape_in(g);
    if (x.rows != 1 && y.rank == 1 && y.columns != 1)
      g.shapes->common(op::softmax_cross_entropy_::code, x.rows, y.columns, x, y);
  }
  const symbol index = symbol::record<op::column_index_>(g, logits);
  const symbol chosen = where(index == transpose(labels), symbol(logits), symbol(0));
  return logsumexp(logits, axis<1>) - sum(chosen, axis<1>);
}

/// The product of matrices, of a matrix and a vector (taken for a column), of a vector (taken for a
/// row) and a matrix, or of two vectors (their dot product).
template <std::derived_from<symbol> X, std::derived_from<symbol> Y>
constexpr symbol matmul(const X& x, const Y& y) {
  recorder& g = *(x.graph ? x.graph : y.graph);
  const bool x_is_vector = x.shape_in(g).rank == 1, y_is_vector = y.shape_in(g).rank == 1;
  if (x_is_vector && y_is_vector) return detail::sum_of_products(op::matmul_::code, x, y);
  if (g.shapes && !g.full()) {
    // As the operation does, but an error shall show the shapes that the user knows.
    const shape a = x.shape_in(g), b = y.shape_in(g);
    g.shapes->common(op::matmul_::code, a.columns, y_is_vector ? b.columns : b.rows, a, b);
  }
  int attribute = 0;
  symbol a = x, b = y;
  if (a.template is_a<op::transpose_>() && !x_is_vector) {
    a = a.operand(0);
    attribute |= op::matmul_::first_transposed;
  }
  if (b.template is_a<op::transpose_>() && !y_is_vector) {
    b = b.operand(0);
    attribute |= op::matmul_::second_transposed;
  }
  if (y_is_vector) b = transpose(b);
  const symbol product = symbol::record<op::matmul_>(g, a, b, attribute);
  return y_is_vector ? detail::column_as_vector(g, product) : product;
}
/// The matrix of all x[i] y[j], of vectors.
template <std::derived_from<symbol> X, std::derived_from<symbol> Y>
constexpr symbol outer(const X& x, const Y& y) {
  recorder* g = x.graph ? x.graph : y.graph;
  if (g && g->shapes && !g->full()) {
    const shape a = x.shape_in(*g), b = y.shape_in(*g);
    if (a.rank > 1 || b.rank > 1) g->shapes->fail(op::outer_::code, a, b);
  }
  return transpose(x) * y;
}

}  // namespace etna
