// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Names of functions and of function templates as callables.

/// ETNA_FN(f): a stateless callable that calls f, which may be an overload set or a function
/// template over its scalar
/// (`template <class T> constexpr T f(const T* x)`). A function that is to be traced must be
/// constexpr.
#define ETNA_FN(...)                                                                         \
  ([](const auto&... etna_arguments) constexpr -> decltype(__VA_ARGS__(etna_arguments...)) { \
    return __VA_ARGS__(etna_arguments...);                                                   \
  })
