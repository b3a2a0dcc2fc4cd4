// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/matrix.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"

namespace {

using etna::matrix, etna::vector, etna::dual, etna::symbol, etna::grad;

// Every operation on numbers that it maps to exactly.
template <class T>
constexpr bool calculates() {
  using M = matrix<T, 2, 3>;
  const M x{1, 2, 3, 4, 5, 6};
  const vector<T, 3> v{1, 0, -1};
  const vector<T, 2> w{1, -1};
  bool right = M::rows() == 2 && M::columns() == 3 && M{} == M{0, 0, 0, 0, 0, 0} && x != M{};
  right &= x(1, 2) == T(6) && x(std::size_t{0}, 1) == T(2) && x[1] == vector<T, 3>{4, 5, 6} &&
           x[1][0] == T(4);
  right &= +x == x && -x == x * -1 && x + x == 2 * x && x - x == M{} && x / T(2) + x / 2 == x;
  right &= x * v == vector<T, 2>{-2, -2} && w * x == vector<T, 3>{-3, -3, -3};
  right &= x * transpose(x) == matrix<T, 2, 2>{14, 32, 32, 77};
  right &= transpose(x) == matrix<T, 3, 2>{1, 4, 2, 5, 3, 6} && transpose(transpose(x)) == x;
  right &= outer(w, v) == M{1, 0, -1, -1, 0, 1};
  right &= matrix<T, 2, 2>::identity() * x == x && x * matrix<T, 3, 3>::identity() == x;

  M y = x;
  y += x;
  y -= M{2, 4, 6, 0, 0, 0};
  y *= T(3);
  y /= 12;
  y(0, 0) = T(7);
  const auto [first, second] = y;
  return right && y == M{7, 0, 0, 2, 2.5, 3} && first == y[0] && second == y[1];
}
static_assert(calculates<float>() && calculates<double>() && calculates<long double>());
static_assert(calculates<dual<double, 2>>() && calculates<dual<dual<float>>>());

template <class M>
constexpr bool is(const M&, std::type_identity_t<M> = {}) {
  return true;
}
constexpr matrix<float, 2, 2> singles{1, 2, 3, 4};
constexpr matrix<double, 2, 2> doubles{5, 6, 7, 8};
static_assert(is<matrix<float, 2, 2>>(2 * singles) && is<matrix<double, 2, 2>>(singles * doubles));
static_assert(is<vector<symbol, 2>>(doubles * vector<symbol, 2>{}));
static_assert(is<matrix<symbol, 2, 2>>(doubles * symbol(2)));
static_assert(std::is_convertible_v<matrix<float, 2, 2>, matrix<double, 2, 2>>);
static_assert(!std::is_convertible_v<matrix<double, 2, 2>, matrix<float, 2, 2>>);
static_assert(matrix<double, 2, 2>(singles) == matrix<double, 2, 2>{1, 2, 3, 4});
static_assert(std::is_aggregate_v<matrix<double, 2, 2>> &&
              std::is_trivially_copyable_v<matrix<double, 2, 2>> &&
              sizeof(matrix<double, 2, 2>) == 4 * sizeof(double));

constexpr vector<double, 2> a{1, 2};
constexpr vector<double, 3> b{3, 4, 5};
constexpr matrix<double, 2, 3> m{1, 2, 3, 4, 5, 6};

// aᵀ m b: the gradient by m is a bᵀ, by a it is m b, by b it is mᵀ a.
constexpr auto form = [](const auto& x, const auto& y, const auto& z) { return dot(x, y * z); };
constexpr std::tuple expected{m * b, outer(a, b), a* m};
static_assert(grad(form)(a, m, b) == expected);
static_assert(grad(form, etna::forward_mode)(a, m, b) == expected);
static_assert(is<matrix<float, 2, 2>>(grad([](const auto& x) {
  return x(0, 1) * x(1, 0);
})(singles)));

// Of vectors by vectors a matrix, else j[output] in the shape of the input.
static_assert(etna::jacobian([](const auto& y, const auto& z) { return y * z; },
                             etna::wrt<1>)(m, b) == m);
static_assert(etna::jacobian([](const auto& y) { return y * b; })(m) ==
              vector<matrix<double, 2, 3>, 2>{matrix<double, 2, 3>{3, 4, 5, 0, 0, 0},
                                              matrix<double, 2, 3>{0, 0, 0, 3, 4, 5}});
static_assert(etna::jacobian([](const auto& y) { return transpose(y); })(m)(2, 1) ==
              matrix<double, 2, 3>{0, 0, 0, 0, 0, 1});
static_assert(etna::hessian([](const auto& x) { return dot(x, doubles * x); })(a) ==
              doubles + transpose(doubles));

}  // namespace

TEST_CASE_TEMPLATE("matrices calculate", T, float, double, long double, dual<double, 2>,
                   dual<dual<float>>) {
  CHECK(calculates<T>());
}

TEST_CASE("derivatives by matrices") {
  matrix<double, 2, 3> x = m;
  CHECK(grad(form)(a, x, b) == expected);
  CHECK(grad(form, etna::forward_mode)(a, x, b) == expected);
  const auto [value, gradient] = etna::value_and_grad(form, etna::wrt<1>)(a, x, b);
  CHECK(value == dot(a, m * b));
  CHECK(gradient == outer(a, b));
  matrix<double, 2, 3> by_x;
  CHECK(etna::value_and_grad(form, etna::wrt<1>).into(a, x, b, by_x) == value);
  CHECK(by_x == gradient);
}
