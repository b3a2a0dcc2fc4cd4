// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The elementary functions of plain numbers, constexpr with every compiler:
/// etna::math::sin(double) and so on.
///
/// At run time each is the C library's function and nothing else. In constant evaluation it is this
/// library's, on any platform rounded to the nearest float, double or long double except very near
/// a tie (at most 0.51 units in the last place), with the special values of C's Annex F: NaN and
/// infinities are results, never errors. It is off by more only where the result is subnormal (1
/// ulp), and where terms cancel: next to a zero of lgamma of negative arguments, or of polygamma
/// (0.55 ulp of the largest term).
///
/// A call takes 50 to 2,500 of the 1,048,576 steps that Clang allows a constant expression by
/// default: exp, log, sin of double 50 to 250, pow 1,100, gamma functions 2,000; polygamma of long
/// double 3,000 and more.

#include "etna/core/math/arithmetic.hpp"
#include "etna/core/math/constants.hpp"
#include "etna/core/math/error_function.hpp"
#include "etna/core/math/exponential.hpp"
#include "etna/core/math/gamma.hpp"
#include "etna/core/math/hyperbolic.hpp"
#include "etna/core/math/inverse_trigonometric.hpp"
#include "etna/core/math/polygamma.hpp"
#include "etna/core/math/power.hpp"
#include "etna/core/math/rounding.hpp"
#include "etna/core/math/trigonometric.hpp"
