// expect: Etna: the vector of hvp must have the shape of the point.
// expect: direction_of<0>
// expect: one_number
// expect: vector_of<-1>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

#include <vector>

constexpr auto f = [](const auto& x) { return etna::sum(x * x); };

#if defined(ETNA_TWIN)
const std::vector<double> v(3);
#else
const double v = 1;
#endif
const auto product = etna::hvp(f)(std::vector<double>(3), v);
