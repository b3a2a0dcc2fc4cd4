// expect: Etna: a closure with captures can be differentiated in forward mode only
// expect: etna::with(
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

double scaled_slope(double scale) {
#if defined(ETNA_TWIN)
  return etna::grad(etna::with([](auto x, auto k) { return k * x * x; }, scale))(1.0);
#else
  return etna::grad([scale](auto x) { return scale * x * x; })(1.0);
#endif
}
