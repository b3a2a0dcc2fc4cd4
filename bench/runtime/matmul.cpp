// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Products of square matrices by the library's own tiles and by the CBLAS that CMake has found, as
/// a table in Markdown: where the one overtakes the other. One thread; options.hpp has the usage.

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <etna/array/matmul.hpp>
#include <etna/core/aligned_buffer.hpp>

#include "boundary.hpp"
#include "interleave.hpp"
#include "options.hpp"

namespace {

namespace simd = etna::simd;

template <class T>
ETNA_BENCH_BOUNDARY void by_tiles(const etna::detail::matmul_task<T>& t) {
  etna::detail::matmul_by_tiles<simd::pack<T>>(t, 1);
}
template <class T>
ETNA_BENCH_BOUNDARY void by_cblas(const etna::detail::matmul_task<T>& t) {
  etna::detail::multiply_by_cblas(t);
}

template <class T>
void measure(const char* type, bool b_transposed, const bench::options& chosen) {
  for (const std::size_t n :
       {16U, 32U, 64U, 128U, 192U, 256U, 320U, 384U, 512U, 768U, 1024U, 2048U}) {
    etna::aligned_buffer<T> a(n * n, T(0), 0), b(n * n, T(0), 1), c(n * n, T(0), 2),
        packed(n * n, T(0), 3), expected(n * n, T(0), 4);
    for (std::size_t i = 0; i < n * n; ++i) {
      a[i] = static_cast<T>(std::sin(static_cast<double>(i)));
      b[i] = static_cast<T>(std::cos(static_cast<double>(i)));
    }
    etna::detail::matmul_task<T> ours{false, b_transposed, n, n, n, a.data(), b.data(), c.data()};
    ours.packed = packed.data();
    auto theirs = ours;
    theirs.c = expected.data();
    by_tiles(ours);
    by_cblas(theirs);
    for (std::size_t i = 0; i < n * n; ++i) {
      if (!(std::fabs(c[i] - expected[i]) < T(1e-2))) {
        std::printf("%zu: the products differ\n", n);
        std::exit(1);
      }
    }
    const auto timings = bench::interleave(
        n > 512 ? 11 : std::min(chosen.rounds, 101), 1, [&] { by_tiles(ours); },
        [&] { by_cblas(theirs); });
    const auto operations = 2 * static_cast<double>(n * n) * static_cast<double>(n);
    std::printf("| %s%s | %zu | %.1f | %.1f | %.2f |\n", type, b_transposed ? ", a bᵀ" : "", n,
                operations / timings[0].nanoseconds, operations / timings[1].nanoseconds,
                timings[0].ratio);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // Those who share work among threads read this before main begins.
  if (!std::getenv("ETNA_BENCH_ONE_THREAD")) {
    for (const char* name : {"ETNA_BENCH_ONE_THREAD", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
                             "BLIS_NUM_THREADS", "MKL_NUM_THREADS"})
      setenv(name, "1", 1);
    execv("/proc/self/exe", argv);
  }
  const bench::options chosen = bench::read_options(argc, argv);
  std::puts(
      "| numbers | size | GFLOP/s by tiles | by CBLAS | time by tiles / by CBLAS |\n"
      "| --- | --- | --- | --- | --- |");
  measure<float>("float", false, chosen);
  measure<float>("float", true, chosen);
  measure<double>("double", false, chosen);
}
