// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "etna/transform/schedule.hpp"

/// \file
/// How programs become code: operands, statements, and the outputs' way to their places.

namespace etna::detail {

/// An array of these is initialised in order, and stores nothing: `in_order sequence[] =
/// {in_order{}, (f(i), in_order{})...}`.
struct in_order {};

/// The operand that an operation does not have.
struct no_operand {};

/// Operand K: inputs and constants are read where they are, they are never copied among the values.
template <class Program, int K, class T>
ETNA_INLINE constexpr auto operand_value(const T* x, const T* v) {
  constexpr int constants = Program::inputs + Program::code.constants;
  if constexpr (K < 0) {
    return no_operand{};
  } else if constexpr (K < Program::inputs) {
    return x[K];
  } else if constexpr (K < constants) {
    return from_constant<T>::make(Program::code.constant[K - Program::inputs]);
  } else {
    return v[K - constants];
  }
}

/// The operation with a code: one function for each kind of number serves all its statements. It is
/// not overloaded, since it is called once a statement.
template <int Code>
struct emitted {
  using operation = typename operation_of<Code>::type;

  template <class T, class X, class Y, class Z>
  ETNA_INLINE static constexpr void run(T* target, [[maybe_unused]] X x, [[maybe_unused]] Y y,
                                        [[maybe_unused]] Z z) {
    constexpr bool numbers = !operand_type<T> || operation::composite;
    if constexpr (operation::arity == 0) {
      *target = operation::template value<T>();
    } else if constexpr (operation::arity == 1) {
      if constexpr (numbers) {
        *target = operation::value(x);
      } else {
        *target = apply<operation>(x);
      }
    } else if constexpr (operation::arity == 2) {
      if constexpr (numbers) {
        *target = operation::value(x, y);
      } else {
        *target = apply<operation>(x, y);
      }
    } else {
      if constexpr (numbers) {
        *target = operation::value(x, y, z);
      } else {
        *target = apply<operation>(x, y, z);
      }
    }
  }
};

template <>
struct emitted<op::sine_and_cosine::code> {
  template <class T>
  ETNA_INLINE static constexpr void run(T* target, T x, no_operand, no_operand) {
    op::sine_and_cosine::value(x, target[0], target[1]);
  }
};

/// Whether a branch on numbers of type T is taken for some lanes and not for others: a comparison
/// is a mask then. (That a mask converts to bool, as xsimd's do, says nothing.)
template <class T, class Comparison = decltype(std::declval<T>() != std::declval<T>())>
inline constexpr bool has_lanes =
    !std::is_same_v<Comparison, bool> && !std::is_same_v<Comparison, condition>;

struct no_mask {};

/// Stores the outputs of path Leaf, from output First on, into the scalars of `out`: where the mask
/// holds, if there is one.
template <class Program, int Leaf, int First, class Mask, class T, class Out>
ETNA_INLINE constexpr void store(const T* x, const T* v, const Mask& mask, Out& out) {
  using tree = tree_of<Out>;
  constexpr const auto& output = Program::code.output[Leaf];
  const auto put = [&](auto& place, const T& value) ETNA_INLINE_LAMBDA {
    if constexpr (std::is_same_v<Mask, no_mask>) {
      place = value;
    } else {
      place = select(mask, value, place);
    }
  };
  if constexpr (tree::kind == tree_kind::leaf) {
    put(out, operand_value<Program, output[First]>(x, v));
  } else if constexpr (tree::kind == tree_kind::array) {
    auto* element = tree::data(out);
    constexpr int size = tree_size<typename tree::element>;
    [&]<std::size_t... K>(std::index_sequence<K...>) ETNA_INLINE_LAMBDA {
      if constexpr (tree_of<typename tree::element>::kind == tree_kind::leaf) {
        in_order sequence[] = {
            in_order{},
            (put(element[K], operand_value<Program, output[First + static_cast<int>(K)]>(x, v)),
             in_order{})...};
        static_cast<void>(sequence);
      } else {
        in_order sequence[] = {
            in_order{},
            (store<Program, Leaf, First + static_cast<int>(K) * size>(x, v, mask, element[K]),
             in_order{})...};
        static_cast<void>(sequence);
      }
    }(std::make_index_sequence<static_cast<std::size_t>(tree::extent)>{});
  } else {
    [&]<int... I>(std::integer_sequence<int, I...>) ETNA_INLINE_LAMBDA {
      (store<Program, Leaf, First + leaves_before<Out, I>()>(x, v, mask,
                                                             tree::template get<I>(out)),
       ...);
    }(std::make_integer_sequence<int, tree::members>{});
  }
}

}  // namespace etna::detail
