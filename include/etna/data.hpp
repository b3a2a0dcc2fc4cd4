// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Data sets from files: tables of numbers (CSV), images and labels (IDX, the format of MNIST);
/// plain, or compressed by gzip.

#include "etna/data/csv.hpp"
#include "etna/data/error.hpp"
#include "etna/data/idx.hpp"
