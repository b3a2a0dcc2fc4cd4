// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "etna/array/array.hpp"
#include "etna/array/frame.hpp"
#include "etna/core/error.hpp"
#include "etna/differentiate/call.hpp"

/// \file
/// Arguments and results of programs on arrays: where they are in memory.

namespace etna::detail {

/// Whether an array for a result has its shape. A vector may be a matrix's row or column.
template <class A>
ETNA_INLINE bool has_shape(const A& a, std::size_t rows, std::size_t columns) {
  if constexpr (tree_of<A>::extents.size() == 2) {
    return a.rows() == rows && a.columns() == columns;
  } else {
    return a.size() == rows * columns;
  }
}

/// Makes an array for a result in its size, if it is empty, else checks its shape.
template <class A>
void prepare(A& a, std::size_t rows, std::size_t columns) {
  if constexpr (requires { typename A::view; }) {
    if (a.size() == 0 && !has_shape(a, rows, columns)) a = A(A::extents::among(rows, columns));
  }
  if (has_shape(a, rows, columns)) return;
  if (a.size() != rows * columns)
    throw size_mismatch("an array for a result has another size", a.size(), rows * columns);
  if constexpr (tree_of<A>::extents.size() == 2)
    throw a.rows() == rows ? size_mismatch("columns of an array for a result", a.columns(), columns)
                           : size_mismatch("rows of an array for a result", a.rows(), rows);
}

template <class T>
struct number_of_input<array_operand<T>> {
  using type = T;
};

/// The arguments of a program on arrays.
template <class T, class... X>
  requires have_arrays<X...>
class gathered<T, X...> {
 public:
  explicit gathered(const X&... x) {
    array_operand<T>* next = operand_;
    ([&] { for_each_leaf(x, [&](const auto& leaf, int) { *next++ = operand(leaf); }); }(), ...);
  }
  const array_operand<T>* data() const { return operand_; }

 private:
  template <class A>
  static array_operand<T> operand(const A& a) {
    array_operand<T> x;
    if constexpr (!is_array_leaf<A>) {
      x.scalar = static_cast<T>(a);
    } else {
      using number = typename tree_of<A>::number;
      static_assert(std::same_as<number, T> || std::same_as<number, int> ||
                        std::same_as<number, std::uint8_t>,
                    "Etna: the arrays of a call hold numbers of one type, or int or std::uint8_t "
                    "(labels).");
      if constexpr (std::same_as<number, T>) {
        x.data = a.data();
      } else if constexpr (std::same_as<number, int>) {
        x.integers = a.data();
      } else {
        x.bytes = a.data();
      }
      x.rows = 1;
      x.columns = a.size();
      if constexpr (tree_of<A>::extents.size() == 2) {
        x.rows = a.rows();
        x.columns = a.columns();
      }
    }
    return x;
  }

  array_operand<T> operand_[(0 + ... + tree_size<X>)];
};

/// The numbers of x in arrays of their own.
template <class T, class X>
struct array_copy {
  static rebind_t<X, T> of(const X& x) {
    const gathered<T, X> from(x);
    rebind_t<X, T> y;
    for_each_leaf(y, [&](auto& leaf, int i) {
      const array_operand<T>& a = from.data()[i];
      if constexpr (is_array_leaf<decltype(leaf)>) {
        prepare(leaf, a.rows, a.columns);
        for (std::size_t k = 0; k < leaf.size(); ++k) leaf.data()[k] = a[k];
      } else {
        leaf = a.scalar;
      }
    });
    return y;
  }
};

}  // namespace etna::detail
