// expect: Etna: this derivative is of functions of scalars.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) { return etna::sum(x * x); };

#if defined(ETNA_TWIN)
const auto gradient = etna::grad(f)(etna::array<double, 3>());
#else
const auto gradient = etna::grad(f, etna::forward_mode)(etna::array<double, 3>());
#endif
