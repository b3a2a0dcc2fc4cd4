// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The scalar core: functions differentiated while they compile.

#include "etna/core/matrix.hpp"
#include "etna/core/vector.hpp"
#include "etna/differentiate/cost.hpp"
#include "etna/differentiate/custom_derivative.hpp"
#include "etna/differentiate/derivative.hpp"
#include "etna/differentiate/evaluate.hpp"
#include "etna/differentiate/fn.hpp"
#include "etna/differentiate/formula.hpp"
#include "etna/differentiate/grad.hpp"
#include "etna/differentiate/hessian.hpp"
#include "etna/differentiate/hvp.hpp"
#include "etna/differentiate/jacobian.hpp"
#include "etna/differentiate/jvp.hpp"
#include "etna/differentiate/print.hpp"
#include "etna/differentiate/sparsity.hpp"
#include "etna/differentiate/vjp.hpp"
#include "etna/expression/literals.hpp"
#include "etna/op/all.hpp"
