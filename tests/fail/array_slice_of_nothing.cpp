// expect: Etna: an index or a slice goes beyond the end of an array, or holds nothing.
// expect: part_from<3, -3>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::sum(etna::slice(x, 3, -2));
#else
  return etna::sum(etna::slice(x, 3, -3));
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 6>());
