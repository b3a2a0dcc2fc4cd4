// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Networks: initialisers, layers and losses.

#include "etna/array.hpp"
#include "etna/nn/initializers.hpp"
#include "etna/nn/layers.hpp"
#include "etna/nn/losses.hpp"
