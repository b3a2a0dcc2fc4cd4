// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Training: everything of etna/simd.hpp and etna/optimize.hpp, and risks over data sets.

#include "etna/optimize.hpp"
#include "etna/simd.hpp"
#include "etna/train/empirical_risk.hpp"
