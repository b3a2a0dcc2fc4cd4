// expect: Etna: wrt names an argument that the function does not have
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

#if defined(ETNA_TWIN)
const double slope = etna::grad(f, etna::wrt<1>)(2.0, 3.0);
#else
const double slope = etna::grad(f, etna::wrt<2>)(2.0, 3.0);
#endif
