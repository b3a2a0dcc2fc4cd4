// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "problems/all.hpp"

#include <doctest/doctest.h>

#include "contenders.hpp"
#include "sampling.hpp"

TEST_CASE("the benchmarks' hand-written gradients are the library's") {
  bench::for_each_problem([]<class P>(std::type_identity<P>) {
    CAPTURE(P::name);
    const auto points = bench::sample<P>(100);
    CHECK(bench::difference<P>(bench::by_library<P>, bench::by_hand<P>, points) <
          bench::largest_difference);
  });
}

TEST_CASE("bundle adjustment without rotation takes the other branch") {
  using P = bench::bundle_adjustment;
  auto points = bench::sample<P>(20);
  for (auto& at : points) at.x[0] = at.x[1] = at.x[2] = 0;
  CHECK(bench::difference<P>(bench::by_library<P>, bench::by_hand<P>, points) <
        bench::largest_difference);
}
