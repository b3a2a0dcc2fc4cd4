// expect: Etna: the rule of a custom_derivative must return one partial derivative
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

#include <array>

constexpr auto value = [](auto x, auto y) { return x * y; };
constexpr auto rule = [](auto x, auto y) {
#if defined(ETNA_TWIN)
  return std::array{y, x};
#else
  return x + y;
#endif
};

const auto gradient = etna::grad(etna::custom_derivative(value, rule))(2.0, 3.0);
