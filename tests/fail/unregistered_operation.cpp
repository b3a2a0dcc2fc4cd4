// expect: Etna: an operation of your own must be registered
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

struct cube : etna::operation<"cube", 1> {
  template <class T>
  static constexpr T value(T x) {
    return x * x * x;
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S x, S) {
    return {3.0 * x * x};
  }
};
#if defined(ETNA_TWIN)
ETNA_OPERATION(cube)
#endif

const double slope = etna::grad([](auto x) { return etna::apply<cube>(x); })(2.0);
