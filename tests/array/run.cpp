// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/run.hpp"

#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "array/check.hpp"
#include "etna/core/error.hpp"
#include "support/allocations.hpp"

namespace {

using tests::random_matrix;
using tests::random_vector;

constexpr auto product = [](const auto& a, const auto& x, const auto& y) {
  return etna::sum(etna::tanh(etna::matmul(a, x)) * y);
};

template <class Call>
std::string message(Call call) {
  try {
    call();
  } catch (const etna::size_mismatch& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("sizes that do not fit are found before any work") {
  const auto a = random_matrix(3, 4, 1);
  const auto f = etna::grad(product);
  CHECK(message([&] { f(a, random_vector(5, 2), random_vector(3, 3)); }) ==
        "Etna: matmul: operand 1 (5) does not fit operand 0 (3x4): 5, expected 4");
  CHECK(message([&] { f(a, random_vector(4, 2), random_vector(2, 3)); }) ==
        "Etna: multiply: operand 2 (2) does not fit operand 0 (3x4): 2, expected 3");
  CHECK(message([&] { f(a, random_vector(4, 2), random_vector(3, 3)); }) == "");
}

TEST_CASE("a size that is static where another is not") {
  constexpr auto f = [](const auto& x, const auto& y) { return etna::sum(x * y); };
  const etna::array<double, 3> x;
  CHECK(message([&] { etna::grad(f)(x, random_vector(2, 1)); }) ==
        "Etna: multiply: operand 1 (2) does not fit operand 0 (3): 2, expected 3");
}

TEST_CASE("a direction does not fit its point") {
  constexpr auto f = [](const auto& x) { return etna::sum(etna::exp(x)); };
  const auto two = random_vector(2, 1), three = random_vector(3, 2);
  CHECK(message([&] { etna::hvp(f)(three, two); }) ==
        "Etna: hvp: the vector of operand 0 (2) does not fit the operand (3): 2, expected 3");
  CHECK(message([&] { etna::jvp(f)(std::tuple(three), std::tuple(two)); }) ==
        "Etna: jvp: the tangent of operand 0 (2) does not fit the operand (3): 2, expected 3");
  CHECK(message([&] { etna::jvp(f)(std::tuple(three), std::tuple(random_matrix(2, 3, 1))); }) ==
        "Etna: jvp: the tangent of operand 0 (2x3) does not fit the operand (3): 2, expected 1");
  constexpr auto g = [](const auto& w, const auto& x) { return etna::sum(etna::matmul(w, x)); };
  const auto w = random_matrix(3, 2, 1);
  CHECK(message([&] { etna::jvp(g)(std::tuple(w, two), std::tuple(w, three)); }) ==
        "Etna: jvp: the tangent of operand 1 (3) does not fit the operand (2): 3, expected 2");
  CHECK(message([&] { etna::jvp(g)(std::tuple(w, two), std::tuple(w, two)); }) == "");
  // The point is at fault before its direction is.
  CHECK(message([&] { etna::hvp(g)(w, three, w, two); }) ==
        "Etna: matmul: operand 1 (3) does not fit operand 0 (3x2): 3, expected 2");
}

TEST_CASE("a cotangent does not fit its result") {
  constexpr auto f = [](const auto& x, const auto& y) {
    return std::tuple(etna::sum(x), etna::concat(x, y));
  };
  const auto two = random_vector(2, 1), three = random_vector(3, 2);
  const auto pullback = etna::vjp(f)(two, three).pullback;
  CHECK(message([&] { pullback(std::tuple(1.0, three)); }) ==
        "Etna: vjp: the cotangent of result 1 (3) does not fit the result (5): 3, expected 5");
  CHECK(message([&] { pullback(std::tuple(1.0, random_vector(5, 3))); }) == "");
}

TEST_CASE("errors name the functions that users wrote") {
  constexpr auto f = [](const auto& x, const auto& y) {
    constexpr auto of_one = [](const auto& row, const auto& e) { return etna::sum(row) * e; };
    return etna::sum(etna::vmap(of_one, etna::in_axes<0, 0>)(x, y));
  };
  CHECK(message([&] { etna::grad(f)(random_matrix(2, 3, 1), random_vector(3, 2)); }) ==
        "Etna: vmap: operand 1 (3) does not fit operand 0 (2x3): 3, expected 2");
  constexpr auto loss = [](const auto& logits, const auto& labels) {
    return etna::sum(etna::softmax_cross_entropy(logits, labels));
  };
  const etna::array<int, etna::dynamic> labels(4);
  CHECK(message([&] { etna::grad(loss, etna::wrt<0>)(random_matrix(3, 4, 1), labels); }) ==
        "Etna: softmax_cross_entropy: operand 1 (4) does not fit operand 0 (3x4): 4, expected 3");
  constexpr auto stacked = [](const auto& x, const auto& y, const auto& z) {
    return etna::sum(etna::stack(x, y, z));
  };
  const auto two = random_vector(2, 1), three = random_vector(3, 2);
  CHECK(message([&] { etna::evaluate(stacked)(two, two, three); }) ==
        "Etna: stack: operand 2 (3) does not fit operand 0 (2): 3, expected 2");
}

TEST_CASE("what dot and matmul take is not repeated") {
  constexpr auto of_two = [](const auto& x, const auto& y) { return etna::dot(x, y); };
  const etna::array<double, 1> one;
  const auto three = random_vector(3, 1);
  CHECK(message([&] { etna::evaluate(of_two)(three, one); }) ==
        "Etna: dot: operand 0 (3) does not fit operand 1 (1): 3, expected 1");
  CHECK(message([&] { etna::grad(of_two)(one, three); }) ==
        "Etna: dot: operand 1 (3) does not fit operand 0 (1): 3, expected 1");
  constexpr auto product_of_two = [](const auto& x, const auto& y) { return etna::matmul(x, y); };
  CHECK(message([&] { etna::evaluate(product_of_two)(three, one); }) ==
        "Etna: matmul: operand 0 (3) does not fit operand 1 (1): 3, expected 1");
  CHECK(message([&] { etna::evaluate(product_of_two)(three, random_vector(1, 1)); }) ==
        "Etna: matmul: operand 1 (1) does not fit operand 0 (3): 1, expected 3");
  CHECK(message([&] { etna::evaluate(of_two)(random_vector(1, 2), random_vector(1, 3)); }) == "");
}

TEST_CASE("an array that is made of others does not fit") {
  constexpr auto joined = [](const auto& x, const auto& y, const auto& z) {
    return etna::sum(etna::concat(x, y) * z);
  };
  const auto two = random_vector(2, 1), three = random_vector(3, 2);
  CHECK(message([&] { etna::grad(joined)(two, three, two); }) ==
        "Etna: multiply: an array made of others has another size: 5, expected 2");
  constexpr auto part = [](const auto& x) { return etna::sum(etna::slice(x, 1, 4)); };
  CHECK(message([&] { etna::grad(part)(three); }) ==
        "Etna: slice_rows: an array is too short for an index or a part: 3, expected 4");
  constexpr auto shaped = [](const auto& x) { return etna::sum(etna::reshape(x, 2, 3)); };
  CHECK(message([&] { etna::grad(shaped)(three); }) ==
        "Etna: reshape: operand 0 (3) does not fit: 3, expected 6");
}

TEST_CASE("the place for a result has another size") {
  constexpr auto f = [](const auto& x) { return etna::sum(x * x); };
  auto out = random_vector(4, 1);
  CHECK(message([&] { etna::value_and_grad(f).into(random_vector(5, 2), out); }) ==
        "Etna: an array for a result has another size: 4, expected 5");
  auto turned = random_matrix(4, 3, 1);
  constexpr auto sum = [](const auto& x, const auto& y) { return x + y; };
  const auto x = random_matrix(3, 4, 1);
  etna::workspace memory;
  CHECK(message([&] { etna::evaluate(sum).into(memory, x, x, turned); }) ==
        "Etna: rows of an array for a result: 4, expected 3");
  // Results without elements have a shape, too.
  constexpr auto squares = [](const auto& a) { return etna::sum(a * a); };
  const auto empty = etna::grad(squares)(random_matrix(0, 5, 1));
  CHECK(empty.rows() == 0);
  CHECK(empty.columns() == 5);
  CHECK(etna::evaluate(sum)(random_matrix(2, 0, 1), random_matrix(2, 0, 2)).rows() == 2);
}

TEST_CASE("nothing is allocated after the first call") {
  constexpr auto f = [](const auto& a, const auto& b, const auto& x) {
    return etna::sum(
        etna::logsumexp(etna::matmul(etna::exp(a), etna::transpose(b)), etna::axis<1>) * x);
  };
  const auto a = random_matrix(20, 30, 1), b = random_matrix(40, 30, 2);
  const auto x = random_vector(20, 3);
  std::tuple out{random_matrix(20, 30, 4), random_matrix(40, 30, 4), random_vector(20, 4)};
  etna::workspace memory;
  const double first = etna::value_and_grad(f).into(memory, a, b, x, out);
  const std::size_t bytes = memory.bytes(), before = etna::test::allocations();
  CHECK(etna::value_and_grad(f).into(memory, a, b, x, out) == first);
  CHECK(etna::test::allocations() == before);
  CHECK(memory.bytes() == bytes);
  CHECK(bytes > 0);
}

TEST_CASE("results that are arguments, constants, or the same twice") {
  constexpr auto f = [](const auto& x, const auto& y) {
    return std::tuple(x, x * y, x * y, etna::sum(x), etna::sum(x) + 0.0 * y);
  };
  const auto x = random_vector(19, 1), y = random_vector(19, 2);
  const auto [same, once, twice, sum, wide] = etna::evaluate(f)(x, y);
  double expected = 0;
  for (std::size_t i = 0; i < 19; ++i) {
    CHECK(same[i] == x[i]);
    CHECK(once[i] == x[i] * y[i]);
    CHECK(twice[i] == once[i]);
    expected += x[i];
  }
  CHECK(tests::near(sum, expected, 1e-15));
  for (const double w : wide) CHECK(w == sum);
}

TEST_CASE("results in pairs and arrays, auxiliary ones too") {
  constexpr auto f = [](const auto& x) {
    const auto y = x + 1.0;
    return std::pair(etna::sum(x * x),
                     std::pair(std::array<etna::symbol, 2>{y, 2.0 * y}, etna::sum(y)));
  };
  const auto x = random_vector(19, 1);
  const auto [value, pair] = etna::evaluate(f)(x);
  const auto with_aux = etna::value_and_grad(f, etna::wrt<0>, etna::has_aux)(x);
  CHECK(tests::near(with_aux.value, value, 1e-15));
  CHECK(tests::near(with_aux.aux.second, pair.second, 1e-15));
  for (std::size_t i = 0; i < 19; ++i) {
    CHECK(with_aux.gradient[i] == 2 * x[i]);
    for (const auto& [y, twice] : {pair.first, with_aux.aux.first}) {
      CHECK(y[i] == x[i] + 1);
      CHECK(twice[i] == 2 * y[i]);
    }
  }
  // Into arrays that are there: nothing is allocated.
  auto again = with_aux;
  etna::workspace memory;
  constexpr auto g = etna::value_and_grad(f, etna::wrt<0>, etna::has_aux);
  g.into(memory, x, again.aux, again.gradient);
  again.aux.first[1][3] = again.gradient[5] = 0;
  const std::size_t before = etna::test::allocations();
  CHECK(g.into(memory, x, again.aux, again.gradient) == with_aux.value);
  CHECK(etna::test::allocations() == before);
  CHECK(again.aux.first[1][3] == with_aux.aux.first[1][3]);
  CHECK(again.gradient[5] == with_aux.gradient[5]);
  // As a step of gradient descent too.
  auto moved = x;
  CHECK(g.into(memory, moved, again.aux, etna::descend(moved, 0.5)) == with_aux.value);
  CHECK(moved[7] == 0);
}

TEST_CASE("views, spans and vectors are read where they are") {
  constexpr auto f = [](const auto& x, const auto& y) { return etna::dot(x, y); };
  const std::vector<double> x{1, 2, 3};
  const double y[] = {4, 5, 6};
  CHECK(etna::evaluate(f)(x, etna::array_view<const double, 3>(y)) == 32);
  CHECK(etna::evaluate(f)(std::span<const double>(x), std::span<const double>(y, 3)) == 32);
}

TEST_CASE("floats") {
  constexpr auto f = [](const auto& x, auto s) { return etna::sum(etna::exp(x * s)); };
  for (const std::size_t n : {1U, 15U, 16U, 17U, 33U}) {
    const auto x = random_vector<float>(n, 1);
    const auto [value, gradient] = etna::value_and_grad(f, etna::wrt<0>)(x, 0.5F);
    static_assert(std::is_same_v<decltype(value), const float>);
    double expected = 0;
    for (std::size_t i = 0; i < n; ++i) {
      expected += std::exp(x[i] * 0.5);
      CHECK(tests::near(gradient[i], 0.5 * std::exp(x[i] * 0.5), 1e-6));
    }
    CHECK(tests::near(value, expected, 1e-6));
  }
}

TEST_CASE("structs of arrays, and bound constants") {
  constexpr auto f = [](const auto& p, const auto& x) {
    return etna::sum(etna::square(etna::matmul(x, std::get<0>(p)) - std::get<1>(p)));
  };
  const auto w = random_vector(5, 1), y = random_vector(7, 2);
  const auto x = random_matrix(7, 5, 3);
  const auto [gw, gy] = etna::grad(etna::with(f, x))(std::tuple(w, y));
  for (std::size_t i = 0; i < 7; ++i) {
    double residual = -y[i];
    for (std::size_t j = 0; j < 5; ++j) residual += x(i, j) * w[j];
    CHECK(tests::near(gy[i], -2 * residual, 1e-14));
  }
  CHECK(gw.size() == 5);
}

}  // namespace
