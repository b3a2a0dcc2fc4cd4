// expect: Etna: the function cannot be called with these arguments
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/differentiate/cost_function.hpp>
#include <etna/etna.hpp>

constexpr auto f = [](const auto& x, const auto& y) { return std::array{x[0] * y[0]}; };
#if defined(ETNA_TWIN)
constexpr auto cost = etna::cost_function<2, 1>(f);
#else
constexpr auto cost = etna::cost_function<2>(f);
#endif
bool evaluate(const double* const* x, double* r) { return cost.Evaluate(x, r, nullptr); }
