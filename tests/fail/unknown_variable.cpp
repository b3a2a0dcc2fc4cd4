// expect: Etna: there is no variable of this name; the note on `variable_of_the_formula` spells it.
// expect: 'z', 'e', 't', 'a'
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

using namespace etna::literals;

constexpr auto e = "x"_v * "y"_v;

#if defined(ETNA_TWIN)
const double value = e("x"_v = 2.0, "y"_v = 3.0);
#else
const double value = e("x"_v = 2.0, "y"_v = 3.0, "zeta"_v = 4.0);
#endif
