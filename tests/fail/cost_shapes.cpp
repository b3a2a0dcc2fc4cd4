// expect: Etna: the function does not take scalars only; give its arguments, or their types
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <etna/etna.hpp>

constexpr auto f = []<class T>(const std::array<T, 2>& x) { return x[0] * x[1]; };
#if defined(ETNA_TWIN)
constexpr auto c = etna::cost<std::array<double, 2>>(f);
#else
constexpr auto c = etna::cost(f);
#endif
