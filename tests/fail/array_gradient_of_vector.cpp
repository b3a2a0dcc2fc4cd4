// expect: For an array or several results use etna::vjp
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::sum(x * x);
#else
  return x * x;
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 3>());
