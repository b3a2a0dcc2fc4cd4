// expect: Etna: a rule of this chain acts on gradients but stands behind the rule
// expect: decoupled_weight_decay
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/optimize.hpp>

#if defined(ETNA_TWIN)
const auto optimizer = etna::chain(etna::add_decayed_weights{}, etna::adam{});
#else
const auto optimizer = etna::chain(etna::adam{}, etna::add_decayed_weights{});
#endif
