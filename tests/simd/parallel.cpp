// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/parallel.hpp"

#include <doctest/doctest.h>

#include <array>

TEST_CASE("every number once, with one thread or several") {
  std::array<int, 100> calls{};
  const auto call = [&](std::size_t k) { ++calls[k]; };
  etna::parallel_for(1, calls.size(), call);
  for (const int c : calls) CHECK(c == 1);
#if defined(_OPENMP)
  etna::parallel_for(3, calls.size(), call);
  for (const int c : calls) CHECK(c == 2);
#else
  CHECK_THROWS_AS(etna::parallel_for(3, calls.size(), call), std::logic_error);
#endif
  etna::parallel_for(3, 0, call);
  etna::parallel_for(0, 1, call);
  CHECK(calls[0] > 1);
}
