// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/tree.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/hana/define_struct.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/graph/symbol.hpp"

namespace {

using etna::rebind_t, etna::scalar_t, etna::symbol, etna::tree_kind, etna::tree_size;
using wide = long double;

template <class A, class S, class Expected>
constexpr bool rebinds = std::is_same_v<rebind_t<A, S>, Expected>;

// Leaves.
static_assert(tree_size<double> == 1 && tree_size<const float&> == 1 && tree_size<wide> == 1);
static_assert(rebinds<double, float, float> && rebinds<const int&, symbol, symbol>);
static_assert(std::is_same_v<scalar_t<int>, double> && std::is_same_v<scalar_t<float>, float>);

// Arrays of all kinds become std::array.
static_assert(tree_size<std::array<double, 3>> == 3);
static_assert(tree_size<std::array<std::array<double, 3>, 2>> == 6);
static_assert(tree_size<double[4]> == 4 && tree_size<const double[2][3]> == 6);
static_assert(tree_size<std::span<double, 5>> == 5 && tree_size<std::span<const double, 5>> == 5);
static_assert(rebinds<double[4], float, std::array<float, 4>>);
static_assert(rebinds<const double (&)[2][3], float, std::array<std::array<float, 3>, 2>>);
static_assert(rebinds<std::span<const double, 5>, float, std::array<float, 5>>);
static_assert(rebinds<std::array<const double, 2>, symbol, std::array<symbol, 2>>);
static_assert(std::is_same_v<scalar_t<const double[2][3]>, double>);
static_assert(std::is_same_v<scalar_t<std::span<const float, 2>, std::array<double, 1>>, double>);

// Empty arrays, and arrays of one.
static_assert(tree_size<std::array<double, 0>> == 0 && tree_size<std::span<float, 0>> == 0);
static_assert(tree_size<std::array<std::array<double, 0>, 3>> == 0);
static_assert(tree_size<std::array<double, 1>> == 1);
static_assert(rebinds<std::array<double, 0>, float, std::array<float, 0>>);

// Products.
static_assert(tree_size<std::tuple<double, std::array<float, 2>>> == 3);
static_assert(tree_size<std::pair<double, std::pair<double, double>>> == 3);
static_assert(rebinds<std::tuple<double, std::tuple<float, double[2]>>, symbol,
                      std::tuple<symbol, std::tuple<symbol, std::array<symbol, 2>>>>);
static_assert(rebinds<std::pair<float, double>, wide, std::pair<wide, wide>>);
static_assert(rebinds<std::tuple<double&, const float&>, double, std::tuple<double, double>>);
static_assert(std::is_same_v<scalar_t<std::tuple<float, double>>, double>);
static_assert(std::is_same_v<scalar_t<std::tuple<float, int>>, float>);

// Not arguments.
static_assert(!etna::argument<std::string> && !etna::argument<std::vector<double>>);
static_assert(!etna::argument<std::span<double>>, "its length is not known");
static_assert(!etna::argument<double*> && !etna::argument<void>);
static_assert(!etna::argument<std::tuple<double, std::string>>);

/// A class template over its scalar alone.
template <class T>
struct state {
  BOOST_HANA_DEFINE_STRUCT(state, (T, position), (std::array<T, 2>, velocity));
};

/// One of nothing.
template <class T>
struct nothing {
  BOOST_HANA_DEFINE_STRUCT(nothing);
};

/// One with sizes after the scalar.
template <class T, std::size_t N, int M>
struct layer {
  using matrix = std::array<std::array<T, N>, static_cast<std::size_t>(M)>;
  BOOST_HANA_DEFINE_STRUCT(layer, (matrix, weights), (T, bias));
};

/// One that names its twin, since the scalar is not its first argument.
template <int Tag, class T>
struct labelled {
  template <class S>
  using rebind = labelled<Tag, S>;
  BOOST_HANA_DEFINE_STRUCT(labelled, (T, value));
};

/// A struct of structs.
template <class T>
struct model {
  using first_layer = layer<T, 2, 3>;
  using others = std::tuple<T, labelled<7, T>>;
  BOOST_HANA_DEFINE_STRUCT(model, (first_layer, first), (state<T>, last), (others, rest));
};

struct plain {
  double value;
};

static_assert(tree_size<state<double>> == 3 && tree_size<nothing<double>> == 0);
static_assert(rebinds<state<double>, symbol, state<symbol>>);
static_assert(tree_size<layer<float, 2, 3>> == 7);
static_assert(rebinds<layer<float, 2, 3>, double, layer<double, 2, 3>>);
static_assert(rebinds<labelled<7, float>, double, labelled<7, double>>);
static_assert(tree_size<model<double>> == 7 + 3 + 2);
static_assert(rebinds<model<double>, wide, model<wide>>);
static_assert(std::is_same_v<scalar_t<model<float>>, float>);
static_assert(tree_size<std::array<state<double>, 4>> == 12, "arrays of structs");
static_assert(rebinds<std::array<state<double>, 4>, float, std::array<state<float>, 4>>);
static_assert(!etna::argument<plain>);

/// The leaves of a, in order.
template <class A>
constexpr auto leaves(const A& a) {
  std::array<double, static_cast<std::size_t>(tree_size<A>)> result{};
  etna::for_each_leaf(a, [&](const auto& leaf, int i) {
    result[static_cast<std::size_t>(i)] = static_cast<double>(leaf);
  });
  return result;
}

static_assert(leaves(2.0) == std::array{2.0});
static_assert(leaves(std::array{1.0, 2.0}) == std::array{1.0, 2.0});
static_assert(leaves(std::tuple(1.0, std::array{2.0F, 3.0F}, std::pair(4.0L, 5))) ==
              std::array{1.0, 2.0, 3.0, 4.0, 5.0});
constexpr double matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};
static_assert(leaves(matrix) == std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, "row by row");
static_assert(leaves(std::span(matrix[1])) == std::array{4.0, 5.0, 6.0});
static_assert(leaves(std::array<double, 0>{}).empty());
constexpr state<double> initial{1, {2, 3}};
static_assert(leaves(initial) == std::array{1.0, 2.0, 3.0});

// Where a tree begins among others, and where it ends.
static_assert([] {
  const std::array<double, 3> a{};
  int first = -1;
  const int next = etna::for_each_leaf(a, [&](double, int i) { first = first < 0 ? i : first; }, 5);
  return first == 5 && next == 8;
}());
using nested = std::tuple<double, std::tuple<>, std::array<double, 3>, double>;
static_assert(etna::detail::leaves_before<nested, 0>() == 0);
static_assert(etna::detail::leaves_before<nested, 2>() == 1);
static_assert(etna::detail::leaves_before<nested, 3>() == 4);

TEST_CASE("leaves are written where they are") {
  model<double> m{};
  int visited = 0;
  etna::for_each_leaf(m, [&](double& leaf, int i) {
    leaf = i;
    ++visited;
  });
  CHECK(visited == 12);
  CHECK(m.first.weights[0][0] == 0);
  CHECK(m.first.weights[2][1] == 5);
  CHECK(m.first.bias == 6);
  CHECK(m.last.velocity[1] == 9);
  CHECK(std::get<1>(m.rest).value == 11);
}

TEST_CASE("a span and a tuple of references write through") {
  double values[3] = {1, 2, 3};
  const std::span<double, 3> span(values);
  etna::for_each_leaf(span, [](double& leaf, int) { leaf *= 2; });
  CHECK(values[2] == 6);
  double a = 1, b = 2;
  std::tuple<double&, double&> both(a, b);
  etna::for_each_leaf(both, [](double& leaf, int i) { leaf = 10 * i; });
  CHECK(a == 0);
  CHECK(b == 10);
}

}  // namespace
