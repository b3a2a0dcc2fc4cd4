// expect: Etna: the cotangent of vjp must have the shape of the function's value.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto f = [](auto x) { return std::array{x * x, 2.0 * x}; };

#if defined(ETNA_TWIN)
const double product = etna::vjp(f)(3.0).pullback(std::array{1.0, 0.0});
#else
const double product = etna::vjp(f)(3.0).pullback(1.0);
#endif
