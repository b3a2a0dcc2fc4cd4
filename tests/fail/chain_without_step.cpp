// expect: Etna: no rule of this chain takes a step. Add one, such as sgd{} or adam{}.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/optimize.hpp>

#if defined(ETNA_TWIN)
const auto optimizer = etna::chain(etna::clip_by_value{}, etna::sgd{});
#else
const auto optimizer = etna::chain(etna::clip_by_value{});
#endif
