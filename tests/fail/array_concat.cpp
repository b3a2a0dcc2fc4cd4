// expect: Etna: the shapes of two arrays do not fit together.
// expect: concat_<0>
// expect: matrix_of<2, 3>
// expect: matrix_of<2, 4>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x, const auto& y) {
#if defined(ETNA_TWIN)
  return etna::sum(etna::concat(x, y, etna::axis<1>));
#else
  return etna::sum(etna::concat(x, y));
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 2, 3>(), etna::array<double, 2, 4>());
