// expect: Etna: the vector of hvp must have the shape of the point.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto f = []<class T>(const std::array<T, 2>& x) { return x[0] * x[0] * x[1]; };

#if defined(ETNA_TWIN)
const auto product = etna::hvp(f)(std::array{1.0, 2.0}, std::array{1.0, 0.0});
#else
const auto product = etna::hvp(f)(std::array{1.0, 2.0}, 1.0);
#endif
