// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/shape.hpp"
#include "etna/op/control.hpp"
#include "etna/op/operation.hpp"

/// \file
/// Operations on arrays that reduce them: sums, products and largest elements, over all of an array
/// or one axis.

namespace etna {

/// What a reduction goes over: its attribute. Axis 0 is from row to row, axis 1 along a row.
struct reduced_axes {
  static constexpr int rows = 1, columns = 2, all = 3;
  static constexpr int kept = 4;  // the result of a matrix is a matrix, of one row or column
  // It matters only if a product of the same elements is 0 or NaN: else a loop may leave it out.
  static constexpr int if_zero = 8;
};

namespace op {

/// What reductions have in common.
template <fixed_string Name>
struct reduction : array_operation<Name, 1> {
  static constexpr shape shape_of(const shape_rules&, const shape* x, int attribute, int) {
    const bool over_rows = (attribute & reduced_axes::rows) != 0,
               over_columns = (attribute & reduced_axes::columns) != 0;
    const shape reduced{2, over_rows ? 1 : x->rows, over_columns ? 1 : x->columns};
    if (over_rows && over_columns) return {};
    if ((attribute & reduced_axes::kept) != 0) return reduced;
    return {1, 1, over_rows ? reduced.columns : reduced.rows};
  }
  /// A result, or its adjoint, in a shape that is repeated to the operand's.
  template <class S>
  static constexpr S spread(const S& y, int attribute) {
    const bool to_column =
        (attribute & (reduced_axes::all | reduced_axes::kept)) == reduced_axes::columns;
    return to_column ? transpose(y) : y;
  }
};

/// The sum.
struct sum_ : reduction<"sum"> {
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    to[0] = spread(w, g.c[node]);
  }
};

/// The largest element; adjoints are shared equally by all that are as large.
struct max_over : reduction<"max_over"> {
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    const int attribute = g.c[node];
    const S x = S::of(g, g.a[node]), y = spread(S::of(g, node), attribute);
    const S here = where(x == y, S(1), S(0));
    const S count = S::template record<sum_>(g, here, attribute);
    to[0] = spread(w, attribute) * (here / spread(count, attribute));
  }
};

/// The product.
struct product_ : reduction<"prod"> {
  template <class S, class Recorder>
  static constexpr void pull(Recorder& g, int node, const S& w, S* to) {
    const int attribute = g.c[node];
    const auto over = [&](const S& x, auto op) {
      using Op = decltype(op);
      return spread(S::template record<Op>(g, x, attribute | reduced_axes::if_zero), attribute);
    };
    // Where a factor is 0 the product of the others is not the product divided by it.
    const S x = S::of(g, g.a[node]), y = spread(S::of(g, node), attribute);
    const auto is_zero = x == S(0);
    const S zeros = over(where(is_zero, S(1), S(0)), sum_{});
    const S others = over(where(is_zero, S(1), x), product_{});
    const S by_zero = where(zeros == S(1), others, S(0));
    // Where two are 0, it is the other of the two, times the rest: 0, but its derivative is not.
    const S other_zero = over(where(is_zero, x, S(0)), sum_{}) - x;
    const S with_other = surrogate(by_zero, other_zero, where(zeros == S(2), others, S(0)));
    to[0] = spread(w, attribute) * where(is_zero, with_other, y / x);
  }
};

using reduction_operations = operations<sum_, max_over, product_>;

constexpr bool is_reduction(int code) {
  return code == sum_::code || code == max_over::code || code == product_::code;
}

}  // namespace op
}  // namespace etna

ETNA_OPERATION(etna::op::sum_)
ETNA_OPERATION(etna::op::max_over)
ETNA_OPERATION(etna::op::product_)
