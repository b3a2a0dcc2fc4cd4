// expect: Etna: none of the arguments is a range of points
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <etna/simd.hpp>
#include <vector>

constexpr auto f = [](auto x) { return x * x; };

#if defined(ETNA_TWIN)
const std::vector<double> x{1.0, 2.0};
#else
const double x = 1.0;
#endif

const auto y = etna::vmap(f)(x);
