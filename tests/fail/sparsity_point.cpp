// expect: Etna: the point must have the shapes that the sparsity was asked for.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](const auto& x) { return x[0] * x[1]; };
constexpr auto pattern = etna::sparsity<std::array<double, 2>>(f);
#if defined(ETNA_TWIN)
const auto values = pattern.values(std::array{1.0, 2.0});
#else
const auto values = pattern.values(std::array{1.0, 2.0, 3.0});
#endif
