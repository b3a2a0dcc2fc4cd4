// expect: Etna: a tangent of jvp must have the shape of its primal.
// expect: direction_of<1>
// expect: vector_of<5>
// expect: vector_of<4>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

#include <tuple>

constexpr auto f = [](const auto& a, const auto& x) { return etna::matmul(a, x); };

const etna::array<double, 3, 4> a;
const etna::array<double, 4> x;
#if defined(ETNA_TWIN)
const etna::array<double, 4> v;
#else
const etna::array<double, 5> v;
#endif
const auto tangent = etna::jvp(f)(std::tuple(a, x), std::tuple(a, v)).tangent;
