// expect: Etna: the shapes of two arrays do not fit together.
// expect: matmul_
// expect: matrix_of<3, 4>
// expect: matrix_of<5, 2>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& a, const auto& b) { return etna::sum(etna::matmul(a, b)); };

#if defined(ETNA_TWIN)
const etna::array<double, 4, 2> b;
#else
const etna::array<double, 5, 2> b;
#endif
const auto gradient = etna::grad(f)(etna::array<double, 3, 4>(), b);
