// expect: Etna: a bare pointer does not say how many numbers it points to; pass std::span<const T,
// N> SPDX-FileCopyrightText: 2026 The Etna authors SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <span>

constexpr auto f = []<class T>(const T* x) { return x[0] * x[1]; };

double first_partial(const double* x) {
#if defined(ETNA_TWIN)
  return etna::grad(f)(std::span<const double, 2>(x, 2))[0];
#else
  return etna::grad(f)(x)[0];
#endif
}
