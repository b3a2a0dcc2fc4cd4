// expect: Etna: the function cannot be traced at compile time.
// expect: vmap_maps_no_branch_use_etna_where
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto one = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::where(etna::sum(x) > 0, etna::sum(x), etna::norm(x));
#else
  return etna::sum(x) > 0 ? etna::sum(x) : etna::norm(x);
#endif
};
constexpr auto f = [](const auto& x) { return etna::sum(etna::vmap(one, etna::in_axes<0>)(x)); };

const auto gradient = etna::grad(f)(etna::array<double, 4, 3>());
