// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Value and gradient at eight points at once, on batches of xsimd, against hand-written scalar
/// code, as a table in Markdown; options.hpp has the usage. The boundary is around many groups of
/// eight points: around one, a call that does nothing takes as long as the batch of the smallest
/// function.

#include <cstdio>
#include <etna/simd.hpp>

#include "contenders.hpp"
#include "interleave.hpp"
#include "options.hpp"
#include "problems/all.hpp"
#include "sampling.hpp"

namespace {

constexpr std::size_t lanes = xsimd::batch<double>::size;
constexpr std::size_t together = 8;

template <class P>
using points_together = std::array<bench::point<P>, together>;
template <class P>
using results_together = std::array<bench::result<P>, together>;
template <class P>
using batches = std::array<bench::point<P, xsimd::batch<double>>, together / lanes>;
template <class P>
using batch_results = std::array<bench::result<P, xsimd::batch<double>>, together / lanes>;

template <class P>
ETNA_BENCH_BOUNDARY void by_library_together(const std::vector<batches<P>>& groups,
                                             batch_results<P>& out) {
  for (const batches<P>& at : groups) {
    for (std::size_t i = 0; i < at.size(); ++i) bench::differentiate(at[i], out[i]);
    bench::keep(out);
  }
}
template <class P>
ETNA_BENCH_BOUNDARY void by_hand_together(const std::vector<points_together<P>>& groups,
                                          results_together<P>& out) {
  for (const points_together<P>& at : groups) {
    for (std::size_t i = 0; i < together; ++i) bench::write_by_hand<P>(at[i], out[i]);
    bench::keep(out);
  }
}

template <class P>
batches<P> gather(const points_together<P>& points) {
  const auto lanes_of = [&](std::size_t first, auto number) {
    std::array<double, lanes> values;
    for (std::size_t k = 0; k < lanes; ++k) values[k] = number(points[first + k]);
    return xsimd::batch<double>::load_unaligned(values.data());
  };
  batches<P> result;
  for (std::size_t b = 0; b < result.size(); ++b) {
    for (std::size_t i = 0; i < P::inputs; ++i) {
      result[b].x[i] = lanes_of(b * lanes, [i](const bench::point<P>& at) { return at.x[i]; });
    }
    for (std::size_t i = 0; i < P::constants; ++i) {
      result[b].constants[i] =
          lanes_of(b * lanes, [i](const bench::point<P>& at) { return at.constants[i]; });
    }
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::size_t points_a_round = 256;
  const bench::options chosen = bench::read_options(argc, argv);

  std::printf(
      "| eight points at once | scalar by hand, ns a point | batch, ns a point | times as fast "
      "|\n");
  std::printf("| --- | --: | --: | --: |\n");
  bench::for_each_problem([&]<class P>(std::type_identity<P>) {
    if (!bench::is_chosen<P>(chosen)) return;
    const auto points = bench::sample<P>(points_a_round);
    std::vector<points_together<P>> apart(points_a_round / together);
    std::vector<batches<P>> gathered;
    for (std::size_t i = 0; i < points.size(); ++i) apart[i / together][i % together] = points[i];
    for (const auto& group : apart) gathered.push_back(gather<P>(group));
    const auto times = bench::interleave(
        chosen.rounds, points_a_round,
        [&, out = batch_results<P>{}]() mutable { by_library_together<P>(gathered, out); },
        [&, out = results_together<P>{}]() mutable { by_hand_together<P>(apart, out); });
    std::printf("| %s | %.1f | %.1f | %.1f |\n", P::name, times[1].nanoseconds,
                times[0].nanoseconds, 1 / times[0].ratio);
    std::fflush(stdout);
  });
}
