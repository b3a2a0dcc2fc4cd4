// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(ETNA_CBLAS)
#include <cblas.h>
#endif
#include <cstddef>

/// \file
/// Products of large matrices by CBLAS, in programs that link etna::cblas.

namespace etna::detail {

#if defined(ETNA_CBLAS)
/// From so many multiplications on CBLAS takes over, which copies parts of both matrices to where
/// they fit the caches (bench_matmul shows the crossing).
inline constexpr std::size_t least_for_cblas = 1 << 25;

inline constexpr auto gemm_of(float) { return cblas_sgemm; }
inline constexpr auto gemm_of(double) { return cblas_dgemm; }

/// The product of a matmul_task; threads are CBLAS's own.
template <class Task>
void multiply_by_cblas(const Task& t) {
  const auto size = [](std::size_t n) { return static_cast<int>(n); };
  gemm_of(t.alpha)(CblasRowMajor, t.a_transposed ? CblasTrans : CblasNoTrans,
                   t.b_transposed ? CblasTrans : CblasNoTrans, size(t.rows), size(t.columns),
                   size(t.depth), t.alpha, t.a, size(t.a_transposed ? t.rows : t.depth), t.b,
                   size(t.b_transposed ? t.depth : t.columns), t.beta, t.c, size(t.columns));
}
#endif

}  // namespace etna::detail
