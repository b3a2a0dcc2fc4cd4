// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

#include "etna/optimize/rule.hpp"
#include "etna/simd/denormals.hpp"

/// \file
/// The pass over memory that a step is: every array is read once, goes through all rules of a
/// chain, and is written once.

namespace etna::detail {

/// Where the slots of each rule of a chain begin, and how many there are.
template <class... Rules>
struct slot_layout {
  static constexpr std::size_t count = (0 + ... + slots_of<Rules>);
  static constexpr auto first = [] {
    std::array<std::size_t, sizeof...(Rules) + 1> at{};
    std::size_t r = 0;
    ((at[r + 1] = at[r] + slots_of<Rules>, ++r), ...);
    return at;
  }();
};

/// One element, or a batch of them, taken through the functions of the first `Count` rules. Bit k
/// of Used tells whether slot k is.
template <std::size_t Count, unsigned Used, class... Rules, class Functions, class V,
          std::size_t Slots>
ETNA_INLINE V through_rules(const Functions& functions, V update, const V& parameter,
                            std::array<V, Slots>& slots) {
  using layout = slot_layout<Rules...>;
  unused_slot unused;
  const auto slot = [&]<std::size_t K>(std::integral_constant<std::size_t, K>)
                        ETNA_INLINE_LAMBDA -> auto& {
    if constexpr ((Used >> K & 1) != 0) {
      return slots[K];
    } else {
      return unused;
    }
  };
  const auto apply_rule =
      [&]<std::size_t R>(std::integral_constant<std::size_t, R>) ETNA_INLINE_LAMBDA {
        constexpr std::size_t from = layout::first[R], count = layout::first[R + 1] - from;
        [&]<std::size_t... I>(std::index_sequence<I...>) ETNA_INLINE_LAMBDA {
          update = std::get<R>(functions)(update, parameter,
                                          slot(std::integral_constant<std::size_t, from + I>{})...);
        }(std::make_index_sequence<count>{});
      };
  [&]<std::size_t... R>(std::index_sequence<R...>) ETNA_INLINE_LAMBDA {
    (apply_rule(std::integral_constant<std::size_t, R>{}), ...);
  }(std::make_index_sequence<Count>{});
  return update;
}

/// The arrays of a step; those of unused slots are null.
template <class T, std::size_t Slots>
struct streams {
  T* parameters;
  const T* gradients;
  std::array<T*, Slots> slots;

  streams from(std::size_t offset) const {
    streams moved{parameters + offset, gradients + offset, slots};
    for (T*& slot : moved.slots) slot = slot ? slot + offset : nullptr;
    return moved;
  }
};

/// Elements read and written as V; Partial: only the first `count`.
template <class V, bool Partial, unsigned Used, class T, std::size_t Slots>
struct element_access {
  const streams<T, Slots>& at;
  std::size_t i;
  std::size_t count;

  ETNA_INLINE V read(const T* array) const { return simd::load<V, Partial>(array + i, count); }
  ETNA_INLINE void write(T* array, const V& x) const { simd::store<Partial>(array + i, x, count); }
  ETNA_INLINE std::array<V, Slots> read_slots() const {
    return [&]<std::size_t... K>(std::index_sequence<K...>) ETNA_INLINE_LAMBDA {
      return std::array<V, Slots>{read_slot<K>()...};
    }(std::make_index_sequence<Slots>{});
  }
  ETNA_INLINE void write_slots(const std::array<V, Slots>& slots) const {
    [&]<std::size_t... K>(std::index_sequence<K...>)
        ETNA_INLINE_LAMBDA { (write_slot<K>(slots[K]), ...); }(std::make_index_sequence<Slots>{});
  }

 private:
  template <std::size_t K>
  ETNA_INLINE V read_slot() const {
    if constexpr ((Used >> K & 1) != 0) {
      return read(at.slots[K]);
    } else {
      return V(T(0));
    }
  }
  template <std::size_t K>
  ETNA_INLINE void write_slot(const V& x) const {
    if constexpr ((Used >> K & 1) != 0) write(at.slots[K], x);
  }
};

/// A step of `size` parameters, a std::size_t or a std::integral_constant. `ahead`: the arrays are
/// asked for in advance: processors do that themselves, but only to the end of a page.
template <class V, unsigned Used, class... Rules, class Functions, class T, std::size_t Slots,
          class Size>
ETNA_INLINE void step_kernel(const Functions& functions, streams<T, Slots> at, Size size,
                             bool ahead) {
  // Copies, which no store to an array can change.
  const Functions rules = functions;
  const auto prefetch = [&](std::size_t i) ETNA_INLINE_LAMBDA {
    constexpr std::size_t distance = 1024, line = 64;  // bytes
    for (std::size_t b = 0; b < simd::lanes<V> * sizeof(T); b += line) {
      simd::prefetch(at.parameters + i, distance + b);
      simd::prefetch(at.gradients + i, distance + b);
      for (std::size_t k = 0; k < Slots; ++k) {
        if ((Used >> k & 1) != 0) simd::prefetch(at.slots[k] + i, distance + b);
      }
    }
  };
  const auto step = [&]<bool Partial>(std::bool_constant<Partial>, std::size_t i,
                                      std::size_t count) ETNA_INLINE_LAMBDA {
    const element_access<V, Partial, Used, T, Slots> access{at, i, count};
    // Every array is read before any is written (see aligned_buffer).
    const V parameter = access.read(at.parameters);
    const V gradient = access.read(at.gradients);
    std::array<V, Slots> slots = access.read_slots();
    const V update =
        through_rules<sizeof...(Rules), Used, Rules...>(rules, gradient, parameter, slots);
    access.write(at.parameters, V(parameter + update));
    access.write_slots(slots);
  };
  constexpr std::size_t width = simd::lanes<V>;
  std::size_t i = 0;
  if (ahead) {
    for (; i + width <= size; i += width) {
      prefetch(i);
      step(std::false_type{}, i, width);
    }
  } else {
    for (; i + width <= size; i += width) step(std::false_type{}, i, width);
  }
  if (i < size) step(std::true_type{}, i, size - i);
}

/// Σ (scale u)² over what the first Count rules make of the gradients; nothing is written.
template <class V, unsigned Used, std::size_t Count, class... Rules, class Functions, class T,
          std::size_t Slots>
double sum_of_squares(const Functions& functions, streams<T, Slots> at, std::size_t size, T scale) {
  const Functions rules = functions;
  constexpr std::size_t width = simd::lanes<V>, ways = 4;
  V sum[ways] = {V(T(0)), V(T(0)), V(T(0)), V(T(0))};
  const auto add = [&]<bool Partial>(std::bool_constant<Partial>, std::size_t way, std::size_t i,
                                     std::size_t count) ETNA_INLINE_LAMBDA {
    const element_access<V, Partial, Used, T, Slots> access{at, i, count};
    V update = access.read(at.gradients);
    if constexpr (Count > 0) {
      const V parameter = access.read(at.parameters);
      std::array<V, Slots> slots = access.read_slots();
      update = through_rules<Count, Used, Rules...>(rules, update, parameter, slots);
    }
    update = update * V(scale);
    sum[way] = multiply_add(update, update, sum[way]);
  };
  std::size_t i = 0;
  for (; i + ways * width <= size; i += ways * width) {
    add(std::false_type{}, 0, i, width);
    add(std::false_type{}, 1, i + width, width);
    add(std::false_type{}, 2, i + 2 * width, width);
    add(std::false_type{}, 3, i + 3 * width, width);
  }
  for (; i + width <= size; i += width) add(std::false_type{}, 0, i, width);
  if (i < size) add(std::true_type{}, 0, i, size - i);
  return static_cast<double>(simd::reduce_add(V((sum[0] + sum[1]) + (sum[2] + sum[3]))));
}

}  // namespace etna::detail
