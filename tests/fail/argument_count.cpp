// expect: Etna: the function cannot be called with these arguments
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto product = [](auto x, auto y) { return x * y; };

#if defined(ETNA_TWIN)
const auto gradient = etna::grad(product)(2.0, 3.0);
#else
const auto gradient = etna::grad(product)(2.0);
#endif
