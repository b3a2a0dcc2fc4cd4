// expect: Etna: a variable has no value; the note on `value_of_variable` spells its name.
// expect: 'b', 'e', 't', 'a'
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

using namespace etna::literals;

constexpr auto e = "x"_v * "beta"_v;

#if defined(ETNA_TWIN)
const auto gradient = etna::grad(e)("x"_v = 2.0, "beta"_v = 3.0);
#else
const auto gradient = etna::grad(e)("x"_v = 2.0);
#endif
