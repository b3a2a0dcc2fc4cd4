// expect: Etna: jvp needs a tangent for every primal
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

#if defined(ETNA_TWIN)
const double tangent = etna::jvp(f)(std::tuple(2.0, 3.0), std::tuple(1.0, 0.0)).tangent;
#else
const double tangent = etna::jvp(f)(std::tuple(2.0, 3.0), std::tuple(1.0)).tangent;
#endif
