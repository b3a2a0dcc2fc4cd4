// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

#include "etna/core/error.hpp"
#include "etna/core/tree.hpp"
#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"
#include "etna/simd/transpose.hpp"

/// \file
/// Many values of an argument in memory, a value a point, and how batches of points are read and
/// written. A range whose size is known at run time only (std::vector, std::span) is a value for
/// each point; what is an argument itself is shared by all points.

namespace etna {

/// Values of type A (a scalar, an array, a struct of scalars) for many points: scalar k of point i
/// is at scalar[k][i · Stride]. Stride 1 is a column for each scalar of A. If Indexed, point i is
/// at place index[i].
template <class A, class T, std::size_t Stride, bool Indexed = false>
struct points {
  using value_type = A;
  using number = std::remove_const_t<T>;
  static constexpr std::size_t stride = Stride;
  std::array<T*, static_cast<std::size_t>(tree_size<A>)> scalar;
  std::size_t count = 0;
  const std::uint32_t* index = nullptr;
  std::size_t size() const { return count; }

  /// Where the point in this lane of a batch begins. If Partial, lanes beyond the first
  /// `lanes_used` repeat the last of these, so that they compute with numbers that are valid.
  template <bool Partial>
  ETNA_INLINE std::size_t place(std::size_t i, std::size_t lane, std::size_t lanes_used) const {
    const std::size_t point = i + (Partial ? std::min(lane, lanes_used - 1) : lane);
    return (Indexed ? index[point] : point) * Stride;
  }
};

namespace detail {

template <class X>
inline constexpr bool is_points = false;
template <class A, class T, std::size_t Stride, bool Indexed>
inline constexpr bool is_points<points<A, T, Stride, Indexed>> = true;

template <class X>
concept range_of_points = !argument_of_scalars<X> && requires(X& x) {
  { x.size() } -> std::convertible_to<std::size_t>;
  requires std::is_pointer_v<decltype(x.data())>;
  requires argument_of_scalars<decltype(*x.data())>;
};

/// Whether X holds a value for each point.
template <class X>
concept mapped = is_points<std::remove_cvref_t<X>> || range_of_points<X>;

/// A range of points as `points`.
template <mapped X>
auto points_of(X& x) {
  if constexpr (is_points<std::remove_const_t<X>>) {
    return x;
  } else {
    using A = std::remove_cvref_t<decltype(*x.data())>;
    using T = std::remove_reference_t<decltype(leaf<0>(*x.data()))>;
    constexpr auto scalars = static_cast<std::size_t>(tree_size<A>);
    static_assert(sizeof(A) == scalars * sizeof(T),
                  "Etna: the scalars of a point are of one type, with nothing between them.");
    points<A, T, scalars> all{{}, static_cast<std::size_t>(x.size()), nullptr};
    if (all.count == 0) return all;
    for_each_leaf(*x.data(),
                  [&](T& scalar, int k) { all.scalar[static_cast<std::size_t>(k)] = &scalar; });
    return all;
  }
}

template <class X>
using number_of_points_t = std::remove_const_t<
    std::remove_pointer_t<std::remove_cvref_t<decltype(points_of(std::declval<X&>()).scalar[0])>>>;

/// The first `count` lanes from scalar k of the points from i on; see points::place.
template <class V, bool Partial, class A, class T, std::size_t Stride, bool Indexed>
ETNA_INLINE V read_lanes(const points<A, T, Stride, Indexed>& from, std::size_t k, std::size_t i,
                         std::size_t count) {
  const T* const scalar = from.scalar[k];
  if constexpr (!batch<V>) {
    return static_cast<V>(scalar[from.template place<Partial>(i, 0, count)]);
  } else if constexpr (!Partial && !Indexed && Stride == 1 &&
                       std::is_same_v<std::remove_const_t<T>, simd::lane_t<V>>) {
    return simd::load<V>(scalar + i);
  } else if constexpr (Partial && !Indexed && Stride == 1 &&
                       std::is_same_v<std::remove_const_t<T>, simd::lane_t<V>>) {
    return simd::load_first<V>(scalar + i, count, scalar[i + count - 1]);
  } else {
    simd::lane_t<V> numbers[simd::lanes<V>];
    for (std::size_t lane = 0; lane < simd::lanes<V>; ++lane)
      numbers[lane] =
          static_cast<simd::lane_t<V>>(scalar[from.template place<Partial>(i, lane, count)]);
    return V::load_unaligned(numbers);
  }
}

/// Writes the first `count` lanes to scalar k of the points from i on.
template <class V, bool Partial, class A, class T, std::size_t Stride, bool Indexed>
ETNA_INLINE void write_lanes(const points<A, T, Stride, Indexed>& to, std::size_t k, std::size_t i,
                             std::size_t count, const V& x) {
  if constexpr (!batch<V>) {
    to.scalar[k][i * Stride] = static_cast<T>(x);
  } else if constexpr (Stride == 1 && std::is_same_v<T, simd::lane_t<V>>) {
    if constexpr (Partial) {
      simd::store_first(to.scalar[k] + i, x, count);
    } else {
      simd::store(to.scalar[k] + i, x);
    }
  } else {
    simd::lane_t<V> numbers[simd::lanes<V>];
    x.store_unaligned(numbers);
    for (std::size_t lane = 0; lane < count; ++lane)
      to.scalar[k][(i + lane) * Stride] = static_cast<T>(numbers[lane]);
  }
}

/// What a kernel reads of an argument: the points themselves, or a value shared by all.
template <class V, class X>
struct shared {
  rebind_t<X, V> value;
  explicit shared(const X& x) {
    std::array<simd::lane_t<V>, static_cast<std::size_t>(tree_size<X>)> flat;
    for_each_leaf(x, [&](const auto& from, int k) {
      flat[static_cast<std::size_t>(k)] = static_cast<simd::lane_t<V>>(from);
    });
    for_each_leaf(value, [&](V& to, int k) { to = V(flat[static_cast<std::size_t>(k)]); });
  }
  template <bool Partial>
  ETNA_INLINE const rebind_t<X, V>& read(std::size_t, std::size_t) const {
    return value;
  }
};
template <class V, class Points>
class pointwise {
 public:
  explicit pointwise(const Points& p) : points_(p) {}
  template <bool Partial>
  ETNA_INLINE auto read(std::size_t i, std::size_t count) const {
    rebind_t<A, V> value;
    if constexpr (in_rows) {
      V scalar[scalars];
      read_rows<Partial>(scalar, i, count);
      for_each_leaf(value, [&](V& to, int k)
                               ETNA_INLINE_LAMBDA { to = scalar[static_cast<std::size_t>(k)]; });
    } else {
      for_each_leaf(value, [&](V& to, int k) ETNA_INLINE_LAMBDA {
        to = read_lanes<V, Partial>(points_, static_cast<std::size_t>(k), i, count);
      });
    }
    return value;
  }

 private:
  using A = typename Points::value_type;
  static constexpr auto scalars = static_cast<std::size_t>(tree_size<A>);
  /// Whether the scalars of a point follow one another, so that several points are read as rows and
  /// transposed, which is faster than scalar by scalar.
  static constexpr bool in_rows = simd::has_transpose<V> && scalars >= 4 &&
                                  Points::stride == scalars && is_ordered<A>() &&
                                  std::is_same_v<typename Points::number, simd::lane_t<V>>;

  template <bool Partial>
  ETNA_INLINE void read_rows(V* scalar, std::size_t i, std::size_t count) const {
    constexpr std::size_t width = simd::lanes<V>;
    const simd::lane_t<V>* row[width];
    for (std::size_t lane = 0; lane < width; ++lane)
      row[lane] = points_.scalar[0] + points_.template place<Partial>(i, lane, count);
    for (std::size_t first = 0; first < scalars; first += width) {
      V block[width];
      for (std::size_t lane = 0; lane < width; ++lane) {
        block[lane] = first + width <= scalars
                          ? simd::load<V>(row[lane] + first)
                          : simd::load_first<V>(row[lane] + first, scalars - first);
      }
      simd::transpose(block);
      for (std::size_t k = 0; k < width && first + k < scalars; ++k) scalar[first + k] = block[k];
    }
  }

  Points points_;
};

/// An argument as a kernel on V reads it.
template <class V, class X>
auto reader_of(const X& x) {
  if constexpr (mapped<const X>) {
    const auto all = points_of(x);
    return pointwise<V, std::remove_const_t<decltype(all)>>(all);
  } else {
    static_assert(argument_of_scalars<X>,
                  "Etna: an argument is neither a range of points nor a value for all of them. "
                  "Points are in a std::vector or std::span of scalars, arrays or structs, or in "
                  "etna::columns; values are what functions are differentiated by.");
    return shared<V, X>(x);
  }
}

/// The number of points that the ranges among x have; they must have the same.
template <class... X>
std::size_t count_points(const X&... x) {
  static_assert((mapped<const X> || ...),
                "Etna: none of the arguments is a range of points: a std::vector or std::span, or "
                "etna::columns.");
  std::size_t count = 0, argument_number = 0;
  bool found = false;
  const auto ask = [&](const auto& a) {
    ++argument_number;
    if constexpr (mapped<decltype(a)>) {
      if (found && a.size() != count)
        throw size_mismatch("points of argument " + std::to_string(argument_number), a.size(),
                            count);
      count = a.size();
      found = true;
    }
  };
  (ask(x), ...);
  return count;
}

template <class X>
auto scalar_of_argument() {
  if constexpr (mapped<const X>) {
    return std::type_identity<number_of_points_t<const X>>{};
  } else {
    return std::type_identity<scalar_t<X>>{};
  }
}
/// The common number type of points and shared values: that of the points.
template <class... X>
auto scalar_of_arguments() {
  return std::type_identity<promoted_t<typename decltype(scalar_of_argument<X>())::type...>>{};
}

/// A contiguous range that lives on when the call is over: not a temporary that owns its elements.
template <class C>
concept column = requires(C& c) {
  c.data();
  c.size();
} && (std::is_lvalue_reference_v<C> || requires { typename C::element_type; });

}  // namespace detail

/// Points by columns: column k holds scalar k of all points. `columns<std::array<double, 2>>(x, y)`
/// are points (x[i], y[i]). Throws size_mismatch if the columns are not of one length.
template <class A, detail::column First, detail::column... Column>
auto columns(First&& first, Column&&... column) {
  static_assert(1 + sizeof...(Column) == static_cast<std::size_t>(tree_size<A>),
                "Etna: columns has a column for each scalar of a point.");
  using T = std::remove_pointer_t<decltype(first.data())>;
  std::size_t k = 0;
  const auto check = [&](std::size_t size) {
    if (size != first.size())
      throw size_mismatch("numbers in column " + std::to_string(k), size, first.size());
    ++k;
  };
  check(first.size());
  (check(column.size()), ...);
  return points<A, T, 1>{{first.data(), column.data()...}, first.size(), nullptr};
}

/// Points by columns that follow one another in memory, `count` numbers each.
template <class A, class T>
points<A, T, 1> columns(T* data, std::size_t count) {
  points<A, T, 1> all{{}, count, nullptr};
  for (std::size_t k = 0; k < all.scalar.size(); ++k) all.scalar[k] = data + k * count;
  return all;
}

/// Points that begin every `Stride` numbers: scalar k of point i is at data[i · Stride + k], as in
/// rows of records that have other numbers, too.
template <class A, std::size_t Stride, class T>
points<A, T, Stride> strided(T* data, std::size_t count) {
  static_assert(Stride >= static_cast<std::size_t>(tree_size<A>),
                "Etna: points overlap: the stride is the distance of two points in numbers, at "
                "least as many as a point has.");
  points<A, T, Stride> all{{}, count, nullptr};
  for (std::size_t k = 0; k < all.scalar.size(); ++k) all.scalar[k] = count > 0 ? data + k : data;
  return all;
}

/// Those of some points that have these indices, in that order: a minibatch. (Nothing is copied;
/// the indices must stay where they are, and are not checked.)
template <detail::mapped X>
auto at_indices(X& all, std::span<const std::uint32_t> index) {
  const auto from = detail::points_of(all);
  return [&]<class A, class T, std::size_t Stride>(const points<A, T, Stride>& p) {
    return points<A, T, Stride, true>{p.scalar, index.size(), index.data()};
  }(from);
}

}  // namespace etna
