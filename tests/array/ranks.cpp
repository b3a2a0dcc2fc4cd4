// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Whether results are vectors or matrices does not depend on their extents.

#include <type_traits>

#include "array/check.hpp"
#include "etna/array/vmap.hpp"

namespace {

template <class F, class... X>
using result_of =
    std::remove_cvref_t<decltype(etna::evaluate(std::declval<F>())(std::declval<X>()...))>;
template <int... Extents>
using numbers = etna::array<double, Extents...>;
template <class Expected, class F, class... X>
constexpr bool gives(F, const X&...) {
  return std::is_same_v<result_of<F, X...>, Expected>;
}

TEST_CASE("logsumexp") {
  constexpr auto of_columns = [](const auto& x) { return etna::logsumexp(x, etna::axis<0>); };
  constexpr auto of_rows = [](const auto& x) { return etna::logsumexp(x, etna::axis<1>); };
  constexpr auto kept = [](const auto& x) {
    return etna::logsumexp(x, etna::axis<1>, etna::keep_dimensions);
  };
  CHECK(gives<numbers<3>>(of_columns, numbers<2, 3>()));
  CHECK(gives<numbers<3>>(of_columns, numbers<1, 3>()));
  CHECK(gives<numbers<1>>(of_columns, numbers<2, 1>()));
  CHECK(gives<numbers<2>>(of_rows, numbers<2, 3>()));
  CHECK(gives<numbers<1>>(of_rows, numbers<1, 3>()));
  CHECK(gives<numbers<1>>(of_rows, numbers<1, 1>()));
  CHECK(gives<numbers<1, 1>>(kept, numbers<1, 3>()));
  CHECK(gives<double>(of_rows, numbers<3>()));
  constexpr auto sums = [](const auto& x) {
    return etna::sum(etna::sin(etna::logsumexp(x, etna::axis<0>))) +
           etna::sum(etna::sin(etna::logsumexp(x, etna::axis<1>)));
  };
  const auto x = tests::filled(numbers<1, 3>(), 1);
  double expected = std::sin(std::log(std::exp(x[0]) + std::exp(x[1]) + std::exp(x[2])));
  for (const double e : x) expected += std::sin(e);
  tests::check_derivatives(sums, expected, x);
}

TEST_CASE("softmax_cross_entropy") {
  constexpr auto f = [](const auto& x, const auto& labels) {
    return etna::softmax_cross_entropy(x, labels);
  };
  CHECK(gives<numbers<1>>(f, numbers<1, 3>(), etna::array<int, 1>()));
  CHECK(gives<numbers<2>>(f, numbers<2, 3>(), etna::array<int, 2>()));
}

TEST_CASE("products") {
  constexpr auto product = [](const auto& x, const auto& y) { return etna::matmul(x, y); };
  CHECK(gives<numbers<1>>(product, numbers<1, 3>(), numbers<3>()));
  CHECK(gives<numbers<1>>(product, numbers<1, 1>(), numbers<1>()));
  CHECK(gives<numbers<1>>(product, numbers<3>(), numbers<3, 1>()));
  CHECK(gives<numbers<1, 1>>(product, numbers<1, 3>(), numbers<3, 1>()));
  CHECK(gives<double>(product, numbers<1>(), numbers<1>()));
  constexpr auto outer = [](const auto& x, const auto& y) { return etna::outer(x, y); };
  CHECK(gives<numbers<1, 3>>(outer, numbers<1>(), numbers<3>()));
  CHECK(gives<numbers<3, 1>>(outer, numbers<3>(), numbers<1>()));
  CHECK(gives<numbers<1, 1>>(outer, numbers<1>(), numbers<1>()));
  constexpr auto all = [](const auto& a, const auto& u, const auto& v) {
    return etna::sum(etna::sin(etna::matmul(a, v))) + etna::sum(etna::cos(etna::outer(u, v))) +
           etna::sum(etna::exp(etna::matmul(etna::outer(v, u), u)));
  };
  const auto a = tests::filled(numbers<1, 3>(), 2);
  const auto u = tests::filled(numbers<1>(), 3);
  const auto v = tests::filled(numbers<3>(), 4);
  double dot = 0, expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    dot += a[i] * v[i];
    expected += std::cos(u[0] * v[i]) + std::exp(v[i] * u[0] * u[0]);
  }
  tests::check_derivatives(all, expected + std::sin(dot), a, u, v);
}

TEST_CASE("transpose") {
  constexpr auto f = [](const auto& x) { return etna::transpose(x); };
  CHECK(gives<numbers<1, 1>>(f, numbers<1>()));
  CHECK(gives<numbers<3, 1>>(f, numbers<3>()));
  CHECK(gives<numbers<1, 1>>(f, numbers<1, 1>()));
  CHECK(gives<double>(f, 1.0));
  const auto x = tests::filled(numbers<1>(), 5);
  CHECK(etna::evaluate(f)(x)(0, 0) == x[0]);
  constexpr auto total = [](const auto& each) {
    return etna::sum(etna::sin(etna::transpose(each)) * each);
  };
  tests::check_derivatives(total, std::sin(x[0]) * x[0], x);
}

TEST_CASE("a batch of one sample") {
  constexpr auto f = [](const auto& x) {
    return etna::vmap([](const auto& row) { return etna::sum(row); }, etna::in_axes<0>)(x);
  };
  CHECK(gives<numbers<1>>(f, numbers<1, 3>()));
  CHECK(gives<numbers<2>>(f, numbers<2, 3>()));
}

}  // namespace
