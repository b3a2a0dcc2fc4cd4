// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/graph/lower.hpp"

#include <doctest/doctest.h>

#include "etna/expression/literals.hpp"
#include "etna/op/all.hpp"
#include "etna/transform/derivation.hpp"
#include "etna/transform/schedule.hpp"

using namespace etna::literals;

namespace lower_tests {

/// Whether two graphs are the same from their outputs down: the same operations of the same
/// operands, operand by operand, except that those of commutative operations may be in either
/// order.
template <class A, class B>
class comparison {
 public:
  static constexpr bool same(const int* outputs_of_a, const int* outputs_of_b, int count) {
    comparison c;
    for (int k = 0; k < count; ++k) {
      if (!c.same_node(outputs_of_a[k], outputs_of_b[k])) return false;
    }
    return true;
  }

 private:
  static constexpr auto& a = A::value.nodes;
  static constexpr auto& b = B::value.nodes;
  int twin[A::value.nodes.size + 1]{};  // in b, plus one

  constexpr bool same_node(int i, int j) {
    if (twin[i] != 0) return twin[i] == j + 1;
    if (!same_unseen(i, j)) return false;
    twin[i] = j + 1;
    return true;
  }
  constexpr bool same_unseen(int i, int j) {
    if (a.op[i] <= etna::constant_node || b.op[j] <= etna::constant_node) {
      return a.op[i] == b.op[j] && a.a[i] == b.a[j] && a.b[i] == b.b[j];
    }
    const auto& operation = a.operation(i);
    if (operation.code != b.operation(j).code) return false;
    if (operation.commutative && same_node(a.a[i], b.b[j])) return same_node(a.b[i], b.a[j]);
    return (operation.arity < 1 || same_node(a.a[i], b.a[j])) &&
           (operation.arity < 2 || same_node(a.b[i], b.b[j])) &&
           (operation.arity < 3 || same_node(a.c[i], b.c[j]));
  }
};

template <class A, class B>
constexpr bool same_graph =
    A::outputs == B::outputs &&
    comparison<A, B>::same(A::value.paths.output[0], B::value.paths.output[0], A::outputs);

template <int>
using symbol = etna::symbol;

/// Whether a formula of as many variables as f has arguments (in alphabetical order), and f, are
/// the same: traced; as a program, which is pruned; and their gradients.
template <class Formula, class F, int... I>
constexpr bool compare(std::integer_sequence<int, I...>) {
  using of_formula = etna::trace<etna::lowered<Formula::graph>, symbol<I>...>;
  using of_function = etna::trace<F, symbol<I>...>;
  using gradient = etna::derivation::rows<etna::input_set{1, {{0, sizeof...(I)}}}, true>;
  using formula_gradient = etna::derived<of_formula, gradient>;
  using function_gradient = etna::derived<of_function, gradient>;
  return same_graph<of_formula, of_function> &&
         etna::code_of<etna::program<of_formula>>.statements ==
             etna::code_of<etna::program<of_function>>.statements &&
         same_graph<formula_gradient, function_gradient> &&
         etna::code_of<etna::program<formula_gradient>>.statements ==
             etna::code_of<etna::program<function_gradient>>.statements;
}
template <int Variables, class Formula, class F>
constexpr bool same(const Formula&, const F&) {
  return compare<Formula, F>(std::make_integer_sequence<int, Variables>{});
}

constexpr auto x = "x"_v;
constexpr auto y = "y"_v;
constexpr auto z = "z"_v;

static_assert(same<1>(x, [](auto a) { return a; }));
static_assert(same<2>(x * y + sin(x), [](auto a, auto b) { return a * b + sin(a); }));
static_assert(!same<2>(x * y + sin(x), [](auto a, auto b) { return a * b + sin(b); }),
              "the comparison compares");
static_assert(!same<2>(x - y, [](auto a, auto b) { return b - a; }));
static_assert(!same<1>(2_c * x, [](auto a) { return 3 * a; }));
static_assert(same<2>(y - x, [](auto a, auto b) { return b - a; }),
              "arguments are in alphabetical order");
static_assert(same<2>(etna::arg<1> / etna::arg<0>, [](auto a, auto b) { return b / a; }));
static_assert(same<2>(etna::arg<1> * 2_c, [](auto, auto b) { return b * 2; }));
static_assert(same<3>(fma(x, y, z) - clamp(x, y, z),
                      [](auto a, auto b, auto c) { return fma(a, b, c) - clamp(a, b, c); }));

// Both are simplified by the same rules: constants are folded where that is exact, and only there.
static_assert(same<1>(x * 1_c - 0_c, [](auto a) { return a * 1 - 0; }));
static_assert(same<1>(x * (2_c + 3_c), [](auto a) { return a * 5; }));
static_assert(same<1>(x * (1_c / 3_c), [](auto a) { return a * (decltype(a)(1) / 3); }));
static_assert(!same<1>(x * (1_c / 3_c), [](auto a) { return a * (1.0 / 3.0); }));
static_assert(same<1>(-(-x), [](auto a) { return a; }));
static_assert(same<2>(x * y + y * x, [](auto a, auto b) { return a * b + a * b; }));
static_assert(same<1>(pow(x, 3_c) + pow(x, -2_c), [](auto a) { return pow(a, 3) + pow(a, -2); }));
static_assert(same<2>(pow(x, y), [](auto a, auto b) { return pow(a, b); }));
static_assert(same<1>(etna::constant<etna::op::pi_> * x,
                      [](auto a) { return etna::pi<decltype(a)>() * a; }));
static_assert(same<1>(leaky_relu(x) + log_sigmoid(x) + silu(x) + gelu(x),
                      [](auto a) { return leaky_relu(a) + log_sigmoid(a) + silu(a) + gelu(a); }));

// Choices and conditions
static_assert(same<2>(where(x < y, x* x, y) + max(x, y),
                      [](auto a, auto b) { return where(a < b, a * a, b) + max(a, b); }));
static_assert(same<2>(where((!(x <= y)) & (x != 2_c), sqrt(x), y),
                      [](auto a, auto b) { return where((!(a <= b)) & (a != 2), sqrt(a), b); }));
static_assert(same<2>(where((x > y) | (x == y), log(x), y),
                      [](auto a, auto b) { return where((a > b) | (a == b), log(a), b); }));

// The numbers that a formula carries are further arguments.
static_assert(same<3>(2.0 * x + 3.0 * sin(x),
                      [](auto a, auto k, auto l) { return k * a + l * sin(a); }));
static_assert(same<2>(with(x * y * y, "y"_v = 3.0), [](auto a, auto k) { return a * k * k; }));

/// 20 squarings are 20 operations.
template <int N, class E>
constexpr auto squared(const E& e) {
  if constexpr (N == 0) {
    return e;
  } else {
    return squared<N - 1>(e * e);
  }
}
using squares = etna::trace<etna::lowered<decltype(squared<20>(x))::graph>, etna::symbol>;
static_assert(squares::value.nodes.size == 21 &&
              etna::code_of<etna::program<squares>>.statements == 20);
static_assert(same<1>(squared<20>(x), [](auto a) {
  for (int k = 0; k < 20; ++k) a = a * a;
  return a;
}));

TEST_CASE("both front ends give one graph") {
  CHECK(same<2>(x * y + sin(x), [](auto a, auto b) { return a * b + sin(a); }));
}

}  // namespace lower_tests
