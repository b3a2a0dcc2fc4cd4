// expect: Etna: a pointer to a function is known at run time only
// expect: ETNA_FN(
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#if defined(ETNA_TWIN)
template <class T>
constexpr T cubic(T x) {
  return x * x * x;
}
double slope() { return etna::grad(ETNA_FN(cubic))(3.0); }
#else
double cubic(double x) { return x * x * x; }
double slope() { return etna::grad(cubic)(3.0); }
#endif
