// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Training: everything of etna/simd.hpp and etna/optimize.hpp, risks over data sets, and loops.

#include "etna/optimize.hpp"
#include "etna/simd.hpp"
#include "etna/train/callbacks.hpp"
#include "etna/train/early_stopping.hpp"
#include "etna/train/empirical_risk.hpp"
#include "etna/train/fit.hpp"
#include "etna/train/microbatches.hpp"
#include "etna/train/range_test.hpp"
#include "etna/train/sampler.hpp"
