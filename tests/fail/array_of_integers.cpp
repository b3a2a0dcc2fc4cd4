// expect: Etna: elements of arrays of integers (labels, indices) cannot be arranged anew
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& x, const auto& k) {
#if defined(ETNA_TWIN)
  return etna::sum(etna::gather(x, k));
#else
  return etna::sum(etna::gather(x, etna::slice(k, 1)));
#endif
};

const auto value = etna::evaluate(f)(etna::array<double, 4>(), etna::array<int, 3>());
