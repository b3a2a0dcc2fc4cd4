// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/matmul.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "array/check.hpp"

namespace {

/// Small whole numbers: sums of them are exact. Beyond the end there is a guard.
template <class T>
std::vector<T> numbers(std::size_t size, unsigned seed) {
  std::vector<T> x(size + 1);
  for (std::size_t i = 0; i < size; ++i) x[i] = T(int((i * 7 + seed) * 2654435761u >> 20) % 9 - 4);
  x[size] = T(1e6);
  return x;
}

template <class T, class Arch>
void check(bool ta, bool tb, std::size_t rows, std::size_t columns, std::size_t depth, T alpha,
           T beta, int threads = 1) {
  const auto a = numbers<T>(rows * depth, 1), b = numbers<T>(depth * columns, 2);
  auto c = numbers<T>(rows * columns, 3);
  const auto before = c;
  std::vector<T> packed(depth * columns), partial(rows * columns);
  etna::detail::matmul<Arch, T>({ta, tb, rows, columns, depth, a.data(), b.data(), c.data(), alpha,
                                 beta, packed.data(), partial.data()},
                                threads);
  bool right = c.back() == T(1e6);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      T sum = 0;
      for (std::size_t k = 0; k < depth; ++k)
        sum += (ta ? a[k * rows + i] : a[i * depth + k]) *
               (tb ? b[j * depth + k] : b[k * columns + j]);
      right = right && c[i * columns + j] == alpha * sum + beta * before[i * columns + j];
    }
  }
  CAPTURE(rows);
  CAPTURE(columns);
  CAPTURE(depth);
  CAPTURE(ta);
  CAPTURE(tb);
  CHECK(right);
}

template <class T, class Arch>
void check_all() {
  for (const bool ta : {false, true}) {
    for (const bool tb : {false, true}) {
      for (const std::size_t rows : {1U, 2U, 3U, 7U, 8U, 9U, 17U, 20U}) {
        for (const std::size_t columns :
             {1U, 2U, 7U, 8U, 9U, 16U, 17U, 24U, 31U, 33U, 47U, 48U, 49U, 70U})
          check<T, Arch>(ta, tb, rows, columns, 5, T(1), T(0));
      }
      check<T, Arch>(ta, tb, 9, 50, 1, T(-0.5), T(2));
      check<T, Arch>(ta, tb, 9, 50, 0, T(1), T(0));
      check<T, Arch>(ta, tb, 5, 20, 2050, T(0.5), T(1));
      for (const std::size_t depth : {1U, 7U, 16U, 2050U}) {
        check<T, Arch>(ta, tb, 1, 37, depth, T(0.5), T(2));
        check<T, Arch>(ta, tb, 37, 1, depth, T(0.5), T(2));
      }
#if defined(_OPENMP)
      for (const int threads : {1, 2, 3, 4}) {
        check<T, Arch>(ta, tb, 83, 60, 70, T(1), T(0), threads);
        check<T, Arch>(ta, tb, 33, 35, 301, T(-0.5), T(2), threads);
      }
#endif
    }
  }
}

TEST_CASE_TEMPLATE("products of matrices", T, float, double) {
  check_all<T, etna::simd::default_arch>();
  check_all<T, etna::simd::scalar>();
#if XSIMD_WITH_SSE2
  check_all<T, xsimd::sse2>();
#endif
#if XSIMD_WITH_AVX2
  check_all<T, xsimd::avx2>();
#endif
}

#if defined(_OPENMP)
TEST_CASE_TEMPLATE("the same bits for any number of threads", T, float, double) {
  constexpr std::size_t sizes[][3] = {{16, 50, 784}, {64, 70, 400}, {300, 40, 500}, {5, 33, 3000}};
  for (const auto& size : sizes) {
    const std::size_t rows = size[0], columns = size[1], depth = size[2];
    CAPTURE(rows);
    const auto a = tests::random_matrix<T>(rows, depth, 1),
               b = tests::random_matrix<T>(depth, columns, 2);
    tests::matrix<T> partial(rows, columns), one(rows, columns), several(rows, columns);
    const auto multiply = [&](tests::matrix<T>& c, int threads) {
      etna::detail::matmul<etna::simd::default_arch, T>(
          {false, false, rows, columns, depth, a.data(), b.data(), c.data(), T(1), T(0), nullptr,
           threads > 1 ? partial.data() : nullptr},
          threads);
    };
    multiply(one, 1);
    for (const int threads : {2, 3, 4}) {
      multiply(several, threads);
      CHECK(std::equal(one.begin(), one.end(), several.begin()));
    }
  }
}
#endif

}  // namespace
