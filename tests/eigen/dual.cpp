// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/eigen/dual.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <cmath>
#include <limits>

#include "etna/evaluate/dual.hpp"

namespace {

using dual = etna::dual<double, 2>;
using vector2 = Eigen::Matrix<dual, 2, 1>;
using matrix2 = Eigen::Matrix<dual, 2, 2>;

/// The variables x and y.
vector2 variables(double x, double y) {
  vector2 v;
  v << dual(x), dual(y);
  v[0].partials[0] = 1;
  v[1].partials[1] = 1;
  return v;
}

TEST_CASE("products, norms and constants of the value's type") {
  const vector2 v = variables(3, 4);
  const dual norm = v.norm();
  CHECK(norm.value == 5);
  CHECK(norm.partials[0] == doctest::Approx(0.6));
  CHECK(norm.partials[1] == doctest::Approx(0.8));

  const Eigen::Matrix2d m{{1, 2}, {3, 4}};
  const vector2 product = m * v;
  CHECK(product[1].value == 25);
  CHECK(product[1].partials[0] == 3);
  const dual form = v.dot(m * v) * 0.5;
  CHECK(form.value == doctest::Approx(0.5 * (9 + 5 * 12 + 4 * 16)));
  CHECK(form.partials[0] == doctest::Approx(0.5 * (2 * 3 + 5 * 4)));
}

TEST_CASE("a linear system: the derivative of a solution") {
  const vector2 v = variables(2, 3);
  matrix2 a;
  a << v[0], dual(1), dual(1), v[1];
  const vector2 b(dual(1), dual(0));
  const vector2 x = a.partialPivLu().solve(b);  // (y, -1) / (x y - 1)
  CHECK(x[0].value == doctest::Approx(3.0 / 5));
  CHECK(x[0].partials[0] == doctest::Approx(-9.0 / 25));
  CHECK(x[0].partials[1] == doctest::Approx(1.0 / 5 - 3 * 2.0 / 25));
  const dual determinant = a.determinant();
  CHECK(determinant.partials[0] == 3);
}

TEST_CASE("Cholesky's decomposition, and arrays") {
  const vector2 v = variables(2, 0.5);
  matrix2 a;
  a << v[0], v[1], v[1], dual(1);
  const dual corner = matrix2(a.llt().matrixL())(0, 0);  // the root of x
  CHECK(corner.value == doctest::Approx(std::sqrt(2.0)));
  CHECK(corner.partials[0] == doctest::Approx(0.5 / std::sqrt(2.0)));
  const dual sum = v.array().exp().sum();
  CHECK(sum.partials[1] == doctest::Approx(std::exp(0.5)));
}

TEST_CASE("what Eigen asks of a scalar is asked of its value") {
  vector2 v = variables(1, 2);
  v[0].partials[1] = std::numeric_limits<double>::infinity();
  CHECK(v.allFinite());
  v[1].value = std::numeric_limits<double>::quiet_NaN();
  CHECK(v.hasNaN());
  CHECK(!v.allFinite());
}

}  // namespace
