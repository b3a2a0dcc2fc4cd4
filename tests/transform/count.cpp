// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/transform/count.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"

namespace {

using etna::operation_counts;

template <class F, class... A>
constexpr operation_counts counts_in(F, A...) {
  return etna::count_operations<
      etna::program<etna::derived<etna::trace<F, A...>, etna::derivation::value>>>;
}
constexpr etna::symbol one, two;

// One operation of each kind.
static_assert(counts_in([](auto x, auto y) { return x + y; }, one, two) ==
              operation_counts{.additions = 1});
static_assert(counts_in([](auto x, auto y) { return x - y; }, one, two) ==
              operation_counts{.additions = 1});
static_assert(counts_in([](auto x, auto y) { return x * y; }, one, two) ==
              operation_counts{.multiplications = 1});
static_assert(counts_in([](auto x, auto y) { return x / y; }, one, two) ==
              operation_counts{.divisions = 1});
static_assert(counts_in([](auto x) { return sqrt(x); }, one) == operation_counts{.roots = 1});
static_assert(counts_in([](auto x) { return exp(x); }, one) == operation_counts{.elementary = 1});
static_assert(counts_in([](auto x, auto y) { return max(x, y); }, one, two) ==
              operation_counts{.selections = 1});
static_assert(counts_in([](auto x) { return -x; }, one) == operation_counts{.others = 1});

// What one statement does counts as what it is made of; what is used twice is computed once.
static_assert(counts_in([](auto x, auto y) { return x * y + 1.0; }, one, two) ==
              operation_counts{.additions = 1, .multiplications = 1});
static_assert(counts_in([](auto x, auto y) { return 1.0 - x * y; }, one, two) ==
              operation_counts{.additions = 1, .multiplications = 1});
static_assert(counts_in([](auto x) { return std::array{sin(x), cos(x)}; }, one) ==
              operation_counts{.elementary = 2});
static_assert(counts_in([](auto x) { return exp(x) * exp(x); }, one) ==
              operation_counts{.multiplications = 1, .elementary = 1});
// Nothing is computed.
static_assert(counts_in([](auto x) { return etna::stop_gradient(x); }, one).total() == 0);
static_assert(counts_in([](auto x) { return 0.0 * x + 1.0; }, one).total() > 0);  // may be NaN

// Of several paths the one with most operations, and the comparisons on the way to it.
static_assert(counts_in(
                  [](auto x) {
                    if (x < 0) return x * x * x;
                    if (x < 1) return sin(x);
                    return x + 1.0;
                  },
                  one) == operation_counts{.multiplications = 2, .selections = 1});
static_assert(counts_in(
                  [](auto x) {
                    if (x < 0) return x;
                    if (x < 1) return sin(x) / x;
                    return x + 1.0;
                  },
                  one) == operation_counts{.divisions = 1, .elementary = 1, .selections = 2});

static_assert(operation_counts{1, 2, 3, 4, 5, 6, 7}.total() == 28);
static_assert(3 * operation_counts{1, 2, 3, 4, 5, 6, 7} ==
              operation_counts{3, 6, 9, 12, 15, 18, 21});
static_assert(operation_counts{1, 2, 3, 4, 5, 6, 7} + operation_counts{1, 1, 1, 1, 1, 1, 1} ==
              operation_counts{2, 3, 4, 5, 6, 7, 8});

}  // namespace

TEST_CASE("counts are the statements of a program, and more where one does two things") {
  constexpr auto f = [](const auto& x) { return exp(x[0]) / x[1] + sqrt(x[0]); };
  using program = etna::program<
      etna::derived<etna::trace<std::remove_const_t<decltype(f)>, std::array<etna::symbol, 2>>,
                    etna::derivation::value>>;
  CHECK(etna::count_operations<program>.total() == etna::code_of<program>.statements);
}
