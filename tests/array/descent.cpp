// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/descent.hpp"

#include <boost/hana/define_struct.hpp>
#include <string>
#include <vector>

#include "array/check.hpp"

namespace {

using tests::random_matrix;
using tests::random_vector;

template <class P>
std::vector<double> numbers_of(const P& p) {
  std::vector<double> all;
  etna::for_each_leaf(
      p, [&](const auto& leaf, int) { all.insert(all.end(), leaf.begin(), leaf.end()); });
  return all;
}

/// What a step leads to is what it leads to where the gradient is stored. Returns the plan.
template <class F, class P, class... X>
std::string check_step(F f, P p, const X&... x) {
  const auto value_and_grad = etna::value_and_grad(f, etna::wrt<0>);
  const auto before = numbers_of(p);
  const auto [value, gradient] = value_and_grad(p, x...);
  const auto slope = numbers_of(gradient);
  etna::workspace memory;
  CHECK(value_and_grad.into(memory, p, x..., etna::descend(p, 0.25)) ==
        doctest::Approx(value).epsilon(1e-13));
  const auto after = numbers_of(p);
  for (std::size_t k = 0; k < before.size(); ++k)
    CHECK(tests::near(after[k], before[k] - 0.25 * slope[k], 1e-13));
  return etna::to_string(etna::plan(value_and_grad, p, x..., etna::descend(p, 0.25)));
}

template <class S>
struct two_layers {
  using matrix = etna::array<S, etna::dynamic, etna::dynamic>;
  using vector = etna::array<S, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(two_layers, (matrix, first), (vector, bias), (matrix, second));
};

constexpr auto network = [](const auto& p, const auto& x, const auto& y) {
  return etna::mean(
      etna::square(etna::matmul(etna::tanh(etna::matmul(x, p.first) + p.bias), p.second) - y));
};

}  // namespace

TEST_CASE("products are subtracted where the weights are, when nothing reads them any more") {
  for (const std::size_t rows : {1U, 3U, 8U, 17U}) {
    CAPTURE(rows);
    const two_layers<double> p{random_matrix(5, 19, 1), random_vector(19, 2),
                               random_matrix(19, 3, 3)};
    const std::string plan =
        check_step(network, p, random_matrix(rows, 5, 4), random_matrix(rows, 3, 5));
    CHECK(plan.find("subtracted from out1\n") != std::string::npos);
    CHECK(plan.find("subtracted from out3\n") != std::string::npos);
  }
}

TEST_CASE("a gradient that is no product is made apart, and copied at the end") {
  constexpr auto f = [](const auto& w, const auto& x) {
    return etna::sum(etna::exp(w * x)) + etna::norm_squared(w[0]);
  };
  CHECK(check_step(f, random_matrix(4, 9, 1), random_matrix(4, 9, 2)).find("subtracted") ==
        std::string::npos);
}

TEST_CASE("parameters that each other's gradients are made of") {
  using pair = std::tuple<tests::matrix<double>, tests::matrix<double>>;
  // The gradient by each factor is a product with the other factor: neither may change first.
  constexpr auto product = [](const auto& p) {
    return etna::sum(etna::sin(etna::matmul(std::get<0>(p), std::get<1>(p))));
  };
  check_step(product, pair{random_matrix(6, 7, 1), random_matrix(7, 9, 2)});
  // Of vectors that are repeated: the gradient by the matrix is the vector.
  using matrix_and_row = std::tuple<tests::matrix<double>, tests::vector<double>>;
  constexpr auto repeated = [](const auto& p) {
    return etna::sum(std::get<0>(p) * std::get<1>(p));
  };
  check_step(repeated, matrix_and_row{random_matrix(6, 7, 1), random_vector(7, 2)});
  // A weight that is used twice has a sum for its gradient.
  constexpr auto shared = [](const auto& w, const auto& x) {
    return etna::sum(etna::matmul(etna::tanh(etna::matmul(x, w)), w));
  };
  check_step(shared, random_matrix(5, 5, 1), random_matrix(3, 5, 2));
}

TEST_CASE("a product of which each factor is an array that is not changed, times a number") {
  constexpr auto f = [](const auto& w, const auto& x, const auto& y, auto scale) {
    return scale * etna::sum(etna::matmul(x, w) * y);
  };
  check_step(f, random_matrix(4, 1, 1), random_matrix(3, 4, 2), random_matrix(3, 1, 3), 2.0);
  check_step(f, random_matrix(1, 1, 1), random_matrix(3, 1, 2), random_matrix(3, 1, 3), 2.0);
  check_step(f, random_matrix(4, 2, 1), random_matrix(1, 4, 2), random_matrix(1, 2, 3), 2.0);
}

TEST_CASE("descend wants the arrays that the function is differentiated by") {
  constexpr auto f = [](const auto& w, const auto& x) { return etna::dot(w, x); };
  auto w = random_vector(3, 1);
  auto other = w;
  const auto x = w;
  etna::workspace memory;
  CHECK_THROWS_WITH_AS(
      etna::value_and_grad(f, etna::wrt<0>).into(memory, w, x, etna::descend(other, 0.1)),
      "etna::descend is given other arrays than the function is differentiated by",
      std::invalid_argument);
}
