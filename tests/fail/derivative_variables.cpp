// expect: Etna: derivative and taylor are of functions of one scalar variable
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto f = []<class T>(const std::array<T, 1>& x) { return x[0] * x[0] * x[0]; };

#if defined(ETNA_TWIN)
const double third = etna::derivative<3>([](auto x) { return f(std::array{x}); })(2.0);
#else
const double third = etna::derivative<3>(f)(std::array{2.0});
#endif
