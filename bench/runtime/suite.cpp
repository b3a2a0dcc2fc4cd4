// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Value and gradient by the library against the best code by hand, as a table in Markdown;
/// options.hpp has the usage. It fails if the two disagree.

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "contenders.hpp"
#include "interleave.hpp"
#include "options.hpp"
#include "problems/all.hpp"
#include "sampling.hpp"

namespace {

class geometric_mean {
 public:
  void add(double ratio) {
    sum_ += std::log(ratio);
    largest_ = std::max(largest_, ratio);
    ++count_;
  }
  double value() const { return std::exp(sum_ / count_); }
  double largest() const { return largest_; }

 private:
  double sum_ = 0, largest_ = 0;
  int count_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  constexpr std::size_t points_a_round = 256;
  const bench::options chosen = bench::read_options(argc, argv);

  std::printf("| value and gradient | by hand, ns | library, ns | ratio | ceres::Jet | |\n");
  std::printf("| --- | --: | --: | --: | --: | --- |\n");
  geometric_mean library;
  [[maybe_unused]] geometric_mean jet;
  bool agree = true;
  bench::for_each_problem([&]<class P>(std::type_identity<P>) {
    if (!bench::is_chosen<P>(chosen)) return;
    const auto points = bench::sample<P>(points_a_round);
    const double apart = bench::difference<P>(bench::by_library<P>, bench::by_hand<P>, points);
    if (!(apart < bench::largest_difference)) {
      std::printf("%s: library and hand-written code differ by %g\n", P::name, apart);
      agree = false;
    }
    const auto row = [&](const bench::timing& by_library, const bench::timing& by_hand,
                         const char* by_jet) {
      library.add(by_library.ratio);
      std::printf("| %s | %.1f | %.1f | %.2f | %s | %s |\n", P::name, by_hand.nanoseconds,
                  by_library.nanoseconds, by_library.ratio, by_jet, P::remark);
      std::fflush(stdout);
    };
#if defined(ETNA_BENCH_CERES)
    const auto times = bench::interleave(
        chosen.rounds, points_a_round, bench::over(points, bench::by_jet<P>),
        bench::over(points, bench::by_library<P>), bench::over(points, bench::by_hand<P>));
    jet.add(times[0].ratio);
    char by_jet[16];
    std::snprintf(by_jet, sizeof by_jet, "%.2f", times[0].ratio);
    row(times[1], times[2], by_jet);
#else
    const auto times =
        bench::interleave(chosen.rounds, points_a_round, bench::over(points, bench::by_library<P>),
                          bench::over(points, bench::by_hand<P>));
    row(times[0], times[1], "");
#endif
  });
  std::printf("| geometric mean | | | %.3f | ", library.value());
#if defined(ETNA_BENCH_CERES)
  std::printf("%.2f", jet.value());
#endif
  std::printf(" | largest ratio %.2f |\n", library.largest());
  return agree ? 0 : 1;
}
