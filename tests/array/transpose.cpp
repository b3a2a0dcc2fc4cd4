// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/array/transpose.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace {

template <class T, class Arch>
void check() {
  for (const std::size_t rows : {0U, 1U, 7U, 16U, 33U}) {
    for (const std::size_t columns : {0U, 1U, 8U, 15U, 16U, 50U}) {
      std::vector<T> from(rows * columns), to(rows * columns + 1, T(-1));
      for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<T>(i);
      etna::detail::transpose_matrix<etna::simd::pack<T, Arch>>(rows, columns, from.data(),
                                                                to.data());
      bool right = to.back() == T(-1);
      for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j)
          right = right && to[j * rows + i] == from[i * columns + j];
      }
      CAPTURE(rows);
      CAPTURE(columns);
      CHECK(right);
    }
  }
}

}  // namespace

TEST_CASE_TEMPLATE("transposes", T, float, double) {
  check<T, etna::simd::default_arch>();
  check<T, etna::simd::scalar>();
}
