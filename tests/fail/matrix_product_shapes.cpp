// expect: Etna: a matrix times a vector must have as many columns as the vector has elements.
// expect: etna::matrix<etna::symbol, 2, 3>, etna::vector<etna::symbol, 2>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#if defined(ETNA_TWIN)
constexpr etna::vector<double, 3> x{};
#else
constexpr etna::vector<double, 2> x{};
#endif

const auto gradient = etna::grad([](const auto& m, const auto& v) { return norm(m * v); })(
    etna::matrix<double, 2, 3>{}, x);
