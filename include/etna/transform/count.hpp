// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "etna/transform/schedule.hpp"

namespace etna {

/// How many operations a program does, by what they are (see etna::operation_kind): of a program
/// with branches, on the path with most of them.
struct operation_counts {
  int additions = 0;        // and subtractions
  int multiplications = 0;  // squares too
  int divisions = 0;
  int roots = 0;       // sqrt, cbrt, hypot
  int elementary = 0;  // calls to libm, and operations of the user's own
  int selections = 0;  // comparisons, min, max, where
  int others = 0;      // changes of sign, roundings

  constexpr int total() const {
    return additions + multiplications + divisions + roots + elementary + selections + others;
  }
  constexpr operation_counts& operator+=(const operation_counts& o) {
    additions += o.additions;
    multiplications += o.multiplications;
    divisions += o.divisions;
    roots += o.roots;
    elementary += o.elementary;
    selections += o.selections;
    others += o.others;
    return *this;
  }
  friend constexpr operation_counts operator+(operation_counts a, const operation_counts& b) {
    return a += b;
  }
  friend constexpr operation_counts operator*(int n, const operation_counts& c) {
    return {n * c.additions,  n * c.multiplications, n * c.divisions, n * c.roots,
            n * c.elementary, n * c.selections,      n * c.others};
  }
  friend constexpr bool operator==(const operation_counts&, const operation_counts&) = default;
};

namespace detail {

template <class Op>
constexpr operation_counts counts_of() {
  if constexpr (Op::composite) {
    return []<class... Part>(operations<Part...>) {
      return (counts_of<Part>() + ...);
    }(typename Op::parts{});
  } else {
    operation_counts c;
    switch (Op::kind) {
      case operation_kind::addition:
        c.additions = 1;
        break;
      case operation_kind::multiplication:
        c.multiplications = 1;
        break;
      case operation_kind::division:
        c.divisions = 1;
        break;
      case operation_kind::root:
        c.roots = 1;
        break;
      case operation_kind::elementary:
        c.elementary = 1;
        break;
      case operation_kind::selection:
        c.selections = 1;
        break;
      case operation_kind::other:
        c.others = 1;
        break;
    }
    return c;
  }
}

/// The distinct codes of a program's statements: templates are instantiated for those only.
template <class Program>
struct distinct_codes {
  int count = 0;
  int code[operation_slots]{};
  int index[code_of<Program>.statements + 1]{};  // of each statement

  constexpr distinct_codes() {
    int slot[operation_slots]{};  // plus one
    for (int s = 0; s < code_of<Program>.statements; ++s) {
      unsigned at = static_cast<unsigned>(code_of<Program>.op[s]) % operation_slots;
      while (slot[at] != 0 && code[slot[at] - 1] != code_of<Program>.op[s]) {
        at = (at + 1) % operation_slots;
      }
      if (slot[at] == 0) {
        code[count] = code_of<Program>.op[s];
        slot[at] = ++count;
      }
      index[s] = slot[at] - 1;
    }
  }
};

template <class Program>
struct operation_counter {
  static constexpr distinct_codes<Program> codes{};

  static constexpr auto each = []<int... I>(std::integer_sequence<int, I...>) {
    return std::array<operation_counts, sizeof...(I)>{
        counts_of<typename operation_of<codes.code[I]>::type>()...};
  }(std::make_integer_sequence<int, codes.count>{});

  /// The counts of a block and of the costlier of the two that may follow it.
  static constexpr operation_counts count(int block) {
    const program_block& b = code_of<Program>.block[block];
    operation_counts sum;
    for (int s = b.first; s < b.first + b.count; ++s) {
      sum += each[static_cast<std::size_t>(codes.index[s])];
    }
    if (b.ends) return sum;
    const operation_counts yes = count(b.yes), no = count(b.no);
    return sum + (yes.total() < no.total() ? no : yes);
  }
  static constexpr operation_counts value = count(0);
};

}  // namespace detail

/// The operations of a program. A product and a sum that are one statement count as two, the sine
/// and the cosine of one argument too.
template <class Program>
inline constexpr const operation_counts& count_operations =
    detail::operation_counter<Program>::value;

}  // namespace etna
