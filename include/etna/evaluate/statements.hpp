// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include "etna/transform/schedule.hpp"

/// \file
/// What both forms of code are made of: operations by their codes, and the places of outputs.

namespace etna::detail {

/// The operation with a code, with as many operands as any operation has. It is not overloaded,
/// since it is called once a statement.
template <int Code>
struct emitted {
  using operation = typename operation_of<Code>::type;

  template <class T>
  ETNA_INLINE static constexpr T run([[maybe_unused]] T x, [[maybe_unused]] T y,
                                     [[maybe_unused]] T z) {
    // (Truth values are numbers here; what comparing operands gives is not.)
    constexpr bool numbers = !operand_type<T> || operation::composite ||
                             (operation::is_comparison && !std::is_same_v<T, symbol>);
    if constexpr (operation::arity == 0) {
      if constexpr (numbers) {
        return operation::template value<T>();
      } else {
        return apply_constant<operation, T>();
      }
    } else if constexpr (operation::arity == 1) {
      if constexpr (numbers) {
        return implementation<operation, T>::value(x);
      } else {
        return apply<operation>(x);
      }
    } else if constexpr (operation::arity == 2) {
      if constexpr (numbers) {
        return implementation<operation, T>::value(x, y);
      } else {
        return apply<operation>(x, y);
      }
    } else {
      if constexpr (numbers) {
        return implementation<operation, T>::value(x, y, z);
      } else {
        return apply<operation>(x, y, z);
      }
    }
  }
};

/// Whether a statement of this operation sets two slots, its target and the next: then it is
/// carried out by run_pair.
template <int Code>
inline constexpr bool is_pair = Code == op::sine_and_cosine::code;

template <>
struct emitted<op::sine_and_cosine::code> {
  template <class T>
  ETNA_INLINE static constexpr T run(T x, T, T) {
    return x;
  }
};

template <class T>
ETNA_INLINE constexpr void run_pair(T x, T* target) {
  op::sine_and_cosine::value(x, target[0], target[1]);
}

/// Whether a branch on numbers of type T is taken for some lanes and not for others: a comparison
/// is a mask then. (That a mask converts to bool, as xsimd's do, says nothing.)
template <class T, class Comparison = decltype(std::declval<T>() != std::declval<T>())>
inline constexpr bool has_lanes =
    !std::is_same_v<Comparison, bool> && !std::is_same_v<Comparison, condition>;

struct no_mask {};

/// Stores a value, where the mask holds if there is one.
template <class T, class Mask, class Place>
ETNA_INLINE constexpr void put(const Mask& mask, Place& place, const T& value) {
  if constexpr (std::is_same_v<Mask, no_mask>) {
    place = value;
  } else {
    place = select(mask, value, place);
  }
}

}  // namespace etna::detail
