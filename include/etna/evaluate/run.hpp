// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <limits>
#include <utility>

#include "etna/evaluate/loop.hpp"
#include "etna/evaluate/statements.hpp"

namespace etna {

namespace detail {

/// An array of these is initialised in order, and stores nothing: `in_order sequence[] =
/// {in_order{}, (f(i), in_order{})...}`. (A fold would do, did Clang nest more than 256.)
struct in_order {};

template <int... K>
struct ints {};

/// The numbers from First to First + sizeof...(K) - 1.
template <int First, int... K>
ints<(First + K)...> count_from(std::integer_sequence<int, K...>);
template <int First, int Count>
using range_of = decltype(count_from<First>(std::make_integer_sequence<int, Count>{}));

/// The columns of the statements of a block as packs, and which operands are the outputs, and their
/// places. A compiler sees literals then: had it to look up `code.a[S]`, it would do so once a
/// pass.
template <class Op, class Target, class A, class B, class C, class Output, class Place>
struct columns;
/// The columns of statements S... and of the outputs K... of a path. (GCC 12 takes quadratic time
/// to look up `code.a[first + S]` here.)
template <class Program, int Path, int... S, int... K>
columns<ints<code_of<Program>.op[S]...>, ints<code_of<Program>.target[S]...>,
        ints<code_of<Program>.a[S]...>, ints<code_of<Program>.b[S]...>,
        ints<code_of<Program>.c[S]...>, ints<code_of<Program>.output[Path][K]...>, ints<K...>>
    select_columns(ints<S...>, ints<K...>);
template <class Program, int Block>
struct block_of {
  static constexpr program_block block = code_of<Program>.block[Block];
  using columns = decltype(select_columns<Program, block.leaf>(
      range_of<block.first, block.count>{},
      range_of<0, block.ends ? derived_of<Program>::outputs : 0>{}));
  using constants = range_of<0, Block == 0 ? code_of<Program>.constants : 0>;
};

template <class Program, int Block, class Columns, class Constants>
struct block_code;

template <class Program, int Block>
using code_of_block = block_code<Program, Block, typename block_of<Program, Block>::columns,
                                 typename block_of<Program, Block>::constants>;

// After any error Clang takes the arm of a statement's operands that is not taken for a use.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Warray-bounds"
#endif

/// One block as statements. The slots of the first block are a local array of the very function
/// that has the statements, never captured: compilers turn them into registers before they do
/// anything else with them. Further blocks are given a pointer to them. There are as few functions
/// as possible between the statements and the user's code: compilers copy and simplify the whole
/// body once for each.
template <class Program, int Block, int... Op, int... Target, int... A, int... B, int... C,
          int... Output, int... Place, int... Constant>
struct block_code<Program, Block,
                  columns<ints<Op...>, ints<Target...>, ints<A...>, ints<B...>, ints<C...>,
                          ints<Output...>, ints<Place...>>,
                  ints<Constant...>> {
  template <class Slots, class Mask, class T, class... Out>
  ETNA_INLINE static constexpr void run(const T* x, [[maybe_unused]] Slots given,
                                        [[maybe_unused]] const Mask& mask, Out&... out) {
    using at = block_of<Program, Block>;
    constexpr bool first = Block == 0;
    std::conditional_t<first, T[code_of<Program>.slots], T*> w;
    if constexpr (first) {
      in_order sequence[] = {in_order{},
                             (static_cast<void>(w[Constant] = from_constant<T>::make(
                                                    code_of<Program>.constant[Constant])),
                              in_order{})...};
      static_cast<void>(sequence);
    } else {
      w = given;
    }
    // The operands of each statement in turn. Sums, differences and products are written out: a
    // function less each to inline, and to describe in debug information.
    [[maybe_unused]] T a, b;
    in_order sequence[] = {
        in_order{},
        (a = A < 0 ? x[~A] : w[A], b = B < 0 ? x[~B] : w[B],
         is_pair<Op> ? run_pair(a, w + Target)
                     : void(w[Target] = Op == op::add::code        ? a + b
                                        : Op == op::subtract::code ? a - b
                                        : Op == op::multiply::code
                                            ? a * b
                                            : emitted<Op>::run(a, b, C < 0 ? x[~C] : w[C])),
         in_order{})...};
    static_cast<void>(sequence);
    if constexpr (at::block.ends) {
      in_order outputs[] = {
          in_order{},
          (put<T>(mask, leaf<Place>(out...), Output < 0 ? x[~Output] : w[Output]), in_order{})...};
      static_cast<void>(outputs);
    } else {
      const T truth = at::block.test < 0 ? x[~at::block.test] : w[at::block.test];
      T* const slots = w;
      if constexpr (!has_lanes<T>) {
        if (truth != T(0)) {
          code_of_block<Program, at::block.yes>::run(x, slots, mask, out...);
        } else {
          code_of_block<Program, at::block.no>::run(x, slots, mask, out...);
        }
      } else if constexpr (std::is_same_v<Mask, no_mask>) {
        // The first path is stored in all lanes; the others then overwrite theirs.
        go_on<at::block.yes>(x, slots, mask, out...);
        go_on<at::block.no>(x, slots, truth == T(0), out...);
      } else {
        go_on<at::block.yes>(x, slots, mask && truth != T(0), out...);
        go_on<at::block.no>(x, slots, mask && truth == T(0), out...);
      }
    }
  }

 private:
  /// Of many paths, all of which batches take, each is a function of its own: compilers take more
  /// than linear time for the whole.
  template <int Next, class T, class Mask, class... Out>
  ETNA_INLINE static constexpr void go_on(const T* x, T* slots, const Mask& mask, Out&... out) {
    if constexpr (code_of<Program>.leaves > 8) {
      run_apart<Next>(x, slots, mask, out...);
    } else {
      code_of_block<Program, Next>::run(x, slots, mask, out...);
    }
  }
  template <int Next, class T, class Mask, class... Out>
  ETNA_NOINLINE static constexpr void run_apart(const T* x, T* slots, const Mask& mask,
                                                Out&... out) {
    code_of_block<Program, Next>::run(x, slots, mask, out...);
  }
};

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/// The forms of emission; `run(x, out...)` is the whole program. Statements:
template <class Program, class T>
struct straight {
  template <class... Out>
  ETNA_INLINE static constexpr void run(const T* x, Out&... out) {
    code_of_block<Program, 0>::run(x, nullptr, no_mask{}, out...);
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

#if defined(ETNA_INSTRUMENTED)
inline constexpr bool instrumented = true;
#else
inline constexpr bool instrumented = false;
#endif

/// The number type of programs with inputs X.
template <class X>
struct number_of_input {
  using type = X;
};

/// The form of programs on arrays; array/run.hpp has it.
template <class Program, class T>
struct on_arrays;

/// Instrumented is a template argument, so that translation units built with different options may
/// share a program.
template <class Program, class T, bool Instrumented>
constexpr auto choose_form() {
  constexpr int statements = code_of<Program>.statements;
  if constexpr (std::is_same_v<T, symbol>) {
    return looping<program<derived_of<Program>, true>, T>{};
  } else if constexpr (!std::is_trivially_copyable_v<T> ||
                       statements > (Instrumented ? limits::statements_instrumented
                                                  : limits::statements_optimized)) {
    return looping<Program, T>{};
  } else {
    return straight<Program, T>{};
  }
}

template <class Program, class T, bool Instrumented>
struct emission_as;
template <class Program, class T, bool Instrumented>
  requires(is_on_arrays<derived_of<Program>>)
struct emission_as<Program, T, Instrumented> : on_arrays<Program, T> {};
template <class Program, class T, bool Instrumented>
  requires(!is_on_arrays<derived_of<Program>>)
struct emission_as<Program, T, Instrumented> : decltype(choose_form<Program, T, Instrumented>()) {
  static_assert(
      !code_of<Program>.rounded || at_most_double<T>,
      "Etna: this function contains a constant beyond the range of double, or an expression of "
      "constants of more than 16 steps, which is folded in double; in a wider type that loses "
      "digits. Pass a constant as an argument, or with etna::with.");
};

}  // namespace detail

/// emission<Program, T>::run(x, out...) runs a program on the inputs x[0 …
/// derived_of<Program>::inputs) and stores its outputs, in order, into the scalars of `out`, which
/// must not overlap x.
template <class Program, class T>
using emission = detail::emission_as<Program, T, detail::instrumented>;

/// The outputs of a program as a Result, constructed where the caller wants it: GCC before 14
/// elides the copy of a local variable in a function's outermost scope only.
template <class Program, class Result, class X>
ETNA_INLINE constexpr Result compute(const X* x) {
  Result result;
  emission<Program, typename detail::number_of_input<X>::type>::run(x, result);
  return result;
}

}  // namespace etna
