// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The elementary functions of plain numbers, constexpr with every compiler:
/// etna::math::sin(double) and so on.
///
/// At run time each is the C library's function and nothing else. In constant evaluation it is this
/// library's: rounded to the nearest number except very near a tie (at most 0.51 units in the last
/// place for float, double and long double, on any platform), with the special values of C's Annex
/// F: NaN and infinities are results, never errors.

#include "etna/core/math/arithmetic.hpp"
#include "etna/core/math/constants.hpp"
#include "etna/core/math/exponential.hpp"
#include "etna/core/math/hyperbolic.hpp"
#include "etna/core/math/inverse_trigonometric.hpp"
#include "etna/core/math/power.hpp"
#include "etna/core/math/trigonometric.hpp"
