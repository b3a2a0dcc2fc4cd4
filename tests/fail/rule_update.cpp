// expect: Etna: the function of a rule returns neither a V nor an etna::quotient
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <etna/optimize.hpp>

struct descent {
  template <class V>
  auto at(const etna::step_context&) const {
#if defined(ETNA_TWIN)
    return [](const V& g, const V&) { return g; };
#else
    return [](const V& g, const V&) { return std::array<V, 1>{g}; };
#endif
  }
};

int main() {
  std::array<float, 2> p{1, 2}, g{1, 1};
  const auto optimizer = etna::chain(descent());
  auto state = optimizer.init(p);
  optimizer.update(p, g, state);
}
