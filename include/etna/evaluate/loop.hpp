// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/evaluate/statements.hpp"
#include "etna/transform/count.hpp"

/// \file
/// A program as a loop over a table, for builds in which straight-line code of many statements
/// would take too long to compile and too much stack, and for numbers that are not plain values.
/// The same operations in the same order.

namespace etna::detail {

template <class Program>
struct program_table {
  static constexpr const auto& code = code_of<Program>;
  static constexpr distinct_codes<Program> codes{};

  template <class T, int Code>
  static constexpr void step(T* target, const T& x, const T& y, const T& z) {
    if constexpr (is_pair<Code>) {
      run_pair(T(x), target);
    } else {
      *target = emitted<Code>::run(T(x), T(y), T(z));
    }
  }

  template <class T>
  using step_type = void (*)(T*, const T&, const T&, const T&);

  template <class T>
  static constexpr auto steps = []<int... K>(std::integer_sequence<int, K...>) {
    return std::array<step_type<T>, sizeof...(K) + 1>{&step<T, codes.code[K]>..., nullptr};
  }(std::make_integer_sequence<int, codes.count>{});
};

template <class T>
constexpr const T& operand_at(const T* x, const T* w, int k) {
  return k < 0 ? x[~k] : w[k];
}

template <class Program, class Mask, class T, class... Out>
constexpr void loop_block(int block, const T* x, T* w, const Mask& mask, Out&... out) {
  using table = program_table<Program>;
  constexpr const auto& p = table::code;
  const program_block& b = p.block[block];
  for (int s = b.first; s < b.first + b.count; ++s) {
    table::template steps<T>[static_cast<std::size_t>(table::codes.index[s])](
        w + p.target[s], operand_at(x, w, p.a[s]), operand_at(x, w, p.b[s]),
        operand_at(x, w, p.c[s]));
  }
  if (b.ends) {
    int first = 0;
    ((first = for_each_leaf(
          out,
          [&](auto& place, int k) { put<T>(mask, place, operand_at(x, w, p.output[b.leaf][k])); },
          first)),
     ...);
    return;
  }
  const T& truth = operand_at(x, w, b.test);
  if constexpr (std::is_same_v<T, symbol>) {
    // Not compared with 0: the derivative of a function has the function's own decisions.
    return loop_block<Program>(condition{truth} ? b.yes : b.no, x, w, mask, out...);
  }
  if constexpr (!has_lanes<T>) {
    loop_block<Program>(truth != T(0) ? b.yes : b.no, x, w, mask, out...);
  } else if constexpr (std::is_same_v<Mask, no_mask>) {
    // The first path is stored in all lanes; the others then overwrite theirs.
    loop_block<Program>(b.yes, x, w, mask, out...);
    loop_block<Program>(b.no, x, w, truth == T(0), out...);
  } else {
    loop_block<Program>(b.yes, x, w, mask && truth != T(0), out...);
    loop_block<Program>(b.no, x, w, mask && truth == T(0), out...);
  }
}

template <class Program, class T, class... Out>
constexpr void run_loop(const T* x, Out&... out) {
  constexpr const auto& p = program_table<Program>::code;
  T w[static_cast<std::size_t>(p.slots)];
  for (int i = 0; i < p.constants; ++i) {
    w[i] = from_constant<T>::make(p.constant[i]);
    if constexpr (std::is_same_v<T, symbol>) w[i].pending.rounded = p.rounded;
  }
  loop_block<Program>(0, x, w, no_mask{}, out...);
}

}  // namespace etna::detail
