// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <type_traits>

#include "etna/core/config.hpp"
#include "etna/core/math/double_word.hpp"

/// \file
/// How a function of etna::math is two things: at run time the call of the C library (or the
/// instruction) that the compiler's builtin stands for, in constant evaluation the kernel of the
/// same name in etna::math::kernel. Clang has no constexpr libm at all; GCC's is left unused so
/// that both compilers compute the same constants.

/// The body that returns the C library's NAME of the arguments, for the T around it.
#define ETNA_MATH_BUILTIN(NAME, ...)                \
  if constexpr (std::is_same_v<T, float>) {         \
    return __builtin_##NAME##f(__VA_ARGS__);        \
  } else if constexpr (std::is_same_v<T, double>) { \
    return __builtin_##NAME(__VA_ARGS__);           \
  } else {                                          \
    return __builtin_##NAME##l(__VA_ARGS__);        \
  }

/// Defines math::NAME(T x).
#define ETNA_MATH_UNARY(NAME)                                                      \
  template <std::floating_point T>                                                 \
  ETNA_INLINE constexpr T NAME(T x) {                                              \
    if (__builtin_is_constant_evaluated()) {                                       \
      return static_cast<T>(kernel::NAME(static_cast<kernel::kernel_type<T>>(x))); \
    }                                                                              \
    ETNA_MATH_BUILTIN(NAME, x)                                                     \
  }

/// Defines math::NAME(T x, T y).
#define ETNA_MATH_BINARY(NAME)                                                   \
  template <std::floating_point T>                                               \
  ETNA_INLINE constexpr T NAME(T x, T y) {                                       \
    if (__builtin_is_constant_evaluated()) {                                     \
      using K = kernel::kernel_type<T>;                                          \
      return static_cast<T>(kernel::NAME(static_cast<K>(x), static_cast<K>(y))); \
    }                                                                            \
    ETNA_MATH_BUILTIN(NAME, x, y)                                                \
  }
