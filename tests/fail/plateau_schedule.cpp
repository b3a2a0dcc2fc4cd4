// expect: Etna: a schedule is called with the number of steps
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/train.hpp>

etna::reduce_on_plateau plateau;
#if defined(ETNA_TWIN)
const etna::any_schedule schedule = [](std::int64_t) { return plateau.learning_rate(); };
#else
const etna::any_schedule schedule = plateau;
#endif
