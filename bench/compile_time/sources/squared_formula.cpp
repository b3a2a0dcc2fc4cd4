// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

using namespace etna::literals;

template <int N, class E>
constexpr auto squared(const E& e) {
  if constexpr (N == 0) {
    return e;
  } else {
    return squared<N - 1>(e * e);
  }
}

double derivative(double x) { return etna::grad(squared<20>(etna::arg<0> + 1_c))(x); }
