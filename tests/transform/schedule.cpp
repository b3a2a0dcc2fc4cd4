// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/schedule.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "op/modes.hpp"
#include "transform/programs.hpp"

namespace {

using etna::symbol, etna::test::count;
namespace op = etna::op;

/// The program of a function of three variables.
template <class F>
using program_of =
    etna::program<etna::derived<etna::trace<F, symbol, symbol, symbol>, etna::derivation::value>>;

template <class F>
constexpr int statements(F) {
  return etna::code_of<program_of<F>>.statements;
}
/// How many statements of f are the operation Op.
template <class Op, class F>
constexpr int count_of(F) {
  return count<program_of<F>, Op>();
}
/// Whether f is the one statement Op.
template <class Op, class F>
constexpr bool is_only(F f) {
  return statements(f) == 1 && count_of<Op>(f) == 1;
}

}  // namespace

TEST_CASE("only what the outputs need becomes a statement") {
  constexpr auto pruned = [](auto x, auto y, auto z) {
    [[maybe_unused]] const auto unused = exp(x * y) + z;
    return sin(x);
  };
  ETNA_CHECK_BOTH(is_only<op::sin_>(pruned));
  constexpr auto input = [](auto, auto y, auto) { return y; };
  ETNA_CHECK_BOTH(statements(input) == 0 &&
                  etna::code_of<program_of<decltype(input)>>.output[0][0] == ~1);
  constexpr auto constant = [](auto, auto, auto) { return 2.5; };
  ETNA_CHECK_BOTH(statements(constant) == 0);
  ETNA_CHECK_BOTH(etna::code_of<program_of<decltype(constant)>>.constant[0] == 2.5);
  constexpr auto transparent = [](auto x, auto y, auto) { return stop_gradient(x * y); };
  ETNA_CHECK_BOTH(is_only<op::multiply>(transparent));
}

TEST_CASE("products and sums are fused where nothing else needs the product") {
  ETNA_CHECK_BOTH(is_only<op::multiply_add>([](auto x, auto y, auto z) { return x * y + z; }));
  ETNA_CHECK_BOTH(is_only<op::multiply_add>([](auto x, auto y, auto z) { return z + x * y; }));
  ETNA_CHECK_BOTH(is_only<op::multiply_subtract>([](auto x, auto y, auto z) { return x * y - z; }));
  ETNA_CHECK_BOTH(is_only<op::subtract_product>([](auto x, auto y, auto z) { return z - x * y; }));
  // One of two products.
  constexpr auto dot = [](auto x, auto y, auto z) { return x * y + y * z; };
  ETNA_CHECK_BOTH(statements(dot) == 2 && count_of<op::multiply_add>(dot) == 1);
  constexpr auto used_twice = [](auto x, auto y, auto z) {
    const auto p = x * y;
    return std::array{p + z, p};
  };
  ETNA_CHECK_BOTH(statements(used_twice) == 2 && count_of<op::multiply>(used_twice) == 1 &&
                  count_of<op::add>(used_twice) == 1);
}

namespace {

/// x + (x - 1) y + (x - 2) z + ... with n products.
template <int Products>
constexpr auto polynomial = [](auto x, auto y, auto z) {
  auto sum = x;
  for (int k = 1; k <= Products; ++k) sum = sum + (x - k) * (k % 2 == 0 ? z : y);
  return sum;
};
/// The greatest number of sums and products of which each waits for the one before.
template <class F>
constexpr int sums_in_a_row(F) {
  constexpr const auto& code = etna::code_of<program_of<F>>;
  std::array<int, code.slots + 1> before{};
  const auto of = [&](int operand) { return operand < 0 ? 0 : before[std::size_t(operand)]; };
  int most = 0;
  for (int s = 0; s < code.statements; ++s) {
    const bool counts = code.op[s] != op::subtract::code;
    const int n = std::max({of(code.a[s]), of(code.b[s]), of(code.c[s])}) + (counts ? 1 : 0);
    before[std::size_t(code.target[s])] = n;
    most = std::max(most, n);
  }
  return most;
}

}  // namespace

TEST_CASE("the parts of a long sum of products do not wait for each other") {
  ETNA_CHECK_BOTH(sums_in_a_row(polynomial<7>) == 7);
  ETNA_CHECK_BOTH(sums_in_a_row(polynomial<8>) == 4 + 1);
  ETNA_CHECK_BOTH(sums_in_a_row(polynomial<15>) == 7 + 1);
  ETNA_CHECK_BOTH(sums_in_a_row(polynomial<16>) == 4 + 2);
  ETNA_CHECK_BOTH(sums_in_a_row(polynomial<100>) <= 7 + 4);
  // No operation more; and every term is still there.
  ETNA_CHECK_BOTH(statements(polynomial<7>) == 14 && statements(polynomial<8>) == 8 + 8 + 1);
  constexpr auto sum = [](int products) {
    double total = 5;
    for (int k = 1; k <= products; ++k) total += (5.0 - k) * (k % 2 == 0 ? 11 : 3);
    return total;
  };
  ETNA_CHECK_BOTH(etna::evaluate(polynomial<8>)(5.0, 3.0, 11.0) == sum(8));
  ETNA_CHECK_BOTH(etna::evaluate(polynomial<9>)(5.0, 3.0, 11.0) == sum(9));
  ETNA_CHECK_BOTH(etna::evaluate(polynomial<33>)(5.0, 3.0, 11.0) == sum(33));
  ETNA_CHECK_BOTH(etna::evaluate(polynomial<100>)(5.0, 3.0, 11.0) == sum(100));
  // What is used elsewhere stays what it is, and sums without products keep the user's order.
  constexpr auto sums = [](auto x, auto y, auto z) {
    const auto begun = polynomial<6>(x, y, z);
    return std::array{begun, begun + x * y + y * z};
  };
  ETNA_CHECK_BOTH(etna::evaluate(sums)(5.0, 3.0, 11.0) == std::array{sum(6), sum(6) + 48});
  constexpr auto plain = [](auto x, auto y, auto z) {
    auto total = z;
    for (int k = 0; k < 20; ++k) total = total + (k % 2 == 0 ? x : y);
    return total;
  };
  ETNA_CHECK_BOTH(etna::evaluate(plain)(1e308, -1e308, 0.0) == 0);
}

TEST_CASE("a reciprocal that one quotient uses is a division, a shared one stays") {
  constexpr auto quotient = [](auto x, auto y, auto) { return x * (1.0 / y); };
  ETNA_CHECK_BOTH(is_only<op::divide>(quotient));
  constexpr auto shared = [](auto x, auto y, auto z) {
    const auto r = 1.0 / y;
    return std::array{x * r, z * r};
  };
  ETNA_CHECK_BOTH(statements(shared) == 3 && count_of<op::divide>(shared) == 1 &&
                  count_of<op::multiply>(shared) == 2);
  // So in the gradient of a sum of quotients of one denominator.
  constexpr auto ratios = [](const auto& x) { return exp(x[0] / x[2]) + sin(x[1] / x[2]); };
  using gradient = etna::test::gradient_of<decltype(ratios), 3>::reverse;
  ETNA_CHECK_BOTH(count<gradient, op::divide>() == 3);
}

TEST_CASE("a choice by x == 0 is by x itself, which `where` compares with 0") {
  constexpr auto chosen = [](auto x, auto y, auto z) { return where(x == 0.0, y, z); };
  ETNA_CHECK_BOTH(is_only<op::where_>(chosen));
  ETNA_CHECK_BOTH(
      is_only<op::where_>([](auto x, auto y, auto z) { return where(0.0 == x, y, z); }));
  constexpr auto value = etna::evaluate(chosen);
  ETNA_CHECK_BOTH(value(0.0, 2.0, 3.0) == 2 && value(-0.0, 2.0, 3.0) == 2 &&
                  value(0.5, 2.0, 3.0) == 3);
  ETNA_CHECK_BOTH(value(std::numeric_limits<double>::quiet_NaN(), 2.0, 3.0) == 3);
  // Whoever else asks for the truth value has it.
  constexpr auto shared = [](auto x, auto y, auto z) {
    const auto is_zero = x == 0.0;
    return std::array{where(is_zero, y, z), where(is_zero, decltype(y)(1.0), decltype(y)(0.0))};
  };
  ETNA_CHECK_BOTH(etna::evaluate(shared)(0.0, 2.0, 3.0) == std::array{2.0, 1.0});
  constexpr auto counted = [](auto x, auto y, auto) {
    return where(x == 0.0, y, x) + where((x == 0.0) & (y < 1.0), x, y);
  };
  ETNA_CHECK_BOTH(etna::evaluate(counted)(0.0, 0.5, 0.0) == 0.5 &&
                  etna::evaluate(counted)(2.0, 0.5, 0.0) == 2.5);
}

TEST_CASE("sine and cosine of one argument are one statement") {
  constexpr auto both = [](auto x, auto, auto) { return std::array{sin(x), cos(x)}; };
  ETNA_CHECK_BOTH(is_only<op::sine_and_cosine>(both));
  constexpr auto reversed = [](auto x, auto, auto) { return std::array{cos(x), sin(x)}; };
  ETNA_CHECK_BOTH(is_only<op::sine_and_cosine>(reversed));
  constexpr auto two = [](auto x, auto y, auto) { return std::array{sin(x), cos(y), cos(x)}; };
  ETNA_CHECK_BOTH(statements(two) == 2 && count_of<op::sine_and_cosine>(two) == 1 &&
                  count_of<op::cos_>(two) == 1);
  // One of them is computed before a branch: the other too, once.
  constexpr auto before = [](auto x, auto y, auto) {
    if (sin(x) > 0.0) return cos(x);
    return cos(x) * y;
  };
  ETNA_CHECK_BOTH(count_of<op::sine_and_cosine>(before) == 1 && count_of<op::cos_>(before) == 0);
}

TEST_CASE("constants and inputs") {
  constexpr auto f = [](auto x, auto y, auto) { return 2.0 * x + 3.0 * y + 2.0 * (x * y); };
  constexpr const auto& code = etna::code_of<program_of<decltype(f)>>;
  ETNA_CHECK_BOTH(code.constants == 2 && code.constant[0] == 2 && code.constant[1] == 3);
  ETNA_CHECK_BOTH(code.slots == code.constants + code.statements);
  // A program without constants has the slot of one, for operands that do not exist.
  constexpr auto g = [](auto x, auto y, auto) { return x * y; };
  constexpr const auto& product = etna::code_of<program_of<decltype(g)>>;
  ETNA_CHECK_BOTH(product.constants == 1 && product.slots == 2 && product.target[0] == 1 &&
                  product.a[0] == ~0 && product.b[0] == ~1 && product.c[0] == 0 &&
                  product.output[0][0] == 1);
}

namespace {

/// Whether every operand of f's statements is a constant, an input, or set before: on every way
/// through its blocks.
template <class Code>
constexpr bool is_in_order(const Code& code, int block, std::array<bool, 256> set) {
  const auto known = [&](int operand) {
    return operand < code.constants || set[static_cast<std::size_t>(operand)];
  };
  const etna::program_block& b = code.block[block];
  for (int s = b.first; s < b.first + b.count; ++s) {
    if (!known(code.a[s]) || !known(code.b[s]) || !known(code.c[s])) return false;
    set[static_cast<std::size_t>(code.target[s])] = true;
    if (code.op[s] == op::sine_and_cosine::code) {
      set[static_cast<std::size_t>(code.target[s] + 1)] = true;
    }
  }
  if (!b.ends) {
    return known(b.test) && is_in_order(code, b.yes, set) && is_in_order(code, b.no, set);
  }
  for (const int operand : code.output[b.leaf]) {
    if (!known(operand)) return false;
  }
  return true;
}
template <class F>
constexpr bool is_in_order(F) {
  return is_in_order(etna::code_of<program_of<F>>, 0, {});
}

constexpr auto bump = [](auto x, auto y, auto z) {
  const auto square = x * x;
  if (square > 1.0) return exp(square) * z;
  const auto rest = 1.0 - square;
  if (y > z) return rest * sin(y) + cos(y);
  return rest * rest;
};

}  // namespace

TEST_CASE("a block for every branch and every end") {
  constexpr const auto& code = etna::code_of<program_of<decltype(bump)>>;
  ETNA_CHECK_BOTH(code.blocks == 5 && code.leaves == 3);
  // The square and its comparison come first; then a path, and the rest and the other comparison.
  ETNA_CHECK_BOTH(!code.block[0].ends && code.block[0].first == 0 && code.block[0].count == 2);
  ETNA_CHECK_BOTH(code.block[code.block[0].yes].ends && code.block[code.block[0].yes].count == 2);
  ETNA_CHECK_BOTH(!code.block[code.block[0].no].ends);
  ETNA_CHECK_BOTH(is_in_order(bump));
  constexpr auto straight = [](auto x, auto y, auto) { return sin(x) * cos(x) + y; };
  ETNA_CHECK_BOTH(etna::code_of<program_of<decltype(straight)>>.blocks == 1 &&
                  is_in_order(straight));
}

TEST_CASE("what both sides of a branch need is computed on each, or before it") {
  // exp(x) is not needed for the test, and not on the third path.
  constexpr auto f = [](auto x, auto y, auto z) {
    const auto e = exp(x);
    if (y > 0.0) return e + y;
    if (z > 0.0) return e - y;
    return z;
  };
  ETNA_CHECK_BOTH(count_of<op::exp_>(f) == 2 && is_in_order(f));
  constexpr auto g = [](auto x, auto y, auto) {
    const auto e = exp(x);
    if (e > y) return e;
    return e * y;
  };
  ETNA_CHECK_BOTH(count_of<op::exp_>(g) == 1 && is_in_order(g));
}
