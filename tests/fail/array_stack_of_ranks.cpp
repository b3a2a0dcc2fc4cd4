// expect: Etna: the shapes of two arrays do not fit together.
// expect: stack_
// expect: one_number
// expect: vector_of<3>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x, const auto& y) { return etna::sum(etna::stack(x, y)); };

#if defined(ETNA_TWIN)
const double y = 1;
#else
const etna::array<double, 3> y;
#endif
// An array is needed for a function of arrays.
constexpr auto g = [](const auto& x, const auto& y, const auto& z) {
  return f(x, y) * etna::sum(z);
};
const auto gradient = etna::grad(g)(1.0, y, etna::array<double, 3>());
