// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/vector.hpp"

#include <doctest/doctest.h>

#include "etna/core/matrix.hpp"
#include "etna/etna.hpp"
#include "support/real.hpp"
#include "support/ulp.hpp"

namespace {

using etna::matrix, etna::vector, etna::dual, etna::symbol, etna::grad, etna::hessian;
using etna::test::real;

// Every operation on numbers that it maps to exactly.
template <class T>
constexpr bool calculates() {
  using V = vector<T, 3>;
  const V x{1, 2, 3}, y{4, 5, 6};
  bool right = V{} == V{0, 0, 0} && x != y && V::size() == 3;
  right &= +x == x && -x == V{-1, -2, -3} && x + y == V{5, 7, 9} && x - y == V{-3, -3, -3};
  right &= x * T(2) == V{2, 4, 6} && T(2) * x == x * 2 && 2u * x == x * 2 && y / 4 == y * T(0.25);
  right &= dot(x, y) == T(32) && cross(x, y) == V{-3, 6, -3} && norm_squared(y) == T(77);
  right &= norm(vector<T, 2>{3, -4}) == T(5) && norm(vector<T, 1>{-2}) == T(2) && norm(V{}) == T(0);
  right &= normalize(vector<T, 2>{0, -4}) == vector<T, 2>{0, -1};

  V z = x;
  z += y;
  z -= V{0, 1, 0};
  z *= 2;
  z /= T(4);
  right &= z == V{2.5, 3, 4.5};
  z[1] = z[std::size_t{0}];
  right &= z[1] == T(2.5);
  for (T& element : z) element = T(1);
  T sum = T(0);
  for (const T& element : std::as_const(z)) sum += element;
  auto& [a, b, c] = z;
  a = T(7);
  const auto [d, e, f] = z;
  return right && sum == T(3) && d == T(7) && e == b && f == c && z[0] == a;
}
static_assert(calculates<float>() && calculates<double>() && calculates<long double>());
static_assert(calculates<dual<double, 2>>() && calculates<dual<dual<float>>>());

// The common scalar type, in which integers have no say.
template <class V>
constexpr bool is(const V&, std::type_identity_t<V> = {}) {
  return true;
}
constexpr vector<float, 2> singles{1, 2};
constexpr vector<double, 2> doubles{3, 4};
static_assert(is<vector<float, 2>>(2 * singles) && is<vector<float, 2>>(singles / 2u));
static_assert(is<vector<double, 2>>(singles + doubles) && is<vector<double, 2>>(singles * 2.0));
static_assert(is<vector<symbol, 2>>(symbol(2) * doubles) &&
              is<vector<symbol, 2>>(doubles - vector<symbol, 2>{}));
static_assert(is<symbol>(dot(doubles, vector<symbol, 2>{})));
static_assert(is<vector<dual<double>, 2>>(singles / dual<double>(2.0)));
static_assert(singles + doubles == vector{4.0, 6.0});
static_assert(is<vector<double, 3>>(vector{1, 2.0f, 3.0}) && is<vector<float, 2>>(vector{1, 2.0f}));
static_assert(is<vector<float, 2>>(vector{std::array{1.0f, 2.0f}}));

// It becomes a vector of wider numbers by itself, of narrower ones never.
static_assert(std::is_convertible_v<vector<float, 2>, vector<double, 2>>);
static_assert(std::is_convertible_v<vector<double, 2>, vector<symbol, 2>>);
static_assert(!std::is_convertible_v<vector<double, 2>, vector<float, 2>>);
static_assert(!std::is_convertible_v<vector<symbol, 2>, vector<double, 2>>);
static_assert(vector<double, 2>(singles) == vector{1.0, 2.0});

static_assert(std::is_aggregate_v<vector<double, 3>> &&
              std::is_trivially_copyable_v<vector<double, 3>> &&
              sizeof(vector<double, 3>) == 3 * sizeof(double));

// Derivatives have the shape of the argument; of vectors by vectors they are matrices.
constexpr auto length = [](const auto& x) { return norm(x); };
constexpr auto turn = [](const auto& x) { return cross(doubles.elements[0] * x, x + x) + 2.0 * x; };
constexpr auto work = [](const auto& force, const auto& way) { return dot(force, way); };
constexpr vector<double, 3> point{1, -2, 3};
static_assert(is<vector<double, 3>>(grad(length)(point)));
static_assert(grad(work)(point, vector{4.0, 5.0, 6.0}) == std::tuple(vector{4.0, 5.0, 6.0}, point));
static_assert(is<matrix<double, 3, 3>>(hessian(length)(point)));
static_assert(etna::jacobian(turn)(point) == matrix<double, 3, 3>{2, 0, 0, 0, 2, 0, 0, 0, 2});
static_assert(grad(length, etna::wrt<0>)(singles) == grad(length)(singles));

// At the origin the norm is flat, in every mode and order.
constexpr vector<double, 3> origin{};
static_assert(grad(length)(origin) == origin);
static_assert(grad(length, etna::forward_mode)(origin) == origin);
static_assert(etna::jacfwd(length)(origin) == origin && etna::jacrev(length)(origin) == origin);
static_assert(hessian(length)(origin) == matrix<double, 3, 3>{});
static_assert(etna::hvp(length)(origin, point) == origin);
static_assert(grad([](auto t) { return norm(t * point); })(0.0) == 0);

template <class T>
constexpr bool flat_on_duals() {
  vector<dual<T, 3>, 3> x;
  for (int k = 0; k < 3; ++k) x[k] = dual<T, 3>::variable(T(0), k);
  return norm(x).partials == std::array<T, 3>{};
}
static_assert(flat_on_duals<float>() && flat_on_duals<double>() && flat_on_duals<dual<double>>());

// 2.5 units: x / |x| with a root, a quotient and two products, each rounded.
template <class T>
constexpr double bound = 2.5;

template <class T>
void check_norm(const vector<T, 3>& x) {
  const vector<real, 3> wide{real(x[0]), real(x[1]), real(x[2])};
  const real r = norm(wide);
  const auto [value, gradient] = etna::value_and_grad(length)(x);
  CHECK(etna::test::ulp_error(value, r) <= bound<T>);
  CHECK(value == norm(x));
  const auto forward = grad(length, etna::forward_mode)(x);
  const auto second = hessian(length)(x);
  const auto unit = normalize(x);
  for (int i = 0; i < 3; ++i) {
    CHECK(etna::test::ulp_error(gradient[i], real(wide[i] / r)) <= bound<T>);
    CHECK(etna::test::ulp_error(forward[i], real(wide[i] / r)) <= bound<T>);
    CHECK(etna::test::ulp_error(unit[i], real(wide[i] / r)) <= bound<T>);
    for (int j = 0; j < 3; ++j) {
      // (δᵢⱼ - uᵢuⱼ) / r, which cancels: the error is one of its larger term.
      const real exact = ((i == j ? 1 : 0) - wide[i] * wide[j] / (r * r)) / r;
      CHECK(abs(real(second(i, j)) - exact) * r <= 3 * real(std::numeric_limits<T>::epsilon()));
    }
  }
}

}  // namespace

TEST_CASE_TEMPLATE("vectors calculate", T, float, double, long double, dual<double, 2>,
                   dual<dual<float>>) {
  CHECK(calculates<T>());
}

TEST_CASE_TEMPLATE("the norm and its derivatives to the last digits", T, float, double,
                   long double) {
  std::uint64_t state = 1;
  const auto next = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<T>(static_cast<double>(state >> 11) * 0x1p-53 * 20 - 10);
  };
  for (int k = 0; k < 200; ++k) check_norm(vector<T, 3>{next(), next(), next()});
}

TEST_CASE("the norm is flat at the origin") {
  vector<double, 3> x = origin;
  CHECK(grad(length)(x) == origin);
  CHECK(grad(length, etna::forward_mode)(x) == origin);
  CHECK(hessian(length)(x) == matrix<double, 3, 3>{});
  CHECK(flat_on_duals<float>());
  CHECK(flat_on_duals<dual<double>>());
  x[1] = std::numeric_limits<double>::quiet_NaN();
  for (const double partial : grad(length)(x)) CHECK(partial != partial);
}

TEST_CASE("vectors of vectors") {
  constexpr auto distance = [](const auto& points) { return norm(points[1] - points[0]); };
  const std::array<vector<double, 2>, 2> points{{{1, 2}, {4, 6}}};
  const std::array<vector<double, 2>, 2> gradient = grad(distance)(points);
  CHECK(etna::test::ulp_error(gradient[0][0], -0.6) <= 1);
  CHECK(etna::test::ulp_error(gradient[1][1], 0.8) <= 1);
}
