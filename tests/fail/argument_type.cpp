// expect: Etna: an argument is of a type that cannot be differentiated by
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>
#include <vector>

constexpr auto f = [](const auto& x) { return x[0] * x[1]; };

#if defined(ETNA_TWIN)
const auto gradient = etna::grad(f)(std::array{1.0, 2.0});
#else
const auto gradient = etna::grad(f)(std::vector{1.0, 2.0});
#endif
