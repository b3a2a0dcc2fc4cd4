// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/evaluate/statements.hpp"

/// \file
/// A program as a loop over a table, for builds in which straight-line code of many statements
/// would take too long to compile and too much stack, and for numbers that are not plain values.
/// The same operations in the same order.

namespace etna::detail {

template <class Program>
struct program_table {
  static constexpr int statements = Program::code.statements;

  struct distinct_codes {
    int count = 0;
    int code[operation_slots]{};
    int index[statements + 1]{};  // of each statement's operation
  };
  static constexpr distinct_codes codes = [] {
    distinct_codes d;
    for (int s = 0; s < statements; ++s) {
      int k = 0;
      while (k < d.count && d.code[k] != Program::code.op[s]) ++k;
      if (k == d.count) d.code[d.count++] = Program::code.op[s];
      d.index[s] = k;
    }
    return d;
  }();

  template <class T, int Code>
  static constexpr void step(T* target, const T* w, int a, int b, int c) {
    using operation = typename operation_of<Code>::type;
    const no_operand none;
    static_cast<void>(w), static_cast<void>(a), static_cast<void>(b), static_cast<void>(c);
    if constexpr (operation::arity == 0) emitted<Code>::template run<T>(target, none, none, none);
    if constexpr (operation::arity == 1) emitted<Code>::run(target, w[a], none, none);
    if constexpr (operation::arity == 2) emitted<Code>::run(target, w[a], w[b], none);
    if constexpr (operation::arity == 3) emitted<Code>::run(target, w[a], w[b], w[c]);
  }

  template <class T>
  using step_type = void (*)(T*, const T*, int, int, int);

  template <class T>
  static constexpr auto steps = []<int... K>(std::integer_sequence<int, K...>) {
    return std::array<step_type<T>, sizeof...(K) + 1>{&step<T, codes.code[K]>..., nullptr};
  }(std::make_integer_sequence<int, codes.count>{});
};

template <class Program, class Mask, class T, class... Out>
constexpr void loop_block(int block, T* w, const Mask& mask, Out&... out) {
  using table = program_table<Program>;
  constexpr const auto& p = Program::code;
  constexpr int first_value = Program::inputs + p.constants;
  const program_block& b = p.block[block];
  for (int s = b.first; s < b.first + b.count; ++s) {
    table::template steps<T>[static_cast<std::size_t>(table::codes.index[s])](
        w + first_value + p.target[s], w, p.a[s], p.b[s], p.c[s]);
  }
  if (b.test < 0) {
    int first = 0;
    ((first = for_each_leaf(
          out,
          [&](auto& place, int k) {
            if constexpr (std::is_same_v<Mask, no_mask>) {
              place = w[p.output[b.leaf][k]];
            } else {
              place = select(mask, w[p.output[b.leaf][k]], place);
            }
          },
          first)),
     ...);
    return;
  }
  if constexpr (std::is_same_v<T, symbol>) {
    // Not compared with 0: the derivative of a function has the function's own decisions.
    return loop_block<Program>(condition{w[b.test]} ? b.yes : b.no, w, mask, out...);
  }
  const auto test = w[b.test] != T(0);
  if constexpr (!has_lanes<T>) {
    loop_block<Program>(test ? b.yes : b.no, w, mask, out...);
  } else if constexpr (std::is_same_v<Mask, no_mask>) {
    // The first path is stored in all lanes; the others then overwrite theirs.
    loop_block<Program>(b.yes, w, mask, out...);
    loop_block<Program>(b.no, w, w[b.test] == T(0), out...);
  } else {
    loop_block<Program>(b.yes, w, mask && test, out...);
    loop_block<Program>(b.no, w, mask && w[b.test] == T(0), out...);
  }
}

template <class Program, class T, class... Out>
constexpr void run_loop(const T* x, Out&... out) {
  constexpr const auto& p = Program::code;
  T w[static_cast<std::size_t>(Program::inputs + p.constants + p.values + 1)];
  for (int i = 0; i < Program::inputs; ++i) w[i] = x[i];
  for (int i = 0; i < p.constants; ++i) {
    w[Program::inputs + i] = from_constant<T>::make(p.constant[i]);
    if constexpr (std::is_same_v<T, symbol>) w[Program::inputs + i].rounded = p.rounded;
  }
  loop_block<Program>(0, w, no_mask{}, out...);
}

}  // namespace etna::detail
