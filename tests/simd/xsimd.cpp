// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/xsimd.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

TEST_CASE_TEMPLATE("products and sums that round once", T, float, double) {
  using batch = xsimd::batch<T>;
  // (1 + e)² = 1 + 2 e + e², of which e² is rounded away
  const T e = std::numeric_limits<T>::epsilon(), x = 1 + e, square = x * x;
  const auto is = [](batch y, T expected) { return xsimd::all(y == batch(expected)); };
  CHECK(is(etna::simd::product_error(batch(x), batch(x), batch(square)), e * e));
  if constexpr (etna::simd::is_fused<typename batch::arch_type>) {
    CHECK(is(etna::simd::multiply_add(batch(x), batch(x), batch(-square)), e * e));
    CHECK(is(etna::simd::multiply_subtract(batch(x), batch(x), batch(square)), e * e));
    CHECK(is(etna::simd::subtract_product(batch(x), batch(x), batch(square)), -e * e));
  }
  CHECK(is(etna::simd::multiply_add(batch(2), batch(3), batch(5)), 11));
  CHECK(is(etna::simd::multiply_subtract(batch(2), batch(3), batch(5)), 1));
  CHECK(is(etna::simd::subtract_product(batch(2), batch(3), batch(5)), -1));
}
