// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/denormals.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace {

float half_of_smallest() {
  volatile float smallest = std::numeric_limits<float>::min();
  return smallest / 2;
}

}  // namespace

TEST_CASE("denormal numbers are 0 for as long as it is asked for") {
  CHECK(half_of_smallest() > 0);
  {
    const etna::simd::flush_denormals mode(false);
    CHECK(half_of_smallest() > 0);
  }
#if XSIMD_WITH_SSE2
  {
    const etna::simd::flush_denormals mode(true);
    const float flushed = half_of_smallest();
    CHECK(!(flushed > 0));
  }
#endif
  CHECK(half_of_smallest() > 0);
}
