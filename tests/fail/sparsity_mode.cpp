// expect: Etna: forward_mode and reverse_mode are about Jacobians
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };
#if defined(ETNA_TWIN)
constexpr auto pattern = etna::sparsity(f, 1.0, 2.0);
#else
constexpr auto pattern = etna::sparsity(f, 1.0, 2.0, etna::forward_mode);
#endif
