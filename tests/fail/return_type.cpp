// expect: Etna: the function's return type cannot be differentiated
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x) {
#if defined(ETNA_TWIN)
  return x > 0.0 ? x : 2.0 * x;
#else
  return x > 0.0 ? 1 : 2;
#endif
};

const double slope = etna::grad(f)(1.0);
