// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <concepts>

#include "etna/array/functions.hpp"
#include "etna/op/arrangement.hpp"

/// \file
/// Parts of arrays and arrays of parts, as functions of whole arrays. Axis 0 is from row to row of
/// a matrix, or along a vector; axis 1 is along the rows of a matrix. Bounds and shapes are
/// constants. What they ask of an array is checked at compile time as far as its extents are known
/// then; the rest is checked by every call, before any work, which throws size_mismatch. All take
/// time in proportion to what they give (to what they are given, if that is more).

namespace etna {

// Called in constant evaluation only, where a call to a function that is not constexpr is an error
// that shows its name.
void a_scalar_has_no_elements();
void an_array_is_made_where_no_argument_is_one();

namespace detail {

/// Where a part of an array begins or ends: so many elements from the beginning, or before the end.
struct edge {
  int distance = 0;
  bool from_end = false;

  static constexpr edge at(int index) { return {index < 0 ? -index : index, index < 0}; }
  static constexpr edge end() { return {0, true}; }
  constexpr int index() const { return from_end ? -distance : distance; }
};

/// The recorder of an array. (Of a full graph's nodes nothing may be asked.)
constexpr recorder& recorder_of_array(const symbol& x) {
  if (!x.graph || (!x.graph->full() && x.shape_in(*x.graph).rank == 0)) a_scalar_has_no_elements();
  return *x.graph;
}

constexpr symbol part_of(const symbol& x, const edge& first, const edge& last, int axis) {
  recorder& g = recorder_of_array(x);
  const shape s = x.shape_in(g);
  const bool along_rows = axis == 0 && s.rank == 2;
  dimension_table& d = g.shapes->dimensions();
  const int extent = d.root(along_rows ? s.rows : s.columns);
  const int near = std::min(first.distance, last.distance),
            far = std::max(first.distance, last.distance);
  // How long the axis must be, and how many there are: 0 if there are none, or if it takes the
  // extent to tell.
  int least = far, count = 0;
  if (first.from_end == last.from_end) {
    if ((first.distance < last.distance) != first.from_end) count = far - near;
  } else if (last.from_end) {
    least = near + far;
    if (extent < 0 || extent > least) count = d.shifted(extent, -least);
  } else if (extent > 0 && near + far > extent) {
    count = near + far - extent;
  }
  if (count == 0 || (extent > 0 && extent < least)) {
    g.shapes->fail_range(op::slice_<0>::code, s, first.index(), last.index());
    return x;
  }
  if (count == extent) return x;
  d.require(op::slice_<0>::code, extent, least);
  const int from = first.from_end ? d.shifted(extent, -first.distance) : first.distance;
  return along_rows ? symbol::record<op::slice_<0>>(g, x, from, count)
                    : symbol::record<op::slice_<1>>(g, x, from, count);
}

/// Arrays one after the other, pair by pair, so that few elements are copied often.
constexpr symbol join(recorder& g, const symbol* x, int count, bool along_rows) {
  if (count == 1) return *x;
  const int half = count / 2;
  const symbol a = join(g, x, half, along_rows), b = join(g, x + half, count - half, along_rows);
  return along_rows ? symbol::record<op::concat_<0>>(g, a, b)
                    : symbol::record<op::concat_<1>>(g, a, b);
}

/// The recorder of a function of arrays that some symbols are from.
constexpr recorder& recorder_of(const symbol* x, int count) {
  recorder* g = nullptr;
  for (int k = 0; k < count; ++k) g = x[k].graph ? x[k].graph : g;
  if (!g || !g->shapes) an_array_is_made_where_no_argument_is_one();
  return *g;
}

template <class A>
concept axis_choice = std::same_as<A, axis_option<0>> || std::same_as<A, axis_option<1>>;

}  // namespace detail

/// The elements of a vector, or the rows (axis<1>: columns) of a matrix, from `begin` up to but
/// without `end`. Negative bounds are counted from the end, as in Python. A part without elements
/// is an error, where that is known at compile time.
template <std::derived_from<symbol> X, int Axis = 0>
constexpr symbol slice(const X& x, int begin, int end, axis_option<Axis> = {}) {
  return detail::part_of(x, detail::edge::at(begin), detail::edge::at(end), Axis);
}
/// The same, up to the end.
template <std::derived_from<symbol> X, int Axis = 0>
constexpr symbol slice(const X& x, int begin, axis_option<Axis> = {}) {
  return detail::part_of(x, detail::edge::at(begin), detail::edge::end(), Axis);
}

/// Element i of a vector, a scalar, or row i of a matrix, a vector: x[i]. A negative i is counted
/// from the end. For many elements, operations on the array take less time and far less code.
template <std::integral I>
constexpr symbol symbol::operator[](I i) const {
  const auto first = detail::edge::at(static_cast<int>(i));
  const detail::edge last{first.from_end ? first.distance - 1 : first.distance + 1, first.from_end};
  const symbol part = detail::part_of(*this, first, last, 0);
  const shape s = part.shape_in(*graph);
  return op::reshape_::as(*graph, part, shape{s.rank - 1, 1, s.columns});
}

/// Arrays of one rank as one, each after the one before: vectors, or matrices by their rows or
/// (axis<1>) columns. Scalars count as vectors of one element.
template <class... X>
  requires((std::convertible_to<X, symbol> || detail::axis_choice<X>) && ...)
constexpr symbol concat(const X&... x) {
  symbol all[sizeof...(X)];
  int count = 0;
  const auto add = [&]<class A>(const A& a) {
    if constexpr (!detail::axis_choice<A>) all[count++] = a;
  };
  (add(x), ...);
  recorder& g = detail::recorder_of(all, count);
  for (int k = 0; k < count; ++k) {
    if (all[k].shape_in(g).rank == 0) all[k] = op::reshape_::as(g, all[k], shape{1, 1, 1});
  }
  constexpr bool by_columns = (std::same_as<X, axis_option<1>> || ...);
  return detail::join(g, all, count, !by_columns && all[0].shape_in(g).rank == 2);
}

/// Vectors of one length as the rows of a matrix, or scalars as a vector.
template <std::convertible_to<symbol>... X>
constexpr symbol stack(const X&... x) {
  symbol all[] = {x...};
  constexpr int count = static_cast<int>(sizeof...(X));
  recorder& g = detail::recorder_of(all, count);
  const shape first = all[0].shape_in(g);
  for (symbol& a : all) {
    const shape s = a.shape_in(g);
    // As when they are joined, but an error shall name what the user wrote.
    if (s.rank == 2 || s.rank != first.rank) g.shapes->fail(op::stack_::code, first, s);
    g.shapes->common(op::stack_::code, first.columns, s.columns, first, s);
    if (s.rank < 2) a = op::reshape_::as(g, a, shape{s.rank + 1, 1, s.columns});
  }
  return detail::join(g, all, count, first.rank > 0);
}

/// The elements of x, row after row, as a matrix. One of the extents may be `dynamic`: it is then
/// what the number of elements makes it. Nothing is copied.
template <std::derived_from<symbol> X>
constexpr symbol reshape(const X& x, int rows, int columns) {
  recorder& g = detail::recorder_of(&static_cast<const symbol&>(x), 1);
  const shape s = x.shape_in(g);
  dimension_table& d = g.shapes->dimensions();
  const int size = d.product(s.rows, s.columns), known = rows == dynamic ? columns : rows;
  const bool one_is_open = (rows == dynamic) != (columns == dynamic);
  const bool fits =
      one_is_open ? known > 0 && (size < 0 || size % known == 0)
                  : rows > 0 && columns > 0 && d.unify(op::reshape_::code, size, rows * columns);
  if (!fits) {
    g.shapes->fail(op::reshape_::code, s, {2, rows, columns});
    return x;
  }
  const int other = d.quotient(size, known);
  return op::reshape_::as(
      g, symbol(x), shape{2, rows == dynamic ? other : rows, columns == dynamic ? other : columns});
}
/// The elements of x, row after row, as a vector. Nothing is copied.
template <std::derived_from<symbol> X>
constexpr symbol flatten(const X& x) {
  recorder& g = detail::recorder_of(&static_cast<const symbol&>(x), 1);
  const shape s = x.shape_in(g);
  if (s.rank == 1) return x;
  return op::reshape_::as(g, symbol(x),
                          shape{1, 1, g.shapes->dimensions().product(s.rows, s.columns)});
}
/// The same as a vector of `size` elements; of as many as there are, if that is `dynamic`.
template <std::derived_from<symbol> X>
constexpr symbol reshape(const X& x, int size) {
  const symbol y = flatten(x);
  recorder& g = *y.graph;
  const shape s = y.shape_in(g);
  const bool fits = size == dynamic ||
                    (size > 0 && g.shapes->dimensions().unify(op::reshape_::code, s.columns, size));
  if (!fits) g.shapes->fail(op::reshape_::code, x.shape_in(g), {1, 1, size});
  return y;
}

}  // namespace etna
