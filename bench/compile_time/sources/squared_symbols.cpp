// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

struct squared {
  template <class T>
  constexpr T operator()(const T& x) const {
    T power = x + 1.0;
    for (int i = 0; i < 20; ++i) power = power * power;
    return power;
  }
};

double derivative(double x) { return etna::grad(squared{})(x); }
