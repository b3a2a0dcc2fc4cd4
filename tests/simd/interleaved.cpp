// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/interleaved.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <random>
#include <type_traits>

#include "etna/etna.hpp"
#include "etna/simd/estimates.hpp"

namespace simd = etna::simd;

namespace {

template <class B>
using two = simd::interleaved<B, 2>;
template <class B>
inline constexpr std::size_t width = simd::lanes<B>;

/// f(x, y) of interleaved batches has the bits of f of each of them.
template <class B, class F>
bool is_of_parts(F f) {
  using T = simd::lane_t<B>;
  constexpr std::size_t size = simd::lanes<two<B>>;
  static_assert(size == 2 * width<B> && std::is_same_v<simd::lane_t<two<B>>, T>);
  std::mt19937 random(5);
  std::uniform_real_distribution<T> number(T(-2), T(2));
  T x[size], y[size], together[size], each[size];
  std::generate(x, x + size, [&] { return number(random); });
  std::generate(y, y + size, [&] { return number(random); });
  x[0] = y[0] = 0;
  y[1] = x[1];
  simd::store(together, two<B>(f(simd::load<two<B>>(x), simd::load<two<B>>(y))));
  for (std::size_t k = 0; k < size; k += width<B>)
    simd::store<B>(each + k, B(f(simd::load<B>(x + k), simd::load<B>(y + k))));
  return std::memcmp(together, each, sizeof each) == 0;
}

template <class B>
void check_operations() {
  using T = simd::lane_t<B>;
  const B c(T(1.5));
  CHECK(is_of_parts<B>([](auto x, auto y) { return x + y; }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return x - y; }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return x * y; }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return x / (y * y + 3); }));
  CHECK(is_of_parts<B>([&](auto x, auto y) { return c * x - y * c + 2 * x; }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::where(x < y, x, T(1)); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::where(x <= y, x, T(1)); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::where(x > y, x, T(1)); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::where(x >= y, x, T(1)); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::where(x == y, x, T(1)); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::where(x != y, x, T(1)); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::max(x, y) - etna::min(x, y); }));
  CHECK(is_of_parts<B>([&](auto x, auto y) { return etna::clamp(x, -c, c) * etna::sign(y); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::sqrt(etna::abs(x)) + etna::tanh(y); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::exp(x) * etna::erf(y); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return etna::fma(x, y, x) + etna::pow(y, 3); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return simd::divide<true>(x, y); }));
  CHECK(is_of_parts<B>([](auto x, auto y) { return simd::divide<false>(x, etna::abs(y)); }));
}

/// Nothing beyond `count` numbers is read or written, whatever part that is in.
template <class B>
void check_memory() {
  using T = simd::lane_t<B>;
  using V = two<B>;
  for (std::size_t count = 0; count <= simd::lanes<V>; ++count) {
    CAPTURE(count);
    // Exactly as long as what may be touched, so that a sanitizer sees a read or write beyond it.
    const auto from = std::make_unique<T[]>(count), to = std::make_unique<T[]>(count);
    for (std::size_t i = 0; i < count; ++i) from[i] = static_cast<T>(i + 1);
    const V x = simd::load_first<V>(from.get(), count, T(-5));
    T all[simd::lanes<V>];
    simd::store(all, x);
    for (std::size_t i = 0; i < simd::lanes<V>; ++i)
      CHECK(all[i] == (i < count ? static_cast<T>(i + 1) : T(-5)));
    simd::store_first(to.get(), x, count);
    CHECK(std::equal(from.get(), from.get() + count, to.get()));
  }
}

template <class B>
void check() {
  check_operations<B>();
  check_memory<B>();
  static_assert(std::is_same_v<simd::part_t<two<B>>, B> && std::is_same_v<simd::part_t<B>, B>);
}

}  // namespace

TEST_CASE_TEMPLATE("interleaved batches", T, float, double) {
#if !defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)
  check<xsimd::batch<T>>();
#endif
#if XSIMD_WITH_SSE2
  check<xsimd::batch<T, xsimd::sse2>>();
  static_assert(std::is_same_v<simd::several_t<xsimd::batch<T, xsimd::sse2>>,
                               two<xsimd::batch<T, xsimd::sse2>>>);
#endif
#if XSIMD_WITH_AVX2
  check<xsimd::batch<T, xsimd::avx2>>();
#endif
  static_assert(std::is_same_v<simd::several_t<T>, T> && std::is_same_v<simd::part_t<T>, T>);
}
