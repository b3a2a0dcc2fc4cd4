// expect: Etna: the function cannot be called with these arguments
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#if defined(ETNA_TWIN)
constexpr auto f = [](auto x) { return x * x; };
#else
constexpr auto f = [](double x) { return x * x; };
#endif

const double slope = etna::grad(f)(2.0);
