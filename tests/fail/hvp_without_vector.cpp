// expect: Etna: hvp takes the point, then as many vectors
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x) { return x * x * x; };

#if defined(ETNA_TWIN)
const double product = etna::hvp(f)(2.0, 1.0);
#else
const double product = etna::hvp(f)(2.0);
#endif
