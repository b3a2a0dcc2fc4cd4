// expect: Etna: the function cannot be called with these arguments
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/differentiate/check_grads.hpp>
#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };
#if defined(ETNA_TWIN)
const bool right{etna::check_grads(f, 1.0, 2.0)};
#else
const bool right{etna::check_grads(f, 1.0)};
#endif
