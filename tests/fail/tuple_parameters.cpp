// expect: Etna: parameters are in a tuple, whose members are in no particular order
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <etna/optimize.hpp>
#include <tuple>

#if defined(ETNA_TWIN)
std::array<double, 2> parameters{1.0, 2.0};
#else
std::tuple<double, double> parameters{1.0, 2.0};
#endif

const auto state = etna::chain(etna::sgd{}).init(parameters);
