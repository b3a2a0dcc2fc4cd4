// expect: Of functions of arrays there are no Jacobians and Hessians, but jvp, vjp and hvp.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) { return etna::sum(x * x); };

#if defined(ETNA_TWIN)
const auto product = etna::hvp(f)(etna::array<double, 3>(), etna::array<double, 3>());
#else
const auto matrix = etna::hessian(f)(etna::array<double, 3>());
#endif
