// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/activity.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"

namespace {

using etna::graph, etna::input_set, etna::intern_table, etna::recorder, etna::symbol;

constexpr input_set two_ranges{2, {{4, 2}, {1, 1}}};

constexpr bool lists_in_order() {
  return two_ranges.input(0) == 4 && two_ranges.input(1) == 5 && two_ranges.input(2) == 1;
}

/// Records f of two inputs, and hands the graph, its size and the result's node to `check`.
template <class F, class Check>
constexpr bool recorded(F f, Check check) {
  graph<64> nodes;
  intern_table<64> table;
  recorder g(nodes, table);
  const symbol x(g, g.input(0), 0), y(g, g.input(1), 0);
  const symbol z = f(x, y);
  g.in_derivative = true;
  return check(g, z.in(g), x, y);
}

constexpr auto mixed = [](auto x, auto y) { return sin(x) * exp(y) + y * 2.0 + x * 3.0; };

constexpr bool only_what_depends_is_active() {
  return recorded(mixed, [](recorder& g, int root, symbol x, symbol y) {
    bool active[64]{};
    etna::detail::mark_active(g, g.size(), input_set{1, {{0, 1}}}, active);
    return active[root] && active[x.node] && active[sin(x).node] && active[(x * 3.0).node] &&
           !active[y.node] && !active[exp(y).node] && !active[(y * 2.0).node];
  });
}

constexpr bool dependencies_are_in_order() {
  return recorded(mixed, [](recorder& g, int root, symbol x, symbol y) {
    const int other = sqrt(x + y).node;  // what nothing depends on
    const etna::detail::dependencies<64> nodes(g, g.size(), &root, 1);
    bool fine = nodes.count == 7 && nodes.node[6] == root;
    for (int k = 0; k < nodes.count; ++k) {
      fine = fine && nodes.node[k] != other && !g.is_input(nodes.node[k]) &&
             !g.is_constant(nodes.node[k]) && (k == 0 || nodes.node[k - 1] < nodes.node[k]);
    }
    return fine;
  });
}

/// Whether f(x, y) plus another contribution is `expected`, in a derivative of a function of
/// no nodes but these.
template <class F, class G, class Expected>
constexpr bool adds_up_to(F f, G other, Expected expected) {
  const auto nothing = [](auto x, auto) { return x; };
  return recorded(nothing, [&](recorder& g, int, symbol x, symbol y) {
    const int size = g.size();
    const symbol sum = f(x, y);
    return etna::detail::plus(g, sum, other(x, y), size).in(g) == expected(x, y).in(g);
  });
}

/// Whether the product of x and p as the passes form it is `expected`.
template <class P, class Expected>
constexpr bool multiplies_to(P p, Expected expected) {
  const auto nothing = [](auto x, auto) { return x; };
  return recorded(nothing, [&](recorder& g, int, symbol x, symbol y) {
    const symbol wanted = expected(x, y);
    const symbol q = p(x, y);
    return etna::detail::times(g, x, q).in(g) == wanted.in(g);
  });
}

}  // namespace

TEST_CASE("sets of inputs") {
  ETNA_CHECK_BOTH(two_ranges.count() == 3);
  ETNA_CHECK_BOTH(!two_ranges.contains(0) && two_ranges.contains(1) && !two_ranges.contains(3) &&
                  two_ranges.contains(4) && two_ranges.contains(5) && !two_ranges.contains(6));
  ETNA_CHECK_BOTH(lists_in_order());
  ETNA_CHECK_BOTH(input_set{}.count() == 0 && !input_set{}.contains(0));
}

TEST_CASE("activity and dependencies") {
  ETNA_CHECK_BOTH(only_what_depends_is_active());
  ETNA_CHECK_BOTH(dependencies_are_in_order());
}

TEST_CASE("an operand that occurs twice has one partial derivative") {
  constexpr auto one_partial = [](recorder& g, int root, symbol x, symbol) {
    symbol p[3];
    return etna::detail::distinct_partials(g, root, p) == 1 && p[0].in(g) == (2.0 * x).in(g);
  };
  ETNA_CHECK_BOTH(recorded([](auto x, auto) { return x * x; }, one_partial));
  constexpr auto two_partials = [](recorder& g, int root, symbol x, symbol y) {
    symbol p[3];
    return etna::detail::distinct_partials(g, root, p) == 2 && p[0].in(g) == y.in(g) &&
           p[1].in(g) == x.in(g);
  };
  ETNA_CHECK_BOTH(recorded([](auto x, auto y) { return x * y; }, two_partials));
}

TEST_CASE("products with partial derivatives") {
  ETNA_CHECK_BOTH(
      multiplies_to([](auto, auto) { return symbol(1); }, [](auto x, auto) { return x; }));
  ETNA_CHECK_BOTH(
      multiplies_to([](auto, auto y) { return y; }, [](auto x, auto y) { return x * y; }));
  ETNA_CHECK_BOTH(
      multiplies_to([](auto, auto y) { return -y; }, [](auto x, auto y) { return -(x * y); }));
  // Constants go to the adjoint, which other partial derivatives share.
  ETNA_CHECK_BOTH(multiplies_to([](auto, auto y) { return 3.0 * y; },
                                [](auto x, auto y) { return (3.0 * x) * y; }));
  // Unless there is the product without the constant.
  ETNA_CHECK_BOTH(multiplies_to([](auto x, auto y) { return 3.0 * (x * y).operand(1); },
                                [](auto x, auto y) { return 3.0 * (x * y); }));
  // So do factors that it has met before.
  ETNA_CHECK_BOTH(multiplies_to([](auto, auto y) { return sin(y) * exp(y); },
                                [](auto x, auto y) { return (x * exp(y)) * sin(y); }));
}

TEST_CASE("like terms of a sum are one") {
  ETNA_CHECK_BOTH(adds_up_to([](auto x, auto y) { return y + 3.0 * x; },
                             [](auto x, auto) { return 2.0 * x; },
                             [](auto x, auto y) { return y + 5.0 * x; }));
  ETNA_CHECK_BOTH(adds_up_to([](auto x, auto y) { return y - 3.0 * x; },
                             [](auto x, auto) { return 2.0 * x; },
                             [](auto x, auto y) { return y - x; }));
  ETNA_CHECK_BOTH(adds_up_to([](auto x, auto y) { return 3.0 * x - y; },
                             [](auto x, auto) { return 2.0 * x; },
                             [](auto x, auto y) { return 5.0 * x - y; }));
  ETNA_CHECK_BOTH(adds_up_to([](auto x, auto y) { return x * y - 2.0 + y - 1.0; },
                             [](auto x, auto y) { return 4.0 * (x * y); },
                             [](auto x, auto y) { return 5.0 * (x * y) - 2.0 + y - 1.0; }));
  // A sum of the function's own is there anyway.
  constexpr auto own = [](recorder& g, int root, symbol x, symbol) {
    const symbol sum = symbol::of(g, root);
    return etna::detail::plus(g, sum, x, g.size()).in(g) == (sum + x).in(g);
  };
  ETNA_CHECK_BOTH(recorded([](auto x, auto y) { return y + 2.0 * x; }, own));
}
