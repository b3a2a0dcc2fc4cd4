// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <concepts>

#include "etna/array/arrangement.hpp"
#include "etna/op/indexing.hpp"

/// \file
/// Elements chosen by indices that are known at run time, indices that are found, and sums along a
/// row, as functions of whole arrays. All take time in proportion to what they are given and give.

namespace etna {

/// The sums of every element and those before it, along the last axis.
template <std::derived_from<symbol> X>
constexpr symbol cumsum(const X& x) {
  if (!x.graph || x.shape_in(*x.graph).rank == 0) return x;
  return symbol::record<op::cumsum_>(*x.graph, x);
}

/// The elements of a vector, or the rows of a matrix, at `indices`: a vector of integers or of
/// whole numbers (argmax gives such), or for elements of a vector a matrix of them. They are from 0
/// on; a call with one that is beyond the end, or is no whole number, throws index_out_of_range. An
/// index may be there more than once: derivatives are added up, in the order of the indices.
template <std::derived_from<symbol> X, std::derived_from<symbol> I>
constexpr symbol gather(const X& x, const I& indices) {
  recorder& g = detail::recorder_of_array(x);
  return x.shape_in(g).rank == 2 ? symbol::record<op::gather_<0>>(g, x, indices)
                                 : symbol::record<op::gather_<1>>(g, x, indices);
}

/// The index of the largest element, the first of several, or of that of every column (axis<0>) or
/// row (axis<1>): a number of the array's type, without a derivative. Of a whole matrix the index
/// is one of flatten(x). NaN counts as the largest.
template <std::derived_from<symbol> X, class... Options>
constexpr symbol argmax(const X& x, Options...) {
  if (!x.graph || x.shape_in(*x.graph).rank == 0) return symbol(0);
  const int axes = detail::axes_in(x.shape_in(*x.graph), detail::axes_of<Options...>());
  return symbol::record<op::argmax_>(*x.graph, x, axes);
}

}  // namespace etna
