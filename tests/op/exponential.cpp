// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/exponential.hpp"

#include "op/check.hpp"

namespace etna::test {

// y + 1 has the digits of the value, not those of exp(x).
template <>
inline constexpr tolerance tolerance_of<op::expm1_>{.gradient_scale = 1, .second_scale = 1};

TEST_CASE("exponential functions and logarithms") {
  check_operations(op::exponential_operations{});
}

}  // namespace etna::test
