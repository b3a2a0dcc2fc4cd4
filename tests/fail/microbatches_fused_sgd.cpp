// expect: Etna: microbatches sum gradients, of which fused_sgd makes none
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <boost/hana/define_struct.hpp>
#include <etna/array.hpp>
#include <etna/train.hpp>

template <class S>
struct model {
  using vector = etna::array<S, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(model, (vector, w));
};

void train(etna::parameters<model<float>>& p) {
#if defined(ETNA_TWIN)
  const auto optimizer = etna::chain(etna::sgd{});
#else
  const etna::fused_sgd optimizer;
#endif
  auto state = optimizer.init(p);
  etna::fit(p, optimizer, state, {.epochs = 1}, 100,
            etna::microbatches(10, [](const auto&, auto, auto&) { return 0.0; }));
}
