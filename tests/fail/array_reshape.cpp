// expect: Etna: the shapes of two arrays do not fit together.
// expect: reshape_
// expect: vector_of<6>
// expect: matrix_of<4, -1>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::sum(etna::reshape(x, 3, etna::dynamic));
#else
  return etna::sum(etna::reshape(x, 4, etna::dynamic));
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 6>());
