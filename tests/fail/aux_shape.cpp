// expect: Etna: with has_aux the function must return a pair (or tuple of two)
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <utility>

constexpr auto f = [](auto x) {
#if defined(ETNA_TWIN)
  return std::pair(x * x, x + 1.0);
#else
  return x * x;
#endif
};

const double slope = etna::value_and_grad(f, etna::has_aux)(2.0).gradient;
