// expect: Etna: the derivative has more nodes than a graph can hold
// expect: ETNA_GRAPH_NODES
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#define ETNA_GRAPH_NODES 256  // the default takes a minute to fill

#include <array>
#include <etna/etna.hpp>

#if defined(ETNA_TWIN)
constexpr int n = 4;
#else
constexpr int n = 16;
#endif

// A Hessian of n² / 2 entries, each of several operations.
constexpr auto f = []<class T>(const std::array<T, n>& x) {
  T y = x[0];
  for (int i = 1; i < n; ++i) y = sin(y * x[static_cast<std::size_t>(i)]);
  return y;
};

const auto curvature = etna::hessian(f)(std::array<double, n>{});
