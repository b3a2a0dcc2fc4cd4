// expect: Etna: cost_function needs the sizes of the parameter blocks: cost_function<9, 3>(f).
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/differentiate/cost_function.hpp>
#include <etna/etna.hpp>

constexpr auto f = [](const auto& x) { return std::array{x[0] * x[1]}; };
#if defined(ETNA_TWIN)
constexpr auto cost = etna::cost_function<2>(f);
#else
constexpr auto cost = etna::cost_function(f);
#endif
bool evaluate(const double* const* x, double* r) { return cost.Evaluate(x, r, nullptr); }
