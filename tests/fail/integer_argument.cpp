// expect: Etna: an argument is an integer; write 1.0 instead of 1.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

#if defined(ETNA_TWIN)
const auto gradient = etna::grad(f)(2.0, 1.0);
#else
const auto gradient = etna::grad(f)(2.0, 1);
#endif
