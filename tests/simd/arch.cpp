// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/arch.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <type_traits>

namespace simd = etna::simd;

static_assert(std::is_same_v<simd::pack<float, simd::scalar>, float>);
static_assert(simd::lanes<double> == 1);

namespace {

template <class V>
void check() {
  using T = simd::lane_t<V>;
  constexpr std::size_t width = simd::lanes<V>;
  // Exactly as long as what may be touched, so that a sanitizer sees a read or write beyond it.
  for (std::size_t count = 0; count <= width; ++count) {
    const auto from = std::make_unique<T[]>(count), to = std::make_unique<T[]>(count);
    T sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += from[i] = static_cast<T>(i + 1);
    const V x = simd::load_first<V>(from.get(), count);
    CHECK(simd::reduce_add(x) == sum);  // the other lanes are 0
    simd::store_first<V>(to.get(), x, count);
    for (std::size_t i = 0; i < count; ++i) CHECK(to[i] == from[i]);
    if (count > 0) {
      const V filled = simd::load_first<V>(from.get(), count, T(100));
      CHECK(simd::reduce_add(filled) == sum + T(100) * static_cast<T>(width - count));
      CHECK(simd::reduce_add(simd::blend_first(filled, V(T(0)), count)) == sum);
    }
    T all[width + 1];
    for (T& a : all) a = T(-1);
    simd::store_first<V>(all, V(T(7)), count);
    for (std::size_t i = 0; i <= width; ++i) CHECK(all[i] == (i < count ? T(7) : T(-1)));
  }
  constexpr std::size_t many = 2 * width + 1;
  V batches[many];
  T sums[many];
  for (std::size_t k = 0; k < many; ++k) {
    T lanes[width];
    for (std::size_t i = 0; i < width; ++i) lanes[i] = static_cast<T>(k * width + i);
    batches[k] = simd::load<V>(lanes);
  }
  simd::reduce_add_each<many>(batches, sums);
  for (std::size_t k = 0; k < many; ++k)
    CHECK(sums[k] == static_cast<T>(width * (k * width) + width * (width - 1) / 2));
  T whole[width + 1];
  for (std::size_t i = 0; i <= width; ++i) whole[i] = static_cast<T>(i);
  simd::store<V>(whole, simd::load<V>(whole + 1));
  for (std::size_t i = 0; i < width; ++i) CHECK(whole[i] == static_cast<T>(i + 1));
}

}  // namespace

TEST_CASE("loads and stores, whole and partial") {
  check<simd::pack<float>>();
  check<simd::pack<double>>();
#if XSIMD_WITH_SSE2
  check<simd::pack<float, xsimd::sse2>>();
  check<simd::pack<double, xsimd::sse2>>();
#endif
  check<float>();
  check<double>();
#if XSIMD_WITH_FMA3_AVX2
  check<simd::pack<float, xsimd::fma3<xsimd::avx2>>>();
  check<simd::pack<double, xsimd::fma3<xsimd::avx2>>>();
#endif
}
