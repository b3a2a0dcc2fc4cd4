// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/expression/formula_graph.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <typeinfo>

#include "etna/expression/literals.hpp"
#include "etna/op/trigonometric.hpp"

using namespace etna::literals;

namespace {

/// e squared N times.
template <int N, class E>
constexpr auto squared(const E& e) {
  if constexpr (N == 0) {
    return e;
  } else {
    return squared<N - 1>(e * e);
  }
}

/// x y + x y + ... of N terms.
template <int N, class E>
constexpr auto repeated(const E& e) {
  if constexpr (N == 1) {
    return e;
  } else {
    return repeated<N - 1>(e) + "x"_v * "y"_v;
  }
}

template <class E>
constexpr int nodes = E::graph.size;

// Equal nodes are one node, wherever they come from.
static_assert(nodes<decltype("x"_v * "x"_v)> == 2);
static_assert(nodes<decltype("x"_v * "y"_v + "x"_v * "y"_v)> == 4);
static_assert(nodes<decltype(squared<20>("x"_v))> == 21);
static_assert(nodes<decltype(repeated<30>("x"_v * "y"_v))> == 3 + 29);
static_assert(nodes<decltype(2_c * "x"_v + 2_c * "x"_v)> == 4);
static_assert(nodes<decltype(0_c * "x"_v - (-0_c) * "x"_v)> == 6, "-0 is negate(0), not 0");
static_assert(nodes<decltype(sin("x"_v) + sin("x"_v) * cos("x"_v))> == 5);

// An operand that there is not is told from the first node.
static_assert(nodes<decltype(("y"_v + 1_c) + sin("x"_v) * ("y"_v + sin("x"_v)))> == 8);

// An operand that is in the graph already is the node that it is there.
constexpr auto cube = decltype("x"_v * "x"_v * "x"_v)::graph;
static_assert(cube.size == 3 && cube.node(2).a == 2 && cube.node(2).b == 1);

// Each number that a formula carries is a constant of its own.
static_assert(nodes<decltype(2.0 * "x"_v + 2.0 * "x"_v)> == 6);
static_assert(decltype(2.0 * "x"_v + 2.0 * "x"_v)::graph.constants == 2);

// The names are in alphabetical order, however the formula is written; the same formula is the same
// type.
constexpr auto graph = decltype("b"_v + ("aa"_v + "a"_v) * "b"_v)::graph;
static_assert(graph.names.count == 3);
static_assert(graph.names.find("a") == 0 && graph.names.find("aa") == 1 &&
              graph.names.find("b") == 2);
static_assert(graph.node(0).op == etna::formula_variable && graph.node(0).a == 2,
              "b comes first in the formula");
static_assert(std::is_same_v<decltype("x"_v + "y"_v), decltype("x"_v + "y"_v)>);
static_assert(!std::is_same_v<decltype("x"_v - "y"_v), decltype("y"_v - "x"_v)>);

static_assert(decltype(etna::arg<2> + etna::arg<0>)::graph.positions == 3);
static_assert(graph.inputs() == 3 && decltype(etna::arg<2>)::graph.inputs() == 3);

static_assert(decltype("x"_v)::graph.is_variable());
static_assert(!decltype(etna::arg<0>)::graph.is_variable() && !decltype(1_c)::graph.is_variable() &&
              !decltype(-"x"_v)::graph.is_variable());

TEST_CASE("names of types grow with the nodes of a formula, not with the paths through it") {
  const auto few = std::strlen(typeid(squared<10>("x"_v)).name());
  const auto many = std::strlen(typeid(squared<20>("x"_v)).name());
  CHECK(few < 300);
  CHECK(many < 2 * few);
}

}  // namespace
