// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Vectors and matrices as operands: functions of whole arrays, differentiated to fused SIMD loops
/// and products of matrices.

#include "etna/array/arrangement.hpp"
#include "etna/array/array.hpp"
#include "etna/array/descent.hpp"
#include "etna/array/fold.hpp"
#include "etna/array/functions.hpp"
#include "etna/array/indexing.hpp"
#include "etna/array/print.hpp"
#include "etna/array/run.hpp"
#include "etna/array/vmap.hpp"
#include "etna/array/workspace.hpp"
#include "etna/etna.hpp"
