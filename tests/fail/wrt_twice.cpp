// expect: Etna: wrt is given twice
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };
#if defined(ETNA_TWIN)
const auto gradient = etna::grad(f, etna::wrt<1, 0>)(1.0, 2.0);
#else
const auto gradient = etna::grad(f, etna::wrt<1>, etna::wrt<0>)(1.0, 2.0);
#endif
