// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/evaluate/loop.hpp"

#include <doctest/doctest.h>

#include "etna/differentiate/grad.hpp"
#include "etna/op/constant.hpp"
#include "evaluate/programs.hpp"
#include "op/modes.hpp"

namespace {

using namespace etna::test;

template <class T, class F>
constexpr bool forms_agree(F f, T x, T y) {
  return run_straight(f, std::array{x, y}) == run_looping(f, std::array{x, y});
}
template <class T, class F>
constexpr bool forms_agree_on_paths(F f) {
  for (const auto& [x, y] : points_of_paths) {
    if (!forms_agree(f, static_cast<T>(x), static_cast<T>(y))) return false;
  }
  return true;
}

// A constant of the graph (pi) is one on symbols, too: the derivative of a derivative does not fold
// it in double.
struct turned {
  template <class T>
  constexpr T operator()(const T& x) const {
    return sin(etna::pi<T>() * x);
  }
};
struct slope {
  template <class T>
  constexpr T operator()(const T& x) const {
    return etna::grad(turned{})(x);
  }
};
static_assert(!etna::trace<slope, etna::symbol>::value.nodes.rounded);

}  // namespace

TEST_CASE_TEMPLATE("the loop and the statements agree to the last bit", T, float, double,
                   long double) {
  static_assert(forms_agree<T>(polynomial, T(0.7), T(-1.3)));
  static_assert(forms_agree<T>(elementary, T(0.7), T(1.3)));
  static_assert(forms_agree_on_paths<T>(branching));
  // With constants optimizers would round better than the machine does.
  for (int k = 1; k < 100; ++k) {
    const T x = T(k) / 13, y = T(100 - k) / 7;
    CHECK(forms_agree(polynomial, x, y));
    CHECK(forms_agree(elementary, x, y));
    CHECK(forms_agree(branching, x - 3, y - 5));
  }
}

TEST_CASE("operations of a program are in its table once") {
  using program = program_of_two<decltype(polynomial)>;
  using table = etna::detail::program_table<program>;
  constexpr auto distinct = [] {
    const auto& codes = table::codes;
    for (int i = 0; i < codes.count; ++i) {
      for (int k = 0; k < i; ++k) {
        if (codes.code[i] == codes.code[k]) return false;
      }
    }
    return true;
  };
  ETNA_CHECK_BOTH(distinct() && table::codes.count < etna::code_of<program>.statements);
  constexpr auto finds_all = [] {
    for (int s = 0; s < etna::code_of<program>.statements; ++s) {
      if (table::codes.code[table::codes.index[s]] != etna::code_of<program>.op[s]) return false;
    }
    return true;
  };
  ETNA_CHECK_BOTH(finds_all());
}

TEST_CASE("programs without statements") {
  constexpr auto input = [](const auto& x) { return x[1]; };
  ETNA_CHECK_BOTH(run_looping(input, std::array{2.0, 3.0}) == std::array{3.0, 0.0, 1.0});
  constexpr auto constant = [](const auto&) { return 0.25; };
  ETNA_CHECK_BOTH(run_looping(constant, std::array{2.0, 3.0}) == std::array{0.25, 0.0, 0.0});
}
