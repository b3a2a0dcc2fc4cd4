// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Eigen's matrices as arguments and results, and dual numbers as their scalars.
/// Reverse mode runs functions at compile time, which Eigen's operations cannot: functions of
/// Eigen's types are differentiated in forward mode, on dual numbers. Least squares by Eigen's
/// decompositions.

#include "etna/eigen/dual.hpp"
#include "etna/eigen/least_squares.hpp"
#include "etna/eigen/matrix.hpp"
#include "etna/eigen/view.hpp"
#include "etna/etna.hpp"
