// expect: Etna: the function cannot be traced at compile time
// expect: For too many branches use etna::where
// expect: too_many_paths_use_etna_where
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

// Seven independent decisions make 128 paths.
constexpr auto sum_of_parts = []<class T>(const std::array<T, 7>& x) {
  T sum = 0.0;
  for (const T& xi : x) {
#if defined(ETNA_TWIN)
    sum += etna::where(xi > 0.0, xi, 0.0);
#else
    if (xi > 0.0) sum += xi;
#endif
  }
  return sum;
};

const auto gradient = etna::grad(sum_of_parts)(std::array<double, 7>{});
