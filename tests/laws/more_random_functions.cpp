// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "laws/random_functions.hpp"

TEST_CASE("random functions, compiled, agree with 50-digit arithmetic") {
  // Sanitizers see as much in a few, and take long to compile them.
  constexpr std::uint64_t functions = etna::detail::instrumented ? 3 : 12;
  const int left_out =
      etna::test::check_functions<200>(std::make_integer_sequence<std::uint64_t, functions>{});
  CHECK(left_out <= 2);
}
