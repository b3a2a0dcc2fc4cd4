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
};

/// The dimensions of a program: which of them are equal, and what those are that no argument has.
struct dimension_table {
  static constexpr int capacity = limits::dimensions;
  /// How a dimension that no argument has is made of two others.
  enum class origin { argument, sum, product };

  int count = 0;
  int same[capacity]{};  // an extent that it must be equal to, or ~ of itself
  origin from[capacity]{};
  int left[capacity]{}, right[capacity]{};
  // Pairs that were found to be equal: what is to be checked before any work.
  int checks = 0;
  int check[2 * capacity][2]{};

  constexpr int add() {
    same[count] = ~count;
    return ~count++;
  }
  /// The extent that stands for all that are equal to it: the static one if there is one.
  constexpr int root(int extent) const {
    while (extent < 0 && same[~extent] != extent) extent = same[~extent];
    return extent;
  }
  /// Makes two extents one; false if they are different numbers.
  constexpr bool unify(int x, int y) {
    x = root(x), y = root(y);
    if (x == y) return true;
    if (x > 0 && y > 0) return false;
    if (checks < 2 * capacity) {
      check[checks][0] = x;
      check[checks][1] = y;
      ++checks;
    }
    // Towards the number, or the dimension that was there first.
    if (x > 0 || (y < 0 && ~x < ~y)) {
      same[~y] = x;
    } else {
      same[~x] = y;
    }
    return true;
  }
  /// The extent x + y, or x y.
  constexpr int combine(origin how, int x, int y) {
    x = root(x), y = root(y);
    if (x > 0 && y > 0) return how == origin::sum ? x + y : x * y;
    if (how == origin::product && x == 1) return y;
    if (how == origin::product && y == 1) return x;
    for (int k = 0; k < count; ++k) {
      if (from[k] == how && root(left[k]) == x && root(right[k]) == y) return root(~k);
    }
    const int made = add();
    from[~made] = how;
    left[~made] = x;
    right[~made] = y;
    return made;
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
    if (!dimensions_.unify(x, y)) fail(operation, a, b);
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

 private:
  shape* node_;
  dimension_table& dimensions_;
  shape_error& error_;
};

}  // namespace etna
