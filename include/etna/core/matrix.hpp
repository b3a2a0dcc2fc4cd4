// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/vector.hpp"

/// \file
/// Matrices of fixed size, as arguments, results and intermediates of functions to be
/// differentiated.

namespace etna {

/// R rows of C numbers of type T, all 0 unless given: an aggregate that takes them row after row,
/// `matrix<double, 2, 2>{1, 2, 3, 4}`. `auto [first, second] = m` takes it apart into copies of its
/// rows.
template <class T, int R, int C>
struct matrix {
  static_assert(R > 0 && C > 0, "Etna: a matrix has at least one row and one column.");
  std::array<T, static_cast<std::size_t>(R) * static_cast<std::size_t>(C)> elements{};

  static constexpr int rows() { return R; }
  static constexpr int columns() { return C; }
  template <std::integral I, std::integral J>
  ETNA_INLINE constexpr T& operator()(I i, J j) {
    return elements[static_cast<std::size_t>(i) * static_cast<std::size_t>(C) +
                    static_cast<std::size_t>(j)];
  }
  template <std::integral I, std::integral J>
  ETNA_INLINE constexpr const T& operator()(I i, J j) const {
    return elements[static_cast<std::size_t>(i) * static_cast<std::size_t>(C) +
                    static_cast<std::size_t>(j)];
  }
  /// A copy of row i; const, so that `m[i][j] = x`, which would be lost, is an error: write `m(i,
  /// j) = x`.
  template <std::integral I>
  ETNA_INLINE constexpr const vector<T, C> operator[](
      I i) const {  // NOLINT(readability-const-return-type)
    vector<T, C> row;
    for (int j = 0; j < C; ++j) row[j] = (*this)(i, j);
    return row;
  }

  template <std::size_t I>
  constexpr vector<T, C> get() const {
    return (*this)[I];
  }

  /// The matrix with 1 on the diagonal and 0 elsewhere.
  static constexpr matrix identity() {
    static_assert(R == C, "Etna: only a square matrix has an identity.");
    matrix m;
    for (int i = 0; i < R; ++i) m(i, i) = T(1);
    return m;
  }

  /// The same matrix of a type of number that T gives way to.
  template <class S>
    requires(!std::same_as<S, T> && operand<S> && operand<T> && std::same_as<promoted_t<T, S>, S>)
  constexpr operator matrix<S, R, C>() const;

  friend constexpr bool operator==(const matrix&, const matrix&) = default;
};

template <class E, int R, int C>
struct tree<matrix<E, R, C>> {
  static constexpr tree_kind kind = tree_kind::array;
  using element = E;
  static constexpr int extent = R * C;
  template <class S>
  using rebind = matrix<rebind_t<E, S>, R, C>;
  template <class A>
  static constexpr auto data(A& a) {
    return a.elements.data();
  }
};

namespace detail {

template <operand T, int R, int C>
inline constexpr bool is_linear<matrix<T, R, C>> = true;

}  // namespace detail

template <class T, int R, int C>
template <class S>
  requires(!std::same_as<S, T> && operand<S> && operand<T> && std::same_as<promoted_t<T, S>, S>)
constexpr matrix<T, R, C>::operator matrix<S, R, C>() const {
  return detail::map<matrix<S, R, C>>([](const T& x) { return x; }, *this);
}

namespace detail {

template <class X, int R, int K, class Y, int L, int C>
ETNA_INLINE constexpr matrix<promoted_t<X, Y>, R, C> product(const matrix<X, R, K>& x,
                                                             const matrix<Y, L, C>& y) {
  using S = promoted_t<X, Y>;
  matrix<S, R, C> r;
  for (int i = 0; i < R; ++i) {
    for (int j = 0; j < C; ++j) {
      r(i, j) = sum<S, K>([&](int k) ETNA_INLINE_LAMBDA {
        return operand_of<S>(x(i, k)) * operand_of<S>(y(k, j));
      });
    }
  }
  return r;
}

}  // namespace detail

template <operand X, int R, int K, operand Y, int L, int C>
ETNA_INLINE constexpr matrix<promoted_t<X, Y>, R, C> operator*(const matrix<X, R, K>& x,
                                                               const matrix<Y, L, C>& y) {
  static_assert(
      detail::shapes_fit<matrix<X, R, K>, matrix<Y, L, C>, (K == L)>,
      "Etna: in a product the left matrix must have as many columns as the right one has rows.");
  return detail::product(x, y);
}

/// The matrix times a column.
template <operand X, int R, int C, operand Y, int N>
ETNA_INLINE constexpr vector<promoted_t<X, Y>, R> operator*(const matrix<X, R, C>& x,
                                                            const vector<Y, N>& y) {
  static_assert(
      detail::shapes_fit<matrix<X, R, C>, vector<Y, N>, (C == N)>,
      "Etna: a matrix times a vector must have as many columns as the vector has elements.");
  return {detail::product(x, matrix<Y, N, 1>{y.elements}).elements};
}

/// A row times the matrix.
template <operand X, int N, operand Y, int R, int C>
ETNA_INLINE constexpr vector<promoted_t<X, Y>, C> operator*(const vector<X, N>& x,
                                                            const matrix<Y, R, C>& y) {
  static_assert(detail::shapes_fit<vector<X, N>, matrix<Y, R, C>, (N == R)>,
                "Etna: a vector times a matrix must have as many elements as the matrix has rows.");
  return {detail::product(matrix<X, 1, N>{x.elements}, y).elements};
}

/// The matrix of the products xᵢyⱼ.
template <operand X, int N, operand Y, int M>
ETNA_INLINE constexpr matrix<promoted_t<X, Y>, N, M> outer(const vector<X, N>& x,
                                                           const vector<Y, M>& y) {
  return detail::product(matrix<X, N, 1>{x.elements}, matrix<Y, 1, M>{y.elements});
}

template <class T, int R, int C>
ETNA_INLINE constexpr matrix<T, C, R> transpose(const matrix<T, R, C>& m) {
  matrix<T, C, R> t;
  for (int i = 0; i < R; ++i) {
    for (int j = 0; j < C; ++j) t(j, i) = m(i, j);
  }
  return t;
}

}  // namespace etna

template <class T, int R, int C>
struct std::tuple_size<etna::matrix<T, R, C>>
    : std::integral_constant<std::size_t, static_cast<std::size_t>(R)> {};
template <std::size_t I, class T, int R, int C>
struct std::tuple_element<I, etna::matrix<T, R, C>> {
  using type = etna::vector<T, C>;
};
