// expect: Etna: fit calls loss_and_gradient(parameters, indices, gradient)
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <etna/train.hpp>

using parameters = std::array<double, 1>;

const auto loss = [](const parameters& p, std::span<const std::uint32_t>, parameters& gradient) {
  gradient = p;
#if defined(ETNA_TWIN)
  return p[0];
#endif
};

const auto call = [] {
  parameters p{};
  const auto optimizer = etna::chain(etna::sgd{});
  auto state = optimizer.init(p);
  return etna::fit(p, optimizer, state, {}, 10, loss).step;
};
template <class F>
void run(const F& f) {
  static_cast<void>(f());
}
template void run(const decltype(call)&);
