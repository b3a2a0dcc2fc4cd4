// expect: Etna: the function has more nodes than a graph can hold
// expect: ETNA_GRAPH_NODES
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#define ETNA_GRAPH_NODES 4096  // the default takes a minute to fill

#include <etna/etna.hpp>

constexpr auto f = [](auto x) {
#if defined(ETNA_TWIN)
  constexpr int nodes = 100;
#else
  constexpr int nodes = 5000;
#endif
  auto y = x;
  for (int k = 1; k < nodes; ++k) y = y + x;
  return y;
};

const double slope = etna::grad(f)(1.0);
