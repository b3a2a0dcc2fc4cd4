// expect: Etna: the parameters of a risk have a size that is known when it is compiled
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <etna/train.hpp>
#include <vector>

constexpr auto loss = [](const auto& w, auto x) { return w[0] * x; };
const std::vector<double> samples{1.0, 2.0};

#if defined(ETNA_TWIN)
const std::array<double, 1> parameters{1.0};
#else
const std::vector<double> parameters{1.0};
#endif

const auto call = [] { return etna::empirical_risk(loss)(parameters, samples); };
template <class F>
void run(const F& f) {
  static_cast<void>(f());
}
template void run(const decltype(call)&);
