// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/cost.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"

namespace {

using etna::cost, etna::operation_counts;

constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };
static_assert(cost(f).value ==
              operation_counts{.additions = 1, .multiplications = 1, .elementary = 1});
static_assert(cost(f).forward == operation_counts{.additions = 1, .elementary = 1});
static_assert(cost(f).reverse == cost(f).forward);  // y + cos x, and x

constexpr auto product = []<class T, std::size_t N>(const std::array<T, N>& x) {
  T y = x[0];
  for (std::size_t i = 1; i < N; ++i) y *= x[i];
  return y;
};

// Shapes by type, by argument.
constexpr std::array<double, 8> point{};
constexpr auto product_of_8 = cost<std::array<float, 8>>(product);
static_assert(product_of_8.value.total() == 7 && product_of_8.value == cost(product, point).value);
// x₁…xₖ and xₖ…xₙ for all k, and their products: 3 n - 6.
static_assert(product_of_8.reverse == operation_counts{.multiplications = 18});
// Reverse mode costs a multiple of the value, forward mode a multiple that grows with n.
static_assert(cost<std::array<double, 32>>(product).reverse.total() == 3 * 32 - 6);
static_assert(cost<std::array<double, 32>>(product).forward.total() > 32 * 31 / 2);

// By some arguments; run-time constants.
static_assert(cost(f, etna::wrt<1>).reverse.total() == 0);
static_assert(cost(f, 1.0, 2.0, etna::wrt<0>).reverse.total() == 2);
static_assert(cost<double, double>(f, etna::wrt<0>).forward.total() == 2);
static_assert(cost(etna::with(f, 3.0)).reverse == cost(f, etna::wrt<0>).reverse);

// Several outputs: the Jacobian; and the mode that jacobian chooses is the one that counts less.
constexpr auto tall = [](auto x) { return std::array{sin(x), exp(x), x * x}; };
constexpr auto wide = [](const auto& x) {
  const auto p = exp(x[0] * x[1] * x[2] * x[3]);
  return std::array{p, p * p};
};
static_assert(cost(tall).forward.total() < cost(tall).reverse.total() + 1);
constexpr auto of_wide = cost<std::array<double, 4>>(wide);
static_assert(of_wide.reverse.total() < of_wide.forward.total());
using trace = etna::trace<std::remove_const_t<decltype(wide)>, std::array<etna::symbol, 4>>;
constexpr etna::input_set all{1, {{0, 4}}};
using chosen = decltype(etna::detail::jacobian_program<
                        trace, etna::detail::jacobian_options<etna::detail::jacobian_mode::cheaper>,
                        all>())::type;
static_assert(etna::count_operations<chosen> == of_wide.reverse);

// The cost of a derivative.
static_assert(cost(etna::grad(f)).value == cost(f).reverse);

// Where a mode would take too many passes to write out, it is that many times the cost of one.
constexpr auto large = cost<std::array<double, 200>>(product);
static_assert(large.value.total() == 199 && large.reverse.total() == 3 * 200 - 6);
// Of a pass: 2 n - 3 products and n - 1 sums, beside the n - 2 products before them.
static_assert(large.forward == 200 * operation_counts{.additions = 199, .multiplications = 596});
// By some of the arguments.
constexpr auto scaled = [](auto k, const auto& x) { return k * product(x); };
static_assert(cost<double, std::array<double, 200>>(scaled, etna::wrt<1>).forward.total() ==
              200 * (199 + 596 + 1));

}  // namespace

TEST_CASE("cost takes points that are known at run time only") {
  std::array<double, 8> x{};
  x[0] = 2.0;
  constexpr auto c = cost(product, decltype(x){});
  CHECK(cost(product, x).value.multiplications == 7);
  CHECK(c.reverse.multiplications == 18);
}
