// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Each problem by library and by hand alone, for profilers: `perf record bench_alone
/// --benchmark_filter=ackley/library`. The figures of two lines were not taken at the same time;
/// for ratios see suite.cpp.

#include <benchmark/benchmark.h>

#include <string>

#include "contenders.hpp"
#include "interleave.hpp"
#include "problems/all.hpp"
#include "sampling.hpp"

namespace {

template <class P>
void add(const char* who, void (*contender)(const bench::point<P>&, bench::result<P>&)) {
  benchmark::RegisterBenchmark((std::string(P::name) + "/" + who).c_str(),
                               [contender](benchmark::State& state) {
                                 const auto points = bench::sample<P>(256);
                                 auto round = bench::over(points, contender);
                                 for (auto _ : state) round();
                                 state.SetItemsProcessed(state.iterations() * 256);
                               });
}

}  // namespace

int main(int argc, char** argv) {
  bench::for_each_problem([]<class P>(std::type_identity<P>) {
    add<P>("hand", bench::by_hand<P>);
    add<P>("library", bench::by_library<P>);
  });
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
