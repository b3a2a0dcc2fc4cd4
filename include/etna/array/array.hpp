// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/core/error.hpp"
#include "etna/core/tree.hpp"
#include "etna/graph/symbol.hpp"

/// \file
/// Vectors and matrices that are one operand of a program, whatever their size.

namespace etna {

/// An extent that is known at run time only.
inline constexpr int dynamic = -1;

namespace detail {

/// The extents of an array of rank 1 or 2: only those not known at compile time are stored.
template <int... E>
class extents {
  static_assert(sizeof...(E) == 1 || sizeof...(E) == 2,
                "Etna: an array is a vector (one extent) or a matrix (two: rows, columns).");
  static_assert(((E > 0 || E == dynamic) && ...),
                "Etna: an extent is a positive number, or etna::dynamic.");

 public:
  static constexpr std::size_t rank = sizeof...(E);
  static constexpr std::array<int, rank> fixed{E...};
  static constexpr std::size_t unknown = (0 + ... + static_cast<std::size_t>(E == dynamic));

  constexpr extents() = default;
  /// Given all extents, or those that are not static.
  template <std::convertible_to<std::size_t>... I>
    requires(sizeof...(I) == unknown && unknown > 0)
  constexpr explicit extents(I... given) : extent_{static_cast<std::size_t>(given)...} {}

  /// Given the rows and columns of an array of these extents.
  static constexpr extents among(std::size_t rows, std::size_t columns) {
    extents e;
    if constexpr (unknown > 0) {
      const std::size_t all[] = {rows, columns};
      std::size_t n = 0;
      for (std::size_t k = 0; k < rank; ++k) {
        if (fixed[k] == dynamic) e.extent_[n++] = all[k + 2 - rank];
      }
    }
    return e;
  }

  constexpr std::size_t operator[](std::size_t axis) const {
    if constexpr (unknown > 0) {
      if (fixed[axis] == dynamic) return extent_[axis == 0 ? 0 : unknown - 1];
    }
    return static_cast<std::size_t>(fixed[axis]);
  }
  constexpr std::size_t rows() const { return rank == 2 ? (*this)[0] : 1; }
  constexpr std::size_t columns() const { return (*this)[rank - 1]; }

 private:
  struct none {};
  [[no_unique_address]] std::conditional_t<(unknown > 0), std::array<std::size_t, unknown>, none>
      extent_{};
};

}  // namespace detail

/// Numbers of type T (perhaps const) in memory of somebody else's, row after row: a vector
/// (array_view<T, N>) or a matrix (array_view<T, Rows, Columns>). Extents are numbers, or
/// etna::dynamic and then given to the constructor.
template <class T, int... E>
class array_view {
 public:
  using number = std::remove_const_t<T>;
  using extents = detail::extents<E...>;

  constexpr array_view() = default;
  template <std::convertible_to<std::size_t>... I>
    requires(sizeof...(I) == extents::unknown)
  constexpr explicit array_view(T* data, I... extent) : data_(data), extents_(extent...) {}
  constexpr array_view(T* data, const extents& e) : data_(data), extents_(e) {}
  constexpr operator array_view<const T, E...>() const
    requires(!std::is_const_v<T>)
  {
    return {data_, extents_};
  }

  constexpr T* data() const { return data_; }
  constexpr std::size_t rows() const { return extents_.rows(); }
  constexpr std::size_t columns() const { return extents_.columns(); }
  constexpr std::size_t size() const { return rows() * columns(); }
  constexpr T* begin() const { return data_; }
  constexpr T* end() const { return data_ + size(); }
  /// Element i, row after row.
  constexpr T& operator[](std::size_t i) const { return data_[i]; }
  constexpr T& operator()(std::size_t row, std::size_t column) const {
    return data_[row * columns() + column];
  }

 private:
  T* data_ = nullptr;
  [[no_unique_address]] extents extents_;
};

/// The same in memory of its own, aligned to 64 bytes; zeros at first. An array with an extent that
/// is known at run time only is empty until it is given one; a place for a result it may be as it
/// is.
template <class T, int... E>
class array {
  static_assert(std::is_arithmetic_v<T>,
                "Etna: the elements of an array are numbers. (Of functions of arrays there are no "
                "Jacobians and Hessians, but jvp, vjp and hvp.)");

 public:
  using number = T;
  using extents = detail::extents<E...>;
  using view = array_view<T, E...>;

  array() : array(extents()) {}
  template <std::convertible_to<std::size_t>... I>
    requires(sizeof...(I) == extents::unknown && extents::unknown > 0)
  explicit array(I... extent) : array(extents(extent...)) {}
  explicit array(const extents& e) : extents_(e), memory_(allocate(size())) {}
  array(const array& other) : array(other.extents_) { std::copy_n(other.data(), size(), data()); }
  /// What is moved from may only be assigned to; of an array over memory of somebody else's that
  /// memory goes along. (Arrays of etna::parameters: copy or assign, do not move or swap.)
  array(array&& other) noexcept { swap(other); }
  /// An array over memory of somebody else's keeps it, and gets other's numbers: throws
  /// size_mismatch if these have another shape.
  array& operator=(const array& other) {
    if (!copy_to_place(other)) *this = array(other);
    return *this;
  }
  array& operator=(array&& other) {
    if (memory_.get_deleter().owned || !copy_to_place(other)) swap(other);
    return *this;
  }
  ~array() = default;
  /// An array over memory of somebody else's, which must outlive it and all that it is moved to; a
  /// copy has memory of its own.
  static array over(T* data, const extents& e) {
    array a{extents()};
    a.extents_ = e;
    a.memory_ = {data, release{false}};
    return a;
  }
  const extents& shape() const { return extents_; }

  T* data() { return memory_.get(); }
  const T* data() const { return memory_.get(); }
  std::size_t rows() const { return extents_.rows(); }
  std::size_t columns() const { return extents_.columns(); }
  std::size_t size() const { return rows() * columns(); }
  T* begin() { return data(); }
  T* end() { return data() + size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  T& operator()(std::size_t row, std::size_t column) { return data()[row * columns() + column]; }
  const T& operator()(std::size_t row, std::size_t column) const {
    return data()[row * columns() + column];
  }
  operator view() { return {data(), extents_}; }
  operator array_view<const T, E...>() const { return {data(), extents_}; }

 private:
  static constexpr std::align_val_t alignment{64};
  struct release {
    bool owned = true;
    void operator()(T* memory) const {
      if (owned) ::operator delete(memory, alignment);
    }
  };
  static T* allocate(std::size_t size) {
    if (size == 0) return nullptr;
    T* const memory = static_cast<T*>(::operator new(size * sizeof(T), alignment));
    std::uninitialized_value_construct_n(memory, size);
    return memory;
  }
  /// Whether the numbers of an array of this shape could be copied to where this has its own.
  bool copy_to_place(const array& other) {
    const bool fits = rows() == other.rows() && columns() == other.columns();
    if (!fits && !memory_.get_deleter().owned)
      throw size_mismatch("elements assigned to an array over other memory", other.size(), size());
    if (fits && data()) std::copy_n(other.data(), size(), data());
    return fits && data();
  }
  void swap(array& other) noexcept {
    std::swap(extents_, other.extents_);
    memory_.swap(other.memory_);
  }

  [[no_unique_address]] extents extents_;
  std::unique_ptr<T, release> memory_;
};

/// What a traced function gets in the place of an array.
template <std::same_as<symbol> S, int... E>
class array<S, E...> : public symbol {
 public:
  using symbol::symbol;
  array() = default;
  /// A variable that began as a copy of an argument may become anything.
  constexpr array& operator=(const symbol& s) {
    symbol::operator=(s);
    return *this;
  }
};

namespace detail {

/// What a traced function gets in the place of an array of integers, such as labels.
template <int... E>
class integer_array : public array<symbol, E...> {};

template <class T, int... E>
struct array_tree {
  static constexpr tree_kind kind = tree_kind::leaf;
  using number = T;
  static constexpr std::array<int, sizeof...(E)> extents{E...};
  template <class S>
  using rebind = std::conditional_t<std::integral<T> && std::same_as<S, symbol>,
                                    integer_array<E...>, array<S, E...>>;
};

}  // namespace detail

template <int... E>
struct tree<detail::integer_array<E...>> : detail::array_tree<int, E...> {};

template <class T, int... E>
struct tree<array<T, E...>> : detail::array_tree<T, E...> {};
template <class T, int... E>
struct tree<array_view<T, E...>> : detail::array_tree<std::remove_const_t<T>, E...> {};
template <class T, class Allocator>
struct tree<std::vector<T, Allocator>> : detail::array_tree<T, dynamic> {};
template <class T>
struct tree<std::span<T>> : detail::array_tree<std::remove_const_t<T>, dynamic> {};

}  // namespace etna
