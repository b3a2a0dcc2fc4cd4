// expect: Etna: the function cannot be traced at compile time.
// expect: an_array_compared_is_many_answers_use_etna_where
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::sum(etna::where(x > 0, x * x, x));
#else
  return x > 0 ? etna::sum(x * x) : etna::sum(x);
#endif
};

const auto gradient = etna::grad(f)(etna::array<double, 3>());
