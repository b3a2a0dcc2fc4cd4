// expect: Etna: the cotangent of vjp must have the shape of the function's value.
// expect: direction_of<0>
// expect: vector_of<4>
// expect: vector_of<3>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& a, const auto& x) { return etna::matmul(a, x); };

#if defined(ETNA_TWIN)
const etna::array<double, 3> c;
#else
const etna::array<double, 4> c;
#endif
const auto product =
    etna::vjp(f)(etna::array<double, 3, 4>(), etna::array<double, 4>()).pullback(c);
