// expect: Etna: an index or a slice goes beyond the end of an array, or holds nothing.
// expect: vector_of<4>
// expect: part_from<4, 5>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return x[-1] * x[3];
#else
  return x[-1] * x[4];
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 4>());
