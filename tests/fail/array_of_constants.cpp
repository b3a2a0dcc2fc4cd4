// expect: Etna: the function cannot be traced at compile time.
// expect: an_array_is_made_where_no_argument_is_one
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

#if defined(ETNA_TWIN)
constexpr auto f = [](const auto& x) { return etna::norm(etna::stack(x[0], 1.0)); };
const auto gradient = etna::grad(f)(etna::array<double, 2>());
#else
constexpr auto f = [](const auto& x) { return etna::norm(etna::stack(x, 1.0)); };
const auto gradient = etna::grad(f)(1.0);
#endif
