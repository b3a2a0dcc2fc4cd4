// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/config.hpp"

namespace etna::detail {

/// A batch of numbers that are computed with at once: anything with xsimd's interface.
template <class T>
concept batch = requires {
  typename T::value_type;
  typename T::batch_bool_type;
};

template <class T>
struct element {
  using type = T;
};
template <batch T>
struct element<T> {
  using type = typename T::value_type;
};
/// What a batch is of; T itself if it is none.
template <class T>
using element_t = typename element<T>::type;

/// Whether a condition holds; for batches in all lanes.
constexpr bool all(bool condition) { return condition; }

/// f applied to the elements of batches one by one, for functions that are not known for batches.
template <batch T, class F, class... X>
T lane_by_lane(F f, T x, X... rest) {
  constexpr int operands = 1 + static_cast<int>(sizeof...(X)), size = static_cast<int>(T::size);
  typename T::value_type lanes[operands][T::size];
  int k = 0;
  for (const T& operand : {x, rest...}) operand.store_unaligned(lanes[k++]);
  for (int i = 0; i < size; ++i) {
    if constexpr (operands == 1) lanes[0][i] = f(lanes[0][i]);
    if constexpr (operands == 2) lanes[0][i] = f(lanes[0][i], lanes[1][i]);
    if constexpr (operands == 3) lanes[0][i] = f(lanes[0][i], lanes[1][i], lanes[2][i]);
  }
  return T::load_unaligned(lanes[0]);
}

}  // namespace etna::detail
