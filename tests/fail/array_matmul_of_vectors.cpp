// expect: Etna: the shapes of two arrays do not fit together.
// expect: matmul_
// expect: vector_of<3>
// expect: vector_of<1>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// A vector of one element is not repeated.
#include <etna/array.hpp>

constexpr auto f = [](const auto& x, const auto& y) { return etna::matmul(x, y); };

#if defined(ETNA_TWIN)
const etna::array<double, 3> y;
#else
const etna::array<double, 1> y;
#endif
const auto gradient = etna::grad(f)(etna::array<double, 3>(), y);
