// expect: For an array or several results use etna::vjp or etna::jvp
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

#include <tuple>

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return etna::sum(x) + etna::sum(x * x);
#else
  return std::tuple(etna::sum(x), etna::sum(x * x));
#endif
};

const auto gradient = etna::value_and_grad(f)(etna::array<double, 3>());
