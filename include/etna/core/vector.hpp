// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "etna/core/math/power.hpp"
#include "etna/core/number.hpp"
#include "etna/core/tree.hpp"

/// \file
/// Vectors of fixed size, as arguments, results and intermediates of functions to be
/// differentiated. Operations on scalars of two types give the common one (promoted_t): a
/// vector<double, 3> times a symbol is a vector<symbol, 3>.

namespace etna {

template <class T, int R, int C>
struct matrix;

/// N numbers of type T, all 0 unless given: an aggregate, `vector<double, 3>{1, 2, 3}` or
/// `vector{x, y, z}`. `auto [x, y, z] = v` takes it apart.
template <class T, int N>
struct vector {
  static_assert(N > 0, "Etna: a vector has at least one element.");
  std::array<T, static_cast<std::size_t>(N)> elements{};

  static constexpr int size() { return N; }
  template <std::integral I>
  ETNA_INLINE constexpr T& operator[](I i) {
    return elements[static_cast<std::size_t>(i)];
  }
  template <std::integral I>
  ETNA_INLINE constexpr const T& operator[](I i) const {
    return elements[static_cast<std::size_t>(i)];
  }
  constexpr auto begin() { return elements.begin(); }
  constexpr auto begin() const { return elements.begin(); }
  constexpr auto end() { return elements.end(); }
  constexpr auto end() const { return elements.end(); }

  template <std::size_t I>
  constexpr T& get() {
    return elements[I];
  }
  template <std::size_t I>
  constexpr const T& get() const {
    return elements[I];
  }

  /// The same vector of a type of number that T gives way to.
  template <class S>
    requires(!std::same_as<S, T> && operand<S> && operand<T> && std::same_as<promoted_t<T, S>, S>)
  constexpr operator vector<S, N>() const;

  friend constexpr bool operator==(const vector&, const vector&) = default;
};

template <class T, class... X>
vector(T, X...) -> vector<promoted_t<T, X...>, 1 + static_cast<int>(sizeof...(X))>;
template <class T, std::size_t N>
vector(std::array<T, N>) -> vector<T, static_cast<int>(N)>;

namespace detail {

template <class S, int N>
struct vector_over {
  using type = vector<S, N>;
};
/// So a Jacobian of vectors by vectors is a matrix.
template <class S, int M, int N>
struct vector_over<vector<S, M>, N> {
  using type = matrix<S, N, M>;
};

/// Whether A is a vector or matrix of numbers: what can be added and scaled, element by element.
template <class A>
inline constexpr bool is_linear = false;
template <operand T, int N>
inline constexpr bool is_linear<vector<T, N>> = true;
template <class A>
concept linear = is_linear<A>;

/// Fits, for a static_assert: where it fails the compiler shows the shapes X and Y.
template <class X, class Y, bool Fits>
inline constexpr bool shapes_fit = Fits;

template <linear X, linear Y>
inline constexpr bool same_shape = std::same_as<rebind_t<X, double>, rebind_t<Y, double>>;

/// The type of a sum of X and Y, or of a product of the vector or matrix X and a scalar.
template <linear X, class... Y>
using linear_t = rebind_t<X, scalar_t<X, Y...>>;

/// x as an operand in a calculation whose result is of type R. Plain numbers are converted first,
/// so that an integer does not narrow on the way; for the numbers of this library a constant
/// remains one.
template <class R, class X>
ETNA_INLINE constexpr decltype(auto) operand_of(const X& x) {
  if constexpr (operand_type<R> || std::same_as<R, X>) {
    return (x);
  } else {
    return static_cast<R>(x);
  }
}

/// f of the corresponding elements of x..., in the shape R.
template <linear R, class F, linear... X>
ETNA_INLINE constexpr R map(F f, const X&... x) {
  R r;
  for (std::size_t k = 0; k < r.elements.size(); ++k) {
    r.elements[k] = static_cast<scalar_t<R>>(f(x.elements[k]...));
  }
  return r;
}

template <class R, linear X, linear Y>
ETNA_INLINE constexpr R add(const X& x, const Y& y) {
  static_assert(shapes_fit<X, Y, same_shape<X, Y>>,
                "Etna: only vectors and matrices of one shape can be added.");
  using S = scalar_t<X, Y>;
  return map<R>([](const auto& left, const auto& right)
                    ETNA_INLINE_LAMBDA { return operand_of<S>(left) + operand_of<S>(right); },
                x, y);
}
template <class R, linear X, linear Y>
ETNA_INLINE constexpr R subtract(const X& x, const Y& y) {
  static_assert(same_shape<X, Y>,
                "Etna: only vectors and matrices of one shape can be subtracted.");
  using S = scalar_t<X, Y>;
  return map<R>([](const auto& left, const auto& right)
                    ETNA_INLINE_LAMBDA { return operand_of<S>(left) - operand_of<S>(right); },
                x, y);
}
template <class R, linear X, operand Y>
ETNA_INLINE constexpr R multiply(const X& x, const Y& y) {
  using S = scalar_t<X, Y>;
  return map<R>([&](const auto& element)
                    ETNA_INLINE_LAMBDA { return operand_of<S>(element) * operand_of<S>(y); },
                x);
}
template <class R, linear X, operand Y>
ETNA_INLINE constexpr R divide(const X& x, const Y& y) {
  using S = scalar_t<X, Y>;
  return map<R>([&](const auto& element)
                    ETNA_INLINE_LAMBDA { return operand_of<S>(element) / operand_of<S>(y); },
                x);
}

/// term(0) + … + term(N - 1)
template <class R, int N, class F>
ETNA_INLINE constexpr R sum(F term) {
  R s = term(0);
  for (int k = 1; k < N; ++k) s = s + term(k);
  return s;
}

}  // namespace detail

template <detail::linear X>
ETNA_INLINE constexpr X operator+(const X& x) {
  return x;
}
template <detail::linear X>
ETNA_INLINE constexpr X operator-(const X& x) {
  return detail::map<X>([](const auto& element) ETNA_INLINE_LAMBDA { return -element; }, x);
}
template <detail::linear X, detail::linear Y>
ETNA_INLINE constexpr detail::linear_t<X, Y> operator+(const X& x, const Y& y) {
  return detail::add<detail::linear_t<X, Y>>(x, y);
}
template <detail::linear X, detail::linear Y>
ETNA_INLINE constexpr detail::linear_t<X, Y> operator-(const X& x, const Y& y) {
  return detail::subtract<detail::linear_t<X, Y>>(x, y);
}
template <detail::linear X, operand Y>
ETNA_INLINE constexpr detail::linear_t<X, Y> operator*(const X& x, const Y& y) {
  return detail::multiply<detail::linear_t<X, Y>>(x, y);
}
template <operand X, detail::linear Y>
ETNA_INLINE constexpr detail::linear_t<Y, X> operator*(const X& x, const Y& y) {
  return detail::multiply<detail::linear_t<Y, X>>(y, x);
}
template <detail::linear X, operand Y>
ETNA_INLINE constexpr detail::linear_t<X, Y> operator/(const X& x, const Y& y) {
  return detail::divide<detail::linear_t<X, Y>>(x, y);
}
template <detail::linear X, detail::linear Y>
ETNA_INLINE constexpr X& operator+=(X& x, const Y& y) {
  return x = detail::add<X>(x, y);
}
template <detail::linear X, detail::linear Y>
ETNA_INLINE constexpr X& operator-=(X& x, const Y& y) {
  return x = detail::subtract<X>(x, y);
}
template <detail::linear X, operand Y>
ETNA_INLINE constexpr X& operator*=(X& x, const Y& y) {
  return x = detail::multiply<X>(x, y);
}
template <detail::linear X, operand Y>
ETNA_INLINE constexpr X& operator/=(X& x, const Y& y) {
  return x = detail::divide<X>(x, y);
}

/// x₁y₁ + … + xₙyₙ
template <operand X, int N, operand Y, int M>
ETNA_INLINE constexpr promoted_t<X, Y> dot(const vector<X, N>& x, const vector<Y, M>& y) {
  static_assert(detail::shapes_fit<vector<X, N>, vector<Y, M>, (N == M)>,
                "Etna: dot is of two vectors of one size.");
  using R = promoted_t<X, Y>;
  return detail::sum<R, N>([&](int k) ETNA_INLINE_LAMBDA {
    return detail::operand_of<R>(x[k]) * detail::operand_of<R>(y[k]);
  });
}

/// The vector at right angles to both x and y, as long as the area that they span.
template <operand X, int N, operand Y, int M>
ETNA_INLINE constexpr vector<promoted_t<X, Y>, N> cross(const vector<X, N>& x,
                                                        const vector<Y, M>& y) {
  static_assert(detail::shapes_fit<vector<X, N>, vector<Y, M>, (N == 3 && M == 3)>,
                "Etna: cross is of two vectors of size 3.");
  using R = promoted_t<X, Y>;
  const auto minor = [&](int i, int j) ETNA_INLINE_LAMBDA {
    using detail::operand_of;
    return R(operand_of<R>(x[i]) * operand_of<R>(y[j]) - operand_of<R>(x[j]) * operand_of<R>(y[i]));
  };
  return {minor(1, 2), minor(2, 0), minor(0, 1)};
}

/// |v|², the sum of squares.
template <operand T, int N>
ETNA_INLINE constexpr promoted_t<T> norm_squared(const vector<T, N>& v) {
  return dot(v, v);
}

/// |v|, the root of the sum of squares; that sum may overflow, or underflow to 0 (hypot does
/// neither). The derivatives where it is 0 are 0.
template <operand T, int N>
ETNA_INLINE constexpr promoted_t<T> norm(const vector<T, N>& v) {
  using math::sqrt;
  const promoted_t<T> s = norm_squared(v);
  if constexpr (operand_type<T>) {
    return root_of_squares(s);
  } else {
    return sqrt(s);
  }
}

/// v / |v|; NaN at the origin.
template <operand T, int N>
ETNA_INLINE constexpr vector<promoted_t<T>, N> normalize(const vector<T, N>& v) {
  return v / norm(v);
}

template <class T, int N>
template <class S>
  requires(!std::same_as<S, T> && operand<S> && operand<T> && std::same_as<promoted_t<T, S>, S>)
constexpr vector<T, N>::operator vector<S, N>() const {
  return detail::map<vector<S, N>>([](const T& x) { return x; }, *this);
}

template <class E, int N>
struct tree<vector<E, N>> {
  static constexpr tree_kind kind = tree_kind::array;
  using element = E;
  static constexpr int extent = N;
  template <class S>
  using rebind = typename detail::vector_over<rebind_t<E, S>, N>::type;
  template <class A>
  static constexpr auto data(A& a) {
    return a.elements.data();
  }
};

}  // namespace etna

template <class T, int N>
struct std::tuple_size<etna::vector<T, N>>
    : std::integral_constant<std::size_t, static_cast<std::size_t>(N)> {};
template <std::size_t I, class T, int N>
struct std::tuple_element<I, etna::vector<T, N>> {
  using type = T;
};
