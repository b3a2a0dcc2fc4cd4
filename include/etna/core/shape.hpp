// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/config.hpp"

namespace etna {

/// How many numbers a node stands for: a scalar (rank 0, one by one), a vector (rank 1, one row) or
/// a matrix. An extent is a number, or ~k for dimension k, which is known at run time only. An
/// extent of 1 is repeated to fit its partner's; one that is known at run time only never is.
struct shape {
  int rank = 0;
  int rows = 1, columns = 1;

  constexpr bool is_scalar() const { return rows == 1 && columns == 1; }
  friend constexpr bool operator==(const shape&, const shape&) = default;
};

/// What the operands of an operation have to do with each other, and have not.
struct shape_error {
  int operation = 0;  // its code; 0: no error
  shape x, y;
  // Whether y is no shape, but the first and the last bound of a part that x does not have.
  bool out_of_range = false;
};

/// Not constexpr: its name is the message.
inline void there_are_more_run_time_extents_than_limits_dimensions() {}

/// The dimensions of a program: which of them are equal, how long they are at least, and what those
/// are that no argument has. Every call checks its sizes against it.
struct dimension_table {
  static constexpr int capacity = limits::dimensions;
  /// How a dimension that no argument has is made of two extents. Of a difference the second is a
  /// number.
  enum class origin { argument, sum, difference, product, quotient };

  int count = 0;
  int same[capacity]{};       // an extent that it must be equal to, or ~ of itself
  int joined_by[capacity]{};  // the code of the operation that says so; 0: none
  origin from[capacity]{};
  int left[capacity]{}, right[capacity]{};
  int least[capacity]{};
  int bounded_by[capacity]{};  // the code of the operation that takes so many

  constexpr int add() {
    if (count == capacity) there_are_more_run_time_extents_than_limits_dimensions();
    same[count] = ~count;
    return ~count++;
  }
  /// The extent that stands for all that are equal to it: the static one if there is one.
  constexpr int root(int extent) const {
    while (extent < 0 && same[~extent] != extent) extent = same[~extent];
    return extent;
  }
  /// Makes two extents one, as an operation has it; false if they are different numbers, or a
  /// number is too small.
  constexpr bool unify(int operation, int x, int y) {
    x = root(x), y = root(y);
    if (x == y) return true;
    if (x > 0 && y > 0) return false;
    // Towards the number, or the dimension that was there first.
    if (x < 0 && (y > 0 || ~y < ~x)) return unify(operation, y, x);
    if (x > 0 && x < least[~y]) return false;
    require(bounded_by[~y], x, least[~y]);
    same[~y] = x;
    joined_by[~y] = operation;
    return true;
  }
  constexpr int sum(int x, int y) {
    x = root(x), y = root(y);
    return y >= 0 ? shifted(x, y) : x >= 0 ? shifted(y, x) : made(origin::sum, x, y);
  }
  constexpr int product(int x, int y) {
    x = root(x), y = root(y);
    if (x >= 0 && y >= 0) return x * y;
    return x == 1 ? y : y == 1 ? x : made(origin::product, x, y);
  }
  /// x / y, of a multiple x of y; of an x that is known at run time only it is checked then.
  constexpr int quotient(int x, int y) {
    x = root(x), y = root(y);
    if (x >= 0 && y >= 0) return x / y;
    if (y == 1) return x;
    if (x < 0 && from[~x] == origin::product) {
      if (root(right[~x]) == y) return root(left[~x]);
      if (root(left[~x]) == y) return root(right[~x]);
    }
    return made(origin::quotient, x, y);
  }
  /// x + n, which is not negative. (That of an n < 0 takes an x of at least -n.)
  constexpr int shifted(int x, int n) {
    x = root(x);
    if (x >= 0) return x + n;
    const bool is_sum = from[~x] == origin::sum, is_difference = from[~x] == origin::difference;
    if ((is_sum || is_difference) && right[~x] >= 0)
      return shifted(left[~x], is_sum ? n + right[~x] : n - right[~x]);
    if (n == 0) return x;
    return n > 0 ? made(origin::sum, x, n) : made(origin::difference, x, -n);
  }
  /// An extent that is known at run time only is to be checked then.
  constexpr void require(int operation, int x, int at_least) {
    x = root(x);
    if (x >= 0 || least[~x] >= at_least) return;
    least[~x] = at_least;
    bounded_by[~x] = operation;
  }

 private:
  constexpr int made(origin how, int x, int y) {
    for (int k = 0; k < count; ++k) {
      if (from[k] == how && root(left[k]) == x && root(right[k]) == y) return root(~k);
    }
    const int dimension = add();
    from[~dimension] = how;
    left[~dimension] = x;
    right[~dimension] = y;
    return dimension;
  }
};

/// The shapes of the nodes of a graph of up to Capacity nodes.
template <int Capacity>
struct node_shapes {
  shape node[Capacity]{};
  dimension_table dimensions;
  shape_error error;
};
/// Those of a function of scalars: none.
struct no_shapes {};

/// What a recorder finds out the shapes of its nodes with.
class shape_rules {
 public:
  template <int Capacity>
  constexpr explicit shape_rules(node_shapes<Capacity>& s)
      : node_(s.node), dimensions_(s.dimensions), error_(s.error) {}
  /// For other nodes, with the dimensions of `rules`.
  constexpr shape_rules(const shape_rules& rules, shape* nodes)
      : node_(nodes), dimensions_(rules.dimensions_), error_(rules.error_) {}

  constexpr const shape& operator[](int node) const { return node_[node]; }
  constexpr void set(int node, const shape& s) const { node_[node] = s; }
  constexpr dimension_table& dimensions() const { return dimensions_; }

  /// Whether two shapes are equal up to their rank.
  constexpr bool same(const shape& x, const shape& y) const {
    return dimensions_.root(x.rows) == dimensions_.root(y.rows) &&
           dimensions_.root(x.columns) == dimensions_.root(y.columns);
  }
  /// The extent that x and y, of the shapes a and b, must have in common.
  constexpr int common(int operation, int x, int y, const shape& a, const shape& b) const {
    if (!dimensions_.unify(operation, x, y)) fail(operation, a, b);
    return dimensions_.root(x);
  }
  /// The shape of an elementwise operation: extents of 1 are repeated.
  constexpr shape broadcast(int operation, const shape& x, const shape& y) const {
    const auto extent = [&](int a, int b) {
      return a == 1 ? b : b == 1 ? a : common(operation, a, b, x, y);
    };
    return {x.rank > y.rank ? x.rank : y.rank, extent(x.rows, y.rows),
            extent(x.columns, y.columns)};
  }
  constexpr void fail(int operation, const shape& x, const shape& y) const {
    if (error_.operation == 0) error_ = {operation, x, y};
  }
  /// There is no part from `first` to `last` in x.
  constexpr void fail_range(int operation, const shape& x, int first, int last) const {
    if (error_.operation == 0) error_ = {operation, x, {0, first, last}, true};
  }

 private:
  shape* node_;
  dimension_table& dimensions_;
  shape_error& error_;
};

}  // namespace etna
