// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/eigen/view.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>

#include "etna/array.hpp"

namespace {

template <int Rows, int Columns>
using row_major = Eigen::Matrix<double, Rows, Columns, Eigen::RowMajor>;
using row_matrix = row_major<Eigen::Dynamic, Eigen::Dynamic>;

template <class M>
using view_of = decltype(etna::view(std::declval<M>()));
static_assert(std::is_same_v<view_of<Eigen::VectorXd&>, etna::array_view<double, etna::dynamic>>);
static_assert(std::is_same_v<view_of<const Eigen::RowVector3f&>, etna::array_view<const float, 3>>);
static_assert(std::is_same_v<view_of<row_major<4, Eigen::Dynamic>&>,
                             etna::array_view<double, 4, etna::dynamic>>);
static_assert(
    std::is_same_v<view_of<Eigen::Map<const Eigen::Matrix<double, 2, 3, Eigen::RowMajor>>>,
                   etna::array_view<const double, 2, 3>>);

constexpr auto loss = [](const auto& w, const auto& x, const auto& y) {
  return etna::norm_squared(etna::matmul(x, w) - y);
};
constexpr auto by_w_and_x = etna::value_and_grad(loss, etna::wrt<0, 1>);

TEST_CASE("matrices and vectors, where they are") {
  const row_matrix x = row_matrix::Random(7, 5);
  const Eigen::VectorXd y = Eigen::VectorXd::Random(7), w = Eigen::VectorXd::Random(5);
  const Eigen::VectorXd error = x * w - y;
  CHECK(etna::view(x).data() == x.data());

  Eigen::VectorXd by_w(5);
  row_matrix by_x(7, 5);
  auto places = std::tuple(etna::view(by_w), etna::view(by_x));
  const double value = by_w_and_x.into(etna::view(w), etna::view(x), etna::view(y), places);
  CHECK(value == doctest::Approx(error.squaredNorm()));
  CHECK(by_w.isApprox(2 * x.transpose() * error));
  CHECK(by_x.isApprox(2 * error * w.transpose()));
}

TEST_CASE("maps, transposes and blocks") {
  const double numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  constexpr auto sum_of_rows = [](const auto& m) { return etna::sum(m, etna::axis<1>); };
  const Eigen::Map<const row_major<3, 4>> map(numbers);
  const auto sums = etna::evaluate(sum_of_rows)(etna::view(map));
  CHECK(sums[0] == 10);
  CHECK(sums[2] == 42);

  const Eigen::Map<const Eigen::MatrixXd> by_columns(numbers, 4,
                                                     3);  // its transpose is row after row
  CHECK(etna::evaluate(sum_of_rows)(etna::view(by_columns.transpose()))[1] == 26);
  CHECK(etna::evaluate(sum_of_rows)(etna::view(map.middleRows(1, 2)))[0] == 26);
  CHECK(etna::view(map.row(1)).size() == 4);

  CHECK_THROWS_AS(etna::view(map.leftCols(2)), std::invalid_argument);
  CHECK_THROWS_AS(etna::view(map.col(1)), std::invalid_argument);
  CHECK(etna::view(map.block(1, 1, 1, 2))(0, 1) == 7);  // one row
  const row_matrix empty(0, 4);
  CHECK(etna::view(empty).size() == 0);
}

}  // namespace
