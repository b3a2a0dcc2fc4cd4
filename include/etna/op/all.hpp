// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/activation.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/comparison.hpp"
#include "etna/op/constant.hpp"
#include "etna/op/control.hpp"
#include "etna/op/exponential.hpp"
#include "etna/op/hyperbolic.hpp"
#include "etna/op/piecewise.hpp"
#include "etna/op/power.hpp"
#include "etna/op/rounding.hpp"
#include "etna/op/select.hpp"
#include "etna/op/special.hpp"
#include "etna/op/trigonometric.hpp"
