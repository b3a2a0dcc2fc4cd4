// expect: Etna: only vectors and matrices of one shape can be added.
// expect: etna::vector<double, 3>, etna::vector<double, 2>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#if defined(ETNA_TWIN)
constexpr etna::vector<double, 3> y{};
#else
constexpr etna::vector<double, 2> y{};
#endif

const auto sum = etna::vector<double, 3>{1, 2, 3} + y;
