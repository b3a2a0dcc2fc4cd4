// expect: Etna: a comparison of formulas is not decided where it is written
// expect: etna::where
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

using namespace etna::literals;

constexpr auto x = "x"_v;

double larger_than_one() {
#if defined(ETNA_TWIN)
  return where(x > 1.0, x, 1.0)("x"_v = 2.0);
#else
  return x > 1.0 ? 2.0 : 1.0;
#endif
}
