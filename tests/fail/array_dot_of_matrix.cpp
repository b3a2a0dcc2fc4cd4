// expect: Etna: the shapes of two arrays do not fit together.
// expect: dot_
// expect: matrix_of<2, 3>
// expect: vector_of<3>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x, const auto& y) {
#if defined(ETNA_TWIN)
  return etna::sum(etna::matmul(x, y));
#else
  return etna::dot(x, y);
#endif
};
const auto gradient = etna::grad(f)(etna::array<double, 2, 3>(), etna::array<double, 3>());
