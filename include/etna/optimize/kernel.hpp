// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
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

/// How many rules of a chain there are up to the one that takes the step.
template <class... Rules>
inline constexpr std::size_t rules_to_step = [] {
  std::size_t count = 0;
  (void)((++count, role_of<Rules> == rule_role::step) || ...);
  return count;
}();

/// Whether a rule has returned an update that is still to be made (see quotient.hpp).
template <class Update, class V>
concept unmade = std::invocable<const Update&, const V&>;

/// Whether it can be handed on from one turn of a loop to the next: a lambda with captures cannot.
template <class Update, class V>
concept made_later = unmade<Update, V> && std::is_copy_assignable_v<Update>;

/// The update that a rule has returned.
template <class V, class Update>
ETNA_INLINE V made(const Update& update, const V& parameter) {
  if constexpr (unmade<Update, V>) {
    return update(parameter);
  } else {
    constexpr bool is_number = std::convertible_to<const Update&, V>;
    static_assert(is_number,
                  "Etna: the function of a rule returns neither a V nor an etna::quotient: write "
                  "V(...) around what it returns (see docs/how-to/write-a-rule.md).");
    if constexpr (is_number) {
      return update;
    } else {
      return parameter;
    }
  }
}

/// One element, or a batch of them, taken through the functions of rules First to Last - 1; what
/// the last of them returns. Bit k of Used tells whether slot k is.
template <std::size_t First, std::size_t Last, unsigned Used, class... Rules, class Functions,
          class Update, class V, std::size_t Slots>
ETNA_INLINE auto through_rules(const Functions& functions, const Update& update, const V& parameter,
                               std::array<V, Slots>& slots) {
  if constexpr (First == Last) {
    return update;
  } else {
    using layout = slot_layout<Rules...>;
    constexpr std::size_t from = layout::first[First], count = layout::first[First + 1] - from;
    unused_slot unused;
    const auto slot = [&]<std::size_t K>(std::integral_constant<std::size_t, K>)
                          ETNA_INLINE_LAMBDA -> auto& {
      if constexpr ((Used >> K & 1) != 0) {
        return slots[K];
      } else {
        return unused;
      }
    };
    const auto next = [&]<std::size_t... I>(std::index_sequence<I...>) ETNA_INLINE_LAMBDA {
      return std::get<First>(functions)(made(update, parameter), parameter,
                                        slot(std::integral_constant<std::size_t, from + I>{})...);
    };
    return through_rules<First + 1, Last, Used, Rules...>(
        functions, next(std::make_index_sequence<count>{}), parameter, slots);
  }
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
  ETNA_INLINE V gradient() const { return read(at.gradients); }
  /// Takes an update through rules First to Last - 1 of a chain; if Ends, adds what comes of it to
  /// the parameters.
  template <std::size_t First, std::size_t Last, bool Ends, class... Rules, class Functions,
            class Update>
  ETNA_INLINE auto take(const Functions& functions, const Update& update) const {
    constexpr std::size_t from = slot_layout<Rules...>::first[First];
    constexpr std::size_t to = slot_layout<Rules...>::first[Last];
    // All arrays are read before any is written (see aligned_buffer).
    const V parameter = read(at.parameters);
    std::array<V, Slots> slots = read_slots<from, to>();
    auto next = through_rules<First, Last, Used, Rules...>(functions, update, parameter, slots);
    if constexpr (Ends) write(at.parameters, V(parameter + made(next, parameter)));
    write_slots<from, to>(slots);
    return next;
  }
  /// Slots First to Last - 1 of all; 0 in the place of the others.
  template <std::size_t First, std::size_t Last>
  ETNA_INLINE std::array<V, Slots> read_slots() const {
    return [&]<std::size_t... K>(std::index_sequence<K...>) ETNA_INLINE_LAMBDA {
      return std::array<V, Slots>{read_slot<K, (First <= K && K < Last)>()...};
    }(std::make_index_sequence<Slots>{});
  }
  template <std::size_t First, std::size_t Last>
  ETNA_INLINE void write_slots(const std::array<V, Slots>& slots) const {
    [&]<std::size_t... K>(std::index_sequence<K...>) ETNA_INLINE_LAMBDA {
      (write_slot<First + K>(slots[First + K]), ...);
    }(std::make_index_sequence<Last - First>{});
  }

 private:
  template <std::size_t K, bool Wanted>
  ETNA_INLINE V read_slot() const {
    if constexpr (Wanted && (Used >> K & 1) != 0) {
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

/// How many batches a step with quotients begins before it makes those of as many before them.
inline constexpr std::size_t batches_begun = 4;

/// A step of `size` parameters, a std::size_t or a std::integral_constant. `ahead`: the arrays are
/// asked for in advance: processors do that themselves, but only to the end of a page.
template <class V, unsigned Used, class... Rules, class Functions, class T, std::size_t Slots,
          class Size>
ETNA_INLINE void step_kernel(const Functions& functions, streams<T, Slots> at, Size size,
                             bool ahead) {
  constexpr std::size_t width = simd::lanes<V>, count = sizeof...(Rules);
  // Copies, which no store to an array can change.
  const Functions rules = functions;
  const auto prefetch = [&](std::size_t i) ETNA_INLINE_LAMBDA {
    constexpr std::size_t distance = 1024, line = 64;  // bytes
    for (std::size_t b = 0; b < width * sizeof(T); b += line) {
      simd::prefetch(at.parameters + i, distance + b);
      simd::prefetch(at.gradients + i, distance + b);
      for (std::size_t k = 0; k < Slots; ++k) {
        if ((Used >> k & 1) != 0) simd::prefetch(at.slots[k] + i, distance + b);
      }
    }
  };
  const auto batch = [&](std::size_t i) ETNA_INLINE_LAMBDA {
    return element_access<V, false, Used, T, Slots>{at, i, width};
  };
  // To what the rule that takes the step returns, and from there.
  constexpr std::size_t cut = rules_to_step<Rules...>;
  const auto begin = [&](std::size_t i) ETNA_INLINE_LAMBDA {
    if (ahead) prefetch(i);
    return batch(i).template take<0, cut, false, Rules...>(rules, batch(i).gradient());
  };
  const auto end = [&](const auto& begun, std::size_t i) ETNA_INLINE_LAMBDA {
    batch(i).template take<cut, count, true, Rules...>(rules, begun);
  };
  std::size_t i = 0;
  if constexpr (made_later<decltype(begin(i)), V>) {
    const auto in_blocks = [&]<std::size_t... K>(std::index_sequence<K...>) ETNA_INLINE_LAMBDA {
      constexpr std::size_t block = sizeof...(K) * width;
      if (size < block) return;
      std::array begun{begin(K * width)...};
      for (i = block; i + block <= size; i += block) {
        std::array next{begin(i + K * width)...};
        (end(begun[K], i - block + K * width), ...);
        ((begun[K] = next[K]), ...);
      }
      (end(begun[K], i - block + K * width), ...);
    };
    in_blocks(std::make_index_sequence<batches_begun>{});
  }
  for (; i + width <= size; i += width) {
    if (ahead) prefetch(i);
    batch(i).template take<0, count, true, Rules...>(rules, batch(i).gradient());
  }
  if (i < size) {
    const element_access<V, true, Used, T, Slots> rest{at, i, size - i};
    rest.template take<0, count, true, Rules...>(rules, rest.gradient());
  }
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
    V update = access.gradient();
    if constexpr (Count > 0) {
      const V parameter = access.read(at.parameters);
      std::array<V, Slots> slots = access.template read_slots<0, Slots>();
      update =
          made(through_rules<0, Count, Used, Rules...>(rules, update, parameter, slots), parameter);
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
