// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/transpose.hpp"

#include <doctest/doctest.h>

namespace simd = etna::simd;

namespace {

template <class V>
void check() {
  using T = simd::lane_t<V>;
  constexpr std::size_t width = simd::lanes<V>;
  V x[width];
  for (std::size_t k = 0; k < width; ++k) {
    T row[width];
    for (std::size_t i = 0; i < width; ++i) row[i] = static_cast<T>(100 * k + i);
    x[k] = simd::load<V>(row);
  }
  simd::transpose(x);
  for (std::size_t i = 0; i < width; ++i) {
    T column[width];
    simd::store<V>(column, x[i]);
    for (std::size_t k = 0; k < width; ++k) CHECK(column[k] == static_cast<T>(100 * k + i));
  }
}

}  // namespace

TEST_CASE("rows to columns") {
  check<simd::pack<float>>();
  check<simd::pack<double>>();
  check<float>();
#if XSIMD_WITH_FMA3_AVX2
  check<simd::pack<float, xsimd::fma3<xsimd::avx2>>>();
  check<simd::pack<double, xsimd::fma3<xsimd::avx2>>>();
#endif
}
