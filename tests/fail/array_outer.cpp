// expect: Etna: the shapes of two arrays do not fit together.
// expect: outer_
// expect: vector_of<3>
// expect: matrix_of<3, 3>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x, const auto& y) { return etna::sum(etna::outer(x, y)); };

#if defined(ETNA_TWIN)
const etna::array<double, 3> y;
#else
const etna::array<double, 3, 3> y;
#endif
const auto gradient = etna::grad(f)(etna::array<double, 3>(), y);
