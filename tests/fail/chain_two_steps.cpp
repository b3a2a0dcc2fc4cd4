// expect: Etna: two rules of this chain take a step
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/optimize.hpp>

#if defined(ETNA_TWIN)
const auto optimizer = etna::chain(etna::adam{});
#else
const auto optimizer = etna::chain(etna::adam{}, etna::sgd{});
#endif
