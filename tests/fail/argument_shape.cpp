// expect: Etna: the function cannot be called with these arguments
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto f = []<class T>(const std::array<T, 3>& x) { return x[0] * x[1] * x[2]; };

#if defined(ETNA_TWIN)
const auto gradient = etna::grad(f)(std::array{1.0, 2.0, 3.0});
#else
const auto gradient = etna::grad(f)(std::array{1.0, 2.0});
#endif
