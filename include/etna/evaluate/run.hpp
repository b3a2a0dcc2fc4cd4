// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include "etna/evaluate/loop.hpp"
#include "etna/evaluate/statements.hpp"

namespace etna {

namespace detail {

template <class Program, int Block, class Mask, class T, class... Out, std::size_t... S>
ETNA_INLINE constexpr void run_block(const T* x, T* v, const Mask& mask, std::index_sequence<S...>,
                                     Out&... out);

template <class Program, int Block, class Mask, class T, class... Out>
ETNA_INLINE constexpr void run_block(const T* x, T* v, const Mask& mask, Out&... out) {
  run_block<Program, Block>(
      x, v, mask,
      std::make_index_sequence<static_cast<std::size_t>(Program::code.block[Block].count)>{},
      out...);
}

template <class Program, int Leaf, class Mask, class T, class... Out>
ETNA_INLINE constexpr void store_all(const T* x, const T* v, const Mask& mask, Out&... out) {
  [&]<std::size_t... I>(std::index_sequence<I...>) ETNA_INLINE_LAMBDA {
    constexpr int sizes[] = {tree_size<Out>..., 0};
    constexpr auto first = [](std::size_t i) {
      int sum = 0;
      for (std::size_t k = 0; k < i; ++k) sum += sizes[k];
      return sum;
    };
    (store<Program, Leaf, first(I)>(x, v, mask, out), ...);
  }(std::make_index_sequence<sizeof...(Out)>{});
}

template <class Program, int Block, class Mask, class T, class... Out, std::size_t... S>
ETNA_INLINE constexpr void run_block(const T* x, T* v, const Mask& mask, std::index_sequence<S...>,
                                     Out&... out) {
  using P = Program;
  constexpr const program_block& b = P::code.block[Block];
  constexpr std::size_t s = static_cast<std::size_t>(b.first);
  in_order sequence[] = {
      in_order{},
      (emitted<P::code.op[s + S]>::run(
           v + P::code.target[s + S], operand_value<P, P::code.a[s + S]>(x, v),
           operand_value<P, P::code.b[s + S]>(x, v), operand_value<P, P::code.c[s + S]>(x, v)),
       in_order{})...};
  static_cast<void>(sequence);
  if constexpr (b.test < 0) {
    store_all<P, b.leaf>(x, v, mask, out...);
  } else {
    const T truth = operand_value<P, b.test>(x, static_cast<const T*>(v));
    const auto test = truth != T(0);
    if constexpr (!has_lanes<T>) {
      if (test) {
        run_block<P, b.yes>(x, v, mask, out...);
      } else {
        run_block<P, b.no>(x, v, mask, out...);
      }
    } else if constexpr (std::is_same_v<Mask, no_mask>) {
      // The first path is stored in all lanes; the others then overwrite theirs.
      run_block<P, b.yes>(x, v, mask, out...);
      run_block<P, b.no>(x, v, truth == T(0), out...);
    } else {
      run_block<P, b.yes>(x, v, mask && test, out...);
      run_block<P, b.no>(x, v, mask && (truth == T(0)), out...);
    }
  }
}

/// A form of emission for one type of number; `run(x, out...)` is the whole program in one
/// function. There are as few functions as possible between it and the user's: compilers copy and
/// simplify the whole body once for each.
template <class Program, class T, class Statements>
struct straight;

/// Statements, for a program without branches. Its values are a local array of the function that
/// has the statements, not a parameter: GCC turns them into registers before it does anything else
/// with them.
template <class Program, class T, std::size_t... S>
struct straight<Program, T, std::index_sequence<S...>> {
  template <class... Out>
  ETNA_INLINE static constexpr void run(const T* x, Out&... out) {
    using P = Program;
    T v[static_cast<std::size_t>(P::code.values + 1)];
    in_order sequence[] = {
        in_order{},
        (emitted<P::code.op[S]>::run(v + P::code.target[S], operand_value<P, P::code.a[S]>(x, v),
                                     operand_value<P, P::code.b[S]>(x, v),
                                     operand_value<P, P::code.c[S]>(x, v)),
         in_order{})...};
    static_cast<void>(sequence);
    store_all<P, 0>(x, static_cast<const T*>(v), no_mask{}, out...);
  }
};

/// Statements, for a program with branches.
template <class Program, class T>
struct branching {
  template <class... Out>
  ETNA_INLINE static constexpr void run(const T* x, Out&... out) {
    T v[static_cast<std::size_t>(Program::code.values + 1)];
    run_block<Program, 0>(x, v, no_mask{}, out...);
  }
};

/// A loop over a table.
template <class Program, class T>
struct looping {
  template <class... Out>
  static constexpr void run(const T* x, Out&... out) {
    run_loop<Program>(x, out...);
  }
};

/// Whether constants folded in double lose nothing in T. A symbol passes constants on as they are.
template <class T>
inline constexpr bool at_most_double =
    std::numeric_limits<T>::digits <= std::numeric_limits<double>::digits;

}  // namespace detail

namespace detail {

#if defined(ETNA_INSTRUMENTED)
inline constexpr bool instrumented = true;
#else
inline constexpr bool instrumented = false;
#endif

/// Instrumented is a template argument, so that translation units built with different options may
/// share a program.
template <class Program, class T, bool Instrumented>
constexpr auto choose_form() {
  constexpr int statements = Program::code.statements;
  if constexpr (std::is_same_v<T, symbol> || !std::is_trivially_copyable_v<T> ||
                statements > (Instrumented ? limits::statements_instrumented
                                           : limits::statements_optimized)) {
    return looping<Program, T>{};
  } else if constexpr (Program::code.blocks > 1) {
    return branching<Program, T>{};
  } else {
    return straight<Program, T, std::make_index_sequence<static_cast<std::size_t>(statements)>>{};
  }
}

template <class Program, class T, bool Instrumented>
struct emission_as : decltype(choose_form<Program, T, Instrumented>()) {
  static_assert(
      !Program::code.rounded || at_most_double<T>,
      "Etna: this function contains a constant beyond the range of double, or an expression of "
      "constants of more than 16 steps, which is folded in double; in a wider type that loses "
      "digits. Pass a constant as an argument, or with etna::with.");
};

}  // namespace detail

/// emission<Program, T>::run(x, out...) runs a program on the inputs x[0 … Program::inputs) and
/// stores its outputs, in order, into the scalars of `out`, which must not overlap x.
template <class Program, class T>
using emission = detail::emission_as<Program, T, detail::instrumented>;

}  // namespace etna
