// expect: Etna: the function cannot be traced at compile time
// expect: write etna::exp(0.5) for std::exp(0.5)
// expect: return x * std::exp(1000.0)
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <cmath>

constexpr auto f = [](auto x) {
#if defined(ETNA_TWIN)
  return x * etna::exp(1000.0);
#else
  return x * std::exp(1000.0);  // GCC computes a std::exp that does not overflow itself
#endif
};

const double slope = etna::grad(f)(1.0);
