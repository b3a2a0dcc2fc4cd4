// expect: Etna: the function cannot be traced at compile time.
// expect: a_scalar_has_no_elements
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::sum(x[0]);
#else
  return etna::sum(x)[0];
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 2, 2>());
