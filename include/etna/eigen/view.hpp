// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <stdexcept>
#include <type_traits>

#include "etna/array/array.hpp"

/// \file
/// Eigen's vectors and matrices of any size as arguments and results of functions of arrays.

namespace etna {

namespace detail {

constexpr int extent_in_eigen(int extent) { return extent == Eigen::Dynamic ? dynamic : extent; }

template <class Dense>
auto view_in_eigen(Dense& m) {
  static_assert(
      (Dense::Flags & Eigen::DirectAccessBit) != 0,
      "Etna: an expression of Eigen's has no elements in memory: give etna::view a matrix "
      "that it is assigned to.");
  static_assert(bool(Dense::IsVectorAtCompileTime) || bool(Dense::IsRowMajor),
                "Etna: arrays are row after row: make the matrix Eigen::RowMajor, or give "
                "etna::view its transpose.");
  using number = std::remove_pointer_t<decltype(m.data())>;
  const auto rows = static_cast<std::size_t>(m.rows()),
             columns = static_cast<std::size_t>(m.cols());
  if (m.size() > 0 && (m.innerStride() != 1 || (!Dense::IsVectorAtCompileTime && m.rows() > 1 &&
                                                m.outerStride() != m.cols())))
    throw std::invalid_argument(
        "etna::view is given elements of an Eigen matrix that do not follow each other in memory");
  if constexpr (Dense::IsVectorAtCompileTime) {
    using view = array_view<number, extent_in_eigen(Dense::SizeAtCompileTime)>;
    return view(m.data(), view::extents::among(1, rows * columns));
  } else {
    using view = array_view<number, extent_in_eigen(Dense::RowsAtCompileTime),
                            extent_in_eigen(Dense::ColsAtCompileTime)>;
    return view(m.data(), view::extents::among(rows, columns));
  }
}

}  // namespace detail

/// A vector or matrix of Eigen's, a map or a block of one, as an array_view: an argument or, of
/// what is not const, a place for a result of functions of arrays. Nothing is copied, so m must
/// outlive the view. Rows and columns of Eigen's are vectors. Matrices must be Eigen::RowMajor, and
/// elements follow each other: std::invalid_argument is thrown for strides known at run time that
/// say otherwise.
template <class Dense>
auto view(Eigen::DenseBase<Dense>& m) {
  return detail::view_in_eigen(m.derived());
}
template <class Dense>
auto view(const Eigen::DenseBase<Dense>& m) {
  return detail::view_in_eigen(m.derived());
}
/// (A matrix that is gone when the view is used.)
template <class Dense>
void view(const Eigen::PlainObjectBase<Dense>&& m) = delete;

}  // namespace etna
