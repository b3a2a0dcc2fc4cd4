// expect: Etna: with has_aux the function must return a pair (or tuple of two): a scalar, and
// further SPDX-FileCopyrightText: 2026 The Etna authors SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

#include <utility>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return std::pair(etna::sum(x), x * x);
#else
  return std::pair(x * x, etna::sum(x));
#endif
};

const auto r = etna::value_and_grad(f, etna::has_aux)(etna::array<double, 3>());
