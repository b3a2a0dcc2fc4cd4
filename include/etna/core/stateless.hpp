// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

/// \file
/// Functions without state: their type says all, so that they are called while a program compiles.

namespace etna::detail {

struct nothing {};

/// Whether objects of F have no state. (A lambda that may capture, but does not, has no default
/// constructor.)
template <class F>
inline constexpr bool is_stateless =
    std::is_empty_v<F> && (std::is_default_constructible_v<F> || std::is_trivially_copyable_v<F>);

template <class F>
  requires(is_stateless<F>)
constexpr F stateless_instance() {
  if constexpr (std::is_default_constructible_v<F>) {
    return F{};
  } else {
    return __builtin_bit_cast(F, nothing{});
  }
}

}  // namespace etna::detail
