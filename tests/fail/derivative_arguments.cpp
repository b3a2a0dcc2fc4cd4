// expect: Etna: derivative and taylor are of functions of one scalar variable
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#if defined(ETNA_TWIN)
constexpr auto f = [](auto x) { return x * x * x; };
const double second = etna::derivative<2>(f)(1.0);
#else
constexpr auto f = [](auto x, auto y) { return x * x * y; };
const double second = etna::derivative<2>(f)(1.0, 2.0);
#endif
