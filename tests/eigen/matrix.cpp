// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/eigen/matrix.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <type_traits>

#include "etna/etna.hpp"

namespace {

const auto squared_norm = [](const auto& v) { return v.squaredNorm(); };
const auto twist = [](const auto& v) {
  using T = typename std::remove_cvref_t<decltype(v)>::Scalar;
  return Eigen::Matrix<T, 2, 1>(v[0] * v[1], sin(v[2]) + v[0]);
};

TEST_CASE("gradients in the argument's type") {
  const Eigen::Vector3d x(1, 2, 3);
  const Eigen::Vector3d g = etna::grad(squared_norm, etna::forward_mode)(x);
  CHECK(g == 2 * x);
  const auto [value, gradient] = etna::value_and_grad(squared_norm, etna::forward_mode)(x);
  CHECK(value == 14);
  CHECK(Eigen::Vector3d(gradient) == 2 * x);

  const Eigen::Matrix2d m{{1, 2}, {3, 4}};
  const auto determinant = [](const auto& a) { return a(0, 0) * a(1, 1) - a(0, 1) * a(1, 0); };
  const Eigen::Matrix2d by_m = etna::grad(determinant, etna::forward_mode)(m);
  CHECK(by_m == Eigen::Matrix2d{{4, -3}, {-2, 1}});
}

TEST_CASE("Jacobians are matrices") {
  const Eigen::Vector3d x(2, 3, 0);
  const Eigen::Matrix<double, 2, 3> j = etna::jacfwd(twist)(x);
  CHECK(j == Eigen::Matrix<double, 2, 3>{{3, 2, 0}, {1, 0, 1}});
}

TEST_CASE("from Eigen's types, and to them") {
  const Eigen::Vector3d x(1, 2, 3);
  const auto v = etna::from_eigen(x);
  static_assert(std::is_same_v<decltype(v), const etna::vector<double, 3>>);
  CHECK(etna::to_eigen(v) == x);
  const auto row = etna::from_eigen(2 * x.transpose());  // an expression, a row
  static_assert(std::is_same_v<decltype(row), const etna::vector<double, 3>>);
  CHECK(row[2] == 6);

  const Eigen::Matrix<float, 2, 3> m{{1, 2, 3}, {4, 5, 6}};
  const auto n = etna::from_eigen(m);
  static_assert(std::is_same_v<decltype(n), const etna::matrix<float, 2, 3>>);
  CHECK(n(1, 0) == 4);
  CHECK(etna::to_eigen(n) == m);
}

}  // namespace
