// expect: Etna: forward_mode and reverse_mode exclude each other.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x) { return x * x; };

#if defined(ETNA_TWIN)
const double slope = etna::grad(f, etna::forward_mode)(2.0);
#else
const double slope = etna::grad(f, etna::forward_mode, etna::reverse_mode)(2.0);
#endif
