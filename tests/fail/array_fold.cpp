// expect: Etna: the function cannot be traced at compile time.
// expect: fold_knows_sums_products_maxima_and_minima
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::fold([](auto a, auto e) { return a * (e + 1); }, 1.0, x);
#else
  return etna::fold([](auto a, auto e) { return a * e + 1; }, 1.0, x);
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 3>());
