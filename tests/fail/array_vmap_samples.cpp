// expect: Etna: the shapes of two arrays do not fit together.
// expect: vmap_
// expect: matrix_of<3, 2>
// expect: vector_of<5>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto of_one = [](const auto& x, const auto& y) { return etna::sum(x) * y; };
constexpr auto f = [](const auto& x, const auto& y) {
  return etna::sum(etna::vmap(of_one, etna::in_axes<0, 0>)(x, y));
};

#if defined(ETNA_TWIN)
const etna::array<double, 3> y;
#else
const etna::array<double, 5> y;
#endif
const auto gradient = etna::grad(f)(etna::array<double, 3, 2>(), y);
