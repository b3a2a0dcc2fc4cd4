// expect: Etna: an argument is an integer; write 1.0 instead of 1.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/differentiate/check_grads.hpp>
#include <etna/etna.hpp>

constexpr auto f = [](auto x) { return x * x; };
#if defined(ETNA_TWIN)
const auto check = etna::check_grads(f, 2.0);
#else
const auto check = etna::check_grads(f, 2);
#endif
