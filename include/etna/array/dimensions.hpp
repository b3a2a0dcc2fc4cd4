// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "etna/array/frame.hpp"
#include "etna/core/error.hpp"
#include "etna/core/shape.hpp"
#include "etna/op/operation.hpp"

/// \file
/// The sizes of a call of a program on arrays.

namespace etna::detail {

/// The name of an operation, by its code; of code 0, which is none, nothing.
template <int Code>
constexpr const char* operation_name() {
  if constexpr (Code == 0) {
    return "";
  } else {
    return operation_of<Code>::type::name.text;
  }
}

/// What the sizes of a call's arguments are to be: numbers that are known at compile time.
template <class Derived>
struct expected_sizes {
  struct argument {
    int index;
    shape given, expected;  // before and after all that must be equal is one
  };
  static constexpr const auto& nodes = Derived::value.nodes;
  static constexpr const dimension_table& table = Derived::value.shapes.dimensions;
  static constexpr auto arguments = [] {
    constexpr int count = [] {
      int n = 0;
      for (int i = 0; i < nodes.size; ++i) n += nodes.is_input(i);
      return n;
    }();
    std::array<argument, static_cast<std::size_t>(count)> all{};
    auto* next = all.data();
    for (int i = 0; i < nodes.size; ++i) {
      if (!nodes.is_input(i)) continue;
      const shape& s = Derived::value.shapes.node[i];
      *next++ = {nodes.a[i], s, {s.rank, table.root(s.rows), table.root(s.columns)}};
    }
    return all;
  }();
  /// The first of them are what the function is given; directions follow.
  static constexpr std::size_t operands = Derived::trace::inputs;
  static constexpr auto dimensions = [] {
    struct dimension {
      dimension_table::origin from;
      int left, right, least, expected;
    };
    std::array<dimension, static_cast<std::size_t>(table.count)> all{};
    for (std::size_t k = 0; k < all.size(); ++k)
      all[k] = {table.from[k], table.root(table.left[k]), table.root(table.right[k]),
                table.least[k], table.root(~static_cast<int>(k))};
    return all;
  }();
  /// The operations that join a dimension to another, and that take so many elements of it.
  static constexpr auto names = []<std::size_t... K>(std::index_sequence<K...>) {
    struct operations {
      const char *joining, *bounding;
    };
    return std::array<operations, sizeof...(K) + 1>{
        operations{operation_name<table.joined_by[K]>(), operation_name<table.bounded_by[K]>()}...};
  }(std::make_index_sequence<static_cast<std::size_t>(table.count)>{});
};

/// The sizes of a call: the dimensions that are known at run time only.
template <class Derived>
class dimensions_of {
  using expected = expected_sizes<Derived>;

 public:
  template <class T>
  ETNA_INLINE explicit dimensions_of(const array_operand<T>* x) {
    set_all(x, [&](const auto&) { fit_ = false; });
  }
  const std::size_t* data() const { return size_; }
  std::size_t of(int extent) const {
    return extent < 0 ? size_[~extent] : static_cast<std::size_t>(extent);
  }
  /// Whether the arguments fit together.
  bool fit() const { return fit_; }
  /// Throws size_mismatch if they do not.
  template <class T>
  ETNA_NOINLINE static void check(const array_operand<T>* x) {
    dimensions_of().set_all(x, [](const auto& error) { throw error(); });
  }

 private:
  dimensions_of() = default;

  /// Calls mismatch(error) for what does not fit; error() says what it is.
  template <class T, class Mismatch>
  ETNA_INLINE void set_all(const array_operand<T>* x, const Mismatch& mismatch) {
    for (std::size_t k = 0; k < expected::operands; ++k) {
      const auto& a = expected::arguments[k];
      set(a.given.rows, x[a.index].rows);
      set(a.given.columns, x[a.index].columns);
    }
    const auto compare = [&](const typename expected::argument& a) {
      const auto along = [&](int given, std::size_t found, std::size_t wanted) {
        if (found == wanted) return;
        mismatch([&] { return size_mismatch(misfit(x, a, given), found, wanted); });
      };
      along(a.given.rows, x[a.index].rows, of(a.expected.rows));
      along(a.given.columns, x[a.index].columns, of(a.expected.columns));
    };
    for (std::size_t k = 0; k < expected::operands; ++k) compare(expected::arguments[k]);
    std::size_t k = 0;
    for (const auto& d : expected::dimensions) {
      if (d.from != dimension_table::origin::argument) {
        size_[k] = made(d.from, of(d.left), of(d.right), mismatch);
        if (size_[k] != of(d.expected)) {
          mismatch([&] {
            return size_mismatch(expected::names[k].joining +
                                     std::string(": an array made of others has another size"),
                                 size_[k], of(d.expected));
          });
        }
      }
      if (size_[k] < static_cast<std::size_t>(d.least)) {
        mismatch([&] {
          return size_mismatch(expected::names[k].bounding +
                                   std::string(": an array is too short for an index or a part"),
                               size_[k], static_cast<std::size_t>(d.least));
        });
      }
      ++k;
    }
    // A result, and so its cotangent, may be of a size that is made of others.
    for (std::size_t i = expected::operands; i < expected::arguments.size(); ++i)
      compare(expected::arguments[i]);
  }
  void set(int extent, std::size_t size) {
    if (extent < 0) size_[~extent] = size;
  }
  /// An array of these sizes, in an error. (Where a vector is due, a matrix may be given.)
  static std::string described(const std::string& name, int rank, std::size_t rows,
                               std::size_t columns) {
    return name + " (" + (rank == 2 || rows != 1 ? std::to_string(rows) + "x" : "") +
           std::to_string(columns) + ")";
  }
  /// What is wrong with argument a, whose extent `given` is not that of another.
  template <class T>
  std::string misfit(const array_operand<T>* x, const typename expected::argument& a,
                     int given) const {
    const auto found = [&](const std::string& noun, const typename expected::argument& b,
                           int index) {
      return described(noun + " " + std::to_string(index), b.given.rank, x[b.index].rows,
                       x[b.index].columns);
    };
    if constexpr (requires { Derived::derivation::names; }) {
      constexpr auto names = Derived::derivation::names;
      const int index = a.index - static_cast<int>(expected::operands);
      if (index >= 0)
        return found(names.direction + std::string(" of ") + names.of, a, index) +
               described(std::string(" does not fit the ") + names.of, a.given.rank,
                         of(a.expected.rows), of(a.expected.columns));
    }
    const std::string operation = expected::names[static_cast<std::size_t>(~given)].joining;
    std::string text = operation + ": " + found("operand", a, a.index) + " does not fit";
    const int other = expected::table.same[~given];
    const typename expected::argument* partner = nullptr;
    for (std::size_t k = 0; k < expected::operands; ++k) {
      const auto& b = expected::arguments[k];
      const bool has_it = (b.given.rank > 1 && b.given.rows == other) ||
                          (b.given.rank > 0 && b.given.columns == other);
      if (!has_it || &b == &a) continue;
      if (partner) return text;  // which of those that have this number is meant is not known
      partner = &b;
    }
    return partner ? text + " " + found("operand", *partner, partner->index) : text;
  }
  template <class Mismatch>
  static std::size_t made(dimension_table::origin how, std::size_t left, std::size_t right,
                          const Mismatch& mismatch) {
    switch (how) {
      case dimension_table::origin::sum:
        return left + right;
      case dimension_table::origin::difference:
        return left - right;
      case dimension_table::origin::product:
        return left * right;
      default:
        if (right != 0 && left % right == 0) return left / right;
        mismatch([&] {
          return size_mismatch("reshape: elements of an array beside whole rows or columns",
                               right == 0 ? left : left % right, 0);
        });
        return 0;
    }
  }

  std::size_t size_[expected::dimensions.size() + 1]{};
  bool fit_ = true;
};

}  // namespace etna::detail
