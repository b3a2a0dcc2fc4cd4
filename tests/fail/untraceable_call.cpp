// expect: Etna: the function cannot be traced at compile time
// expect: return decay(x) * x
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

template <class T>
#if defined(ETNA_TWIN)
constexpr
#endif
    T decay(T x) {
  return exp(-x);
}

constexpr auto f = [](auto x) { return decay(x) * x; };

const double slope = etna::grad(f)(1.0);
