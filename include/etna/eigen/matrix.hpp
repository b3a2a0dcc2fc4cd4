// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <type_traits>

#include "etna/core/matrix.hpp"
#include "etna/core/tree.hpp"
#include "etna/core/vector.hpp"
#include "etna/differentiate/forward_closure.hpp"

/// \file
/// Eigen's matrices and arrays of fixed size as arguments and results of derivative functions, and
/// as vectors and matrices of this library.

namespace etna {

namespace detail {

/// The shape of a fixed-size Dense over S. Over numbers it is Dense itself; of a vector over
/// vectors, a Jacobian, it is a matrix, whose rows are the elements' derivatives; else an array.
template <class Dense, class S>
struct eigen_over {
  using type = std::array<S, static_cast<std::size_t>(Dense::SizeAtCompileTime)>;
};
template <template <class, int, int, int, int, int> class Dense, class T, int R, int C, int Options,
          int MaxR, int MaxC, operand S>
struct eigen_over<Dense<T, R, C, Options, MaxR, MaxC>, S> {
  using type = Dense<S, R, C, Options, MaxR, MaxC>;
};
template <class Dense, class S>
  requires(bool(Dense::IsVectorAtCompileTime) && bool(S::IsVectorAtCompileTime))
struct eigen_over<Dense, S> {
  static constexpr int rows = Dense::SizeAtCompileTime, columns = S::SizeAtCompileTime;
  using type = Eigen::Matrix<typename S::Scalar, rows, columns,
                             columns == 1 ? Eigen::ColMajor : Eigen::RowMajor>;
};

/// The leaves are in the order of storage.
template <class Dense>
struct eigen_tree {
  static_assert(Dense::SizeAtCompileTime != Eigen::Dynamic,
                "Etna: the size of a matrix that is differentiated by, or returned, must be known "
                "at compile time: Eigen::Matrix<double, N, 1>, not Eigen::VectorXd.");
  static constexpr tree_kind kind = tree_kind::array;
  static constexpr bool traceable = false;
  using element = typename Dense::Scalar;
  static constexpr int extent = Dense::SizeAtCompileTime;
  template <class S>
  using rebind = typename eigen_over<Dense, rebind_t<element, S>>::type;
  template <class A>
  static auto data(A& a) {
    return a.data();
  }
};

/// Eigen's expressions refer to their operands.
template <class R>
  requires requires { typename R::PlainObject; }
struct kept<R> {
  using type = typename R::PlainObject;
};

}  // namespace detail

template <class T, int R, int C, int Options, int MaxR, int MaxC>
struct tree<Eigen::Matrix<T, R, C, Options, MaxR, MaxC>>
    : detail::eigen_tree<Eigen::Matrix<T, R, C, Options, MaxR, MaxC>> {};
template <class T, int R, int C, int Options, int MaxR, int MaxC>
struct tree<Eigen::Array<T, R, C, Options, MaxR, MaxC>>
    : detail::eigen_tree<Eigen::Array<T, R, C, Options, MaxR, MaxC>> {};

/// A vector or matrix as one of Eigen's.
template <class T, int N>
Eigen::Matrix<T, N, 1> to_eigen(const vector<T, N>& v) {
  Eigen::Matrix<T, N, 1> result;
  for (int i = 0; i < N; ++i) result[i] = v[i];
  return result;
}
template <class T, int R, int C>
Eigen::Matrix<T, R, C> to_eigen(const matrix<T, R, C>& m) {
  Eigen::Matrix<T, R, C> result;
  for (int i = 0; i < R; ++i) {
    for (int j = 0; j < C; ++j) result(i, j) = m(i, j);
  }
  return result;
}

/// An expression of Eigen's, of fixed size, as a vector if it has one column or one row, else as a
/// matrix.
template <class Expression>
auto from_eigen(const Eigen::DenseBase<Expression>& expression) {
  using T = typename Expression::Scalar;
  constexpr int rows = Expression::RowsAtCompileTime, columns = Expression::ColsAtCompileTime;
  static_assert(rows != Eigen::Dynamic && columns != Eigen::Dynamic,
                "Etna: from_eigen needs a size that is known at compile time: Eigen::Vector3d, or "
                "x.head<3>() of an Eigen::VectorXd.");
  const auto& m = expression.derived().eval();
  if constexpr (rows == 1 || columns == 1) {
    vector<T, rows * columns> result;
    for (int i = 0; i < rows * columns; ++i) result[i] = m.coeff(i);
    return result;
  } else {
    matrix<T, rows, columns> result;
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < columns; ++j) result(i, j) = m.coeff(i, j);
    }
    return result;
  }
}

}  // namespace etna
