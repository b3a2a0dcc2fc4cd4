// expect: Etna: jvp takes two tuples
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x) { return x * x; };

#if defined(ETNA_TWIN)
const double tangent = etna::jvp(f)(std::tuple(2.0), std::tuple(1.0)).tangent;
#else
const double tangent = etna::jvp(f)(2.0, 1.0).tangent;
#endif
