// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/derivation.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"
#include "transform/programs.hpp"

namespace {

using etna::input_set, etna::symbol, etna::test::run;
namespace derivation = etna::derivation;

template <class F, int N, class Derivation>
using program_of = etna::program<
    etna::derived<etna::trace<F, std::array<symbol, static_cast<std::size_t>(N)>>, Derivation>>;

/// What a derivation of f gives at inputs that begin with the N arguments of f.
template <class Derivation, std::size_t N, class F, std::size_t M>
constexpr auto derive(F, const std::array<double, M>& x) {
  return run<program_of<F, static_cast<int>(N), Derivation>>(x);
}

// Outputs x0 x1, x1 x2; of three inputs.
constexpr auto products = [](const auto& x) { return std::array{x[0] * x[1], x[1] * x[2]}; };
// Its Hessian at (2, 3, 4): that of x0² x1 + x2³ is 2 x1, 2 x0; 6 x2.
constexpr auto cubic = [](const auto& x) { return x[0] * x[0] * x[1] + x[2] * x[2] * x[2]; };

constexpr std::array point{2.0, 3.0, 4.0};
constexpr input_set all = etna::test::all_inputs<3>;
// Argument by argument: the last input, then the first two.
constexpr input_set blocks{2, {{2, 1}, {0, 2}}};
constexpr input_set none{};

}  // namespace

TEST_CASE("the numbers of inputs and outputs") {
  ETNA_CHECK_BOTH(derivation::value::inputs(3, 2) == 3 && derivation::value::outputs(3, 2) == 2);
  using joint = derivation::rows<all, true>;
  ETNA_CHECK_BOTH(joint::inputs(3, 2) == 3 && joint::outputs(3, 2) == 8);
  using first = derivation::columns<blocks, true, 1>;
  ETNA_CHECK_BOTH(first::inputs(3, 2) == 3 && first::outputs(3, 2) == 5);
  ETNA_CHECK_BOTH(derivation::pushforward<1>::inputs(3, 2) == 5);
  ETNA_CHECK_BOTH(derivation::pushforward<1>::outputs(3, 2) == 4);
  ETNA_CHECK_BOTH(derivation::pullback<all>::inputs(3, 2) == 5);
  ETNA_CHECK_BOTH(derivation::pullback<all>::outputs(3, 2) == 3);
  ETNA_CHECK_BOTH(derivation::hessian<all>::outputs(3, 1) == 9);
  ETNA_CHECK_BOTH(derivation::hessian_product<all>::inputs(3, 1) == 6);
  using orders = derivation::derivatives<2, 4, false>;
  ETNA_CHECK_BOTH(orders::inputs(1, 2) == 1 && orders::outputs(1, 2) == 6);
}

TEST_CASE("where the entries of blocks are") {
  using block = derivation::blocks<blocks>;
  ETNA_CHECK_BOTH(block::columns == 3);
  ETNA_CHECK_BOTH(blocks.input(0) == 2 && blocks.input(1) == 0 && blocks.input(2) == 1);
  // Two rows: the block of the last input, 2 x 1, then that of the others, 2 x 2.
  ETNA_CHECK_BOTH(block::place(2, 0, 0) == 0 && block::place(2, 1, 0) == 1);
  ETNA_CHECK_BOTH(block::place(2, 0, 1) == 2 && block::place(2, 0, 2) == 3);
  ETNA_CHECK_BOTH(block::place(2, 1, 1) == 4 && block::place(2, 1, 2) == 5);
}

TEST_CASE("rows and columns") {
  ETNA_CHECK_BOTH(derive<derivation::value, 3>(products, point) == std::array{6.0, 12.0});
  constexpr std::array jacobian{3.0, 2.0, 0.0, 0.0, 4.0, 3.0};
  ETNA_CHECK_BOTH(derive<derivation::rows<all, false>, 3>(products, point) == jacobian);
  ETNA_CHECK_BOTH(derive<derivation::columns<all, false>, 3>(products, point) == jacobian);
  constexpr std::array joint{6.0, 12.0, 3.0, 2.0, 0.0, 0.0, 4.0, 3.0};
  ETNA_CHECK_BOTH(derive<derivation::rows<all, true>, 3>(products, point) == joint);
  ETNA_CHECK_BOTH(derive<derivation::columns<all, true>, 3>(products, point) == joint);
  constexpr std::array in_blocks{0.0, 3.0, 3.0, 2.0, 0.0, 4.0};
  ETNA_CHECK_BOTH(derive<derivation::rows<blocks, false>, 3>(products, point) == in_blocks);
  ETNA_CHECK_BOTH(derive<derivation::columns<blocks, false>, 3>(products, point) == in_blocks);
  // Of the first output alone, with all values.
  constexpr std::array first{6.0, 12.0, 0.0, 3.0, 2.0};
  ETNA_CHECK_BOTH(derive<derivation::rows<blocks, true, 1>, 3>(products, point) == first);
  ETNA_CHECK_BOTH(derive<derivation::columns<blocks, true, 1>, 3>(products, point) == first);
  ETNA_CHECK_BOTH(derive<derivation::rows<none, true>, 3>(products, point) ==
                  std::array{6.0, 12.0});
  ETNA_CHECK_BOTH(derive<derivation::columns<none, true>, 3>(products, point) ==
                  std::array{6.0, 12.0});
}

TEST_CASE("pushforward and pullback") {
  // The derivative of x0 x1 and x1 x2 along (1, 10, 100).
  constexpr std::array along{2.0, 3.0, 4.0, 1.0, 10.0, 100.0};
  ETNA_CHECK_BOTH(derive<derivation::pushforward<0>, 3>(products, along) ==
                  std::array{6.0, 12.0, 23.0, 340.0});
  // With x2 constant: 1, 10.
  ETNA_CHECK_BOTH(derive<derivation::pushforward<1>, 3>(products, along) ==
                  std::array{6.0, 12.0, 23.0, 40.0});
  constexpr std::array cotangent{2.0, 3.0, 4.0, 1.0, 10.0};
  ETNA_CHECK_BOTH(derive<derivation::pullback<all>, 3>(products, cotangent) ==
                  std::array{3.0, 42.0, 30.0});
  ETNA_CHECK_BOTH(derive<derivation::pullback<blocks>, 3>(products, cotangent) ==
                  std::array{30.0, 3.0, 42.0});
}

TEST_CASE("Hessians") {
  ETNA_CHECK_BOTH(derive<derivation::hessian<all>, 3>(cubic, point) ==
                  std::array{6.0, 4.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 24.0});
  // Rows of the last input: its block with itself, then with the others; then the others'.
  ETNA_CHECK_BOTH(derive<derivation::hessian<blocks>, 3>(cubic, point) ==
                  std::array{24.0, 0.0, 0.0, 0.0, 0.0, 6.0, 4.0, 4.0, 0.0});
  constexpr std::array with_vector{2.0, 3.0, 4.0, 1.0, 10.0, 100.0};
  ETNA_CHECK_BOTH(derive<derivation::hessian_product<all>, 3>(cubic, with_vector) ==
                  std::array{46.0, 4.0, 2400.0});
}

TEST_CASE("derivatives of several orders") {
  constexpr auto f = [](const auto& x) { return std::array{x[0] * x[0] * x[0], 5.0 * x[0]}; };
  ETNA_CHECK_BOTH(derive<derivation::derivatives<0, 2, false>, 1>(f, std::array{2.0}) ==
                  std::array{8.0, 10.0, 12.0, 5.0, 12.0, 0.0});
  ETNA_CHECK_BOTH(derive<derivation::derivatives<0, 3, true>, 1>(f, std::array{2.0}) ==
                  std::array{8.0, 10.0, 12.0, 5.0, 6.0, 0.0, 1.0, 0.0});
  ETNA_CHECK_BOTH(derive<derivation::derivatives<0, 0, false>, 1>(f, std::array{2.0}) ==
                  std::array{8.0, 10.0});
}

namespace {

// A path each for 20 intervals, so that paths are derived in several constant expressions.
constexpr auto staircase = [](const auto& x) {
  for (int k = 0; k < 20; ++k) {
    if (x[0] < k) return x[0] * (k + 1.0);
  }
  return x[0] * x[0];
};
using stairs = etna::trace<decltype(staircase), std::array<symbol, 1>>;
static_assert(stairs::value.paths.leaves > 2 * etna::detail::paths_at_once);

constexpr bool every_step_has_its_slope() {
  for (int k = 0; k < 20; ++k) {
    if (derive<derivation::rows<etna::test::all_inputs<1>, false>, 1>(
            staircase, std::array{k - 0.5})[0] != k + 1) {
      return false;
    }
  }
  return derive<derivation::rows<etna::test::all_inputs<1>, false>, 1>(staircase,
                                                                       std::array{20.0})[0] == 40;
}

// Its Hessian has many more nodes than room is made for at first.
constexpr auto large = [](const auto& x) {
  auto y = x[0];
  for (std::size_t i = 0; i < 9; ++i) y = y / x[i % 5] + sin(y);
  return y;
};
using large_trace = etna::trace<decltype(large), std::array<symbol, 5>>;
using large_hessian = derivation::hessian<etna::test::all_inputs<5>>;
static_assert(!etna::derived<large_trace, large_hessian>::value.nodes.full);
static_assert(etna::derived<large_trace, large_hessian>::value.nodes.size >
              etna::detail::power_of_two(4 * large_trace::value.nodes.size + 64));

}  // namespace

TEST_CASE("many paths") { ETNA_CHECK_BOTH(every_step_has_its_slope()); }

TEST_CASE("a graph grows as needed") {
  const std::array x{1.5, 1.75, 2.0, 2.25, 2.5};
  const auto h = derive<large_hessian, 5>(large, x);
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < i; ++j) CHECK(h[5 * i + j] == h[5 * j + i]);
  }
}
