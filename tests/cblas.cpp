// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Large products in a program that links etna::cblas.
#include <doctest/doctest.h>

#include <vector>

#include "etna/array/matmul.hpp"

#if !defined(ETNA_CBLAS)
#error "etna::cblas does not say that it is there"
#endif

namespace {

template <class T>
std::vector<T> numbers(std::size_t size, unsigned seed) {
  std::vector<T> x(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = T(int((i * 7 + seed) * 2654435761u >> 20) % 9 - 4);
  return x;
}

}  // namespace

TEST_CASE_TEMPLATE("CBLAS gives what the tiles give", T, float, double) {
  constexpr std::size_t rows = 320, columns = 350, depth = 310;
  static_assert(rows * columns * depth >= etna::detail::least_for_cblas);
  const auto a = numbers<T>(rows * depth, 1), b = numbers<T>(depth * columns, 2);
  std::vector<T> packed(depth * columns);
  for (const bool ta : {false, true}) {
    for (const bool tb : {false, true}) {
      CAPTURE(ta);
      CAPTURE(tb);
      auto c = numbers<T>(rows * columns, 3), d = c;
      etna::detail::matmul_task<T> task{ta,       tb,       rows,   columns, depth,        a.data(),
                                        b.data(), c.data(), T(0.5), T(2),    packed.data()};
      etna::detail::matmul<etna::simd::default_arch>(task);
      task.c = d.data();
      etna::detail::matmul_by_tiles<etna::simd::pack<T>>(task, 1);
      CHECK(c == d);  // sums of small whole numbers are exact
    }
  }
}
