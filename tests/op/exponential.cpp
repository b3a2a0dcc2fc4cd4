// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/exponential.hpp"

#include "op/check.hpp"
#include "op/modes.hpp"

namespace etna::test {

// y + 1 has the digits of the value, not those of exp(x).
template <>
inline constexpr tolerance tolerance_of<op::expm1_>{.gradient_scale = 1, .second_scale = 1};

TEST_CASE("exponential functions and logarithms") {
  check_operations(op::exponential_operations{});
}

TEST_CASE("where they are exact") {
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return exp(x); }, 0.0, 1, 1));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return expm1(x); }, 0.0, 1, 1));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return log(x); }, 2.0, 0.5, -0.25));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return log1p(x); }, 1.0, 0.5, -0.25));
  ETNA_CHECK_BOTH(derivatives_are([](auto x) { return log1p(x); }, 0.0, 1, -1));
  ETNA_CHECK_BOTH(exp2(10.0) == 1024 && log2(8.0f) == 3 && log10(1000) == 3);
}

TEST_CASE("at the ends of their domains") {
  constexpr double inf = std::numeric_limits<double>::infinity();
  CHECK(derivatives_are([](auto x) { return log(x); }, 0.0, inf, -inf));
  CHECK(derivatives_are([](auto x) { return log1p(x); }, -1.0, inf, -inf));
  CHECK(derivatives_are([](auto x) { return exp(x); }, -inf, 0, 0));
  CHECK(derivatives_are([](auto x) { return exp(x); }, -1e308, 0, 0));
  CHECK(derivatives_are([](auto x) { return log(x); }, 1e308, 1 / 1e308, 0));
}

}  // namespace etna::test
