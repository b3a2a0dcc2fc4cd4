// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Batches of xsimd as numbers: the same derivative at several points at once.

#include "etna/etna.hpp"
#include "etna/simd/batch.hpp"
#include "etna/simd/vmap.hpp"
