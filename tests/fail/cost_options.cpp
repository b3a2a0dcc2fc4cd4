// expect: Etna: cost counts both modes; it takes no option but wrt<I...>.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };
#if defined(ETNA_TWIN)
constexpr auto c = etna::cost(f, 1.0, 2.0, etna::wrt<0>);
#else
constexpr auto c = etna::cost(f, 1.0, 2.0, etna::forward_mode);
#endif
