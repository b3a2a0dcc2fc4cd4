// expect: Etna: the function cannot be traced at compile time
// expect: For too many branches use etna::where
// expect: too_many_decisions_on_one_path_use_etna_where
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto halve = [](auto x) {
#if defined(ETNA_TWIN)
  for (int k = 0; k < 20; ++k) x = 0.5 * x;
#else
  while (x > 1e-6) x = 0.5 * x;
#endif
  return x;
};

const double slope = etna::grad(halve)(1.0);
