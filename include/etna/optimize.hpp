// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Optimizers: rules, and what chains them to one pass over memory.

#include "etna/optimize/accumulate.hpp"
#include "etna/optimize/adadelta.hpp"
#include "etna/optimize/adagrad.hpp"
#include "etna/optimize/adam.hpp"
#include "etna/optimize/any_optimizer.hpp"
#include "etna/optimize/average.hpp"
#include "etna/optimize/checkpoint.hpp"
#include "etna/optimize/clip.hpp"
#include "etna/optimize/decay.hpp"
#include "etna/optimize/finite.hpp"
#include "etna/optimize/fused_sgd.hpp"
#include "etna/optimize/groups.hpp"
#include "etna/optimize/lbfgs.hpp"
#include "etna/optimize/lion.hpp"
#include "etna/optimize/momentum.hpp"
#include "etna/optimize/nesterov.hpp"
#include "etna/optimize/optimizer.hpp"
#include "etna/optimize/parameters.hpp"
#include "etna/optimize/plateau.hpp"
#include "etna/optimize/rmsprop.hpp"
#include "etna/optimize/schedule.hpp"
#include "etna/optimize/sgd.hpp"
