// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Of what is timed: a function of its own, at an address that does not depend on its neighbours.
#define ETNA_BENCH_BOUNDARY __attribute__((noinline, aligned(64)))
