// expect: Etna: a gradient is of a function that returns one scalar
// expect: etna::hessian
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto f = []<class T>(const std::array<T, 2>& x) { return x[0] * x[0] * x[1]; };

#if defined(ETNA_TWIN)
const auto second = etna::hessian(f)(std::array{1.0, 2.0});
#else
const auto second = etna::grad(etna::grad(f))(std::array{1.0, 2.0});
#endif
