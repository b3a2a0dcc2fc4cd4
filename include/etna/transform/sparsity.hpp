// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>

#include "etna/transform/derivation.hpp"

/// \file
/// Sparse derivative matrices: which entries can be other than zero, and all of them in few passes.
/// Columns that no row has in common are differentiated in one pass, of which each entry is then
/// read off where it belongs (Curtis, Powell and Reid, On the estimation of sparse Jacobian
/// matrices, 1974); and rows likewise, in reverse mode. The sums that such a pass records are those
/// of the passes that it replaces, node by node: what is literally 0 in them is so in it.

namespace etna::detail {

/// A matrix of bits.
template <int Rows, int Columns>
struct bit_matrix {
  static constexpr int words = Columns / 64 + 1;
  std::uint64_t word[Rows + 1][words]{};

  constexpr bool get(int row, int column) const {
    return (word[row][column / 64] >> (column % 64) & 1) != 0;
  }
  constexpr void set(int row, int column) {
    word[row][column / 64] |= std::uint64_t{1} << (column % 64);
  }
  /// Calls f(row, column) for the bits that are set, row by row.
  template <class F>
  constexpr void for_each(F f) const {
    for (int row = 0; row < Rows; ++row) {
      for (int w = 0; w < words; ++w) {
        for (std::uint64_t rest = word[row][w]; rest != 0; rest &= rest - 1) {
          f(row, 64 * w + std::countr_zero(rest));
        }
      }
    }
  }
  constexpr int count() const {
    int n = 0;
    for_each([&](int, int) { ++n; });
    return n;
  }
  constexpr bit_matrix<Columns, Rows> transposed() const {
    bit_matrix<Columns, Rows> t;
    for_each([&](int row, int column) { t.set(column, row); });
    return t;
  }
};

/// On which inputs of Set each node depends, of a traced or derived function.
template <class Function, input_set Set>
constexpr auto inputs_of_nodes() {
  constexpr const auto& nodes = Function::value.nodes;
  bit_matrix<nodes.size, Set.count()> bits;
  constexpr int words = bits.words;
  for (int i = 0; i < nodes.size; ++i) {
    if (nodes.is_constant(i)) continue;
    if (nodes.is_input(i)) {
      int before = 0;
      for (int r = 0; r < Set.ranges; ++r) {
        const int k = nodes.a[i] - Set.range[r].first;
        if (k >= 0 && k < Set.range[r].count) bits.set(i, before + k);
        before += Set.range[r].count;
      }
      continue;
    }
    const int operand[] = {nodes.a[i], nodes.b[i], nodes.c[i]};
    for (int k = 0; k < nodes.operation(i).arity; ++k) {
      for (int w = 0; w < words; ++w) bits.word[i][w] |= bits.word[operand[k]][w];
    }
  }
  return bits;
}

/// Which outputs depend on each node.
template <class Function>
constexpr auto outputs_of_nodes() {
  constexpr const auto& nodes = Function::value.nodes;
  constexpr const auto& paths = Function::value.paths;
  bit_matrix<nodes.size, Function::outputs> bits;
  constexpr int words = bits.words;
  for (int path = 0; path < paths.leaves; ++path) {
    for (int k = 0; k < Function::outputs; ++k) bits.set(paths.output[path][k], k);
  }
  for (int i = nodes.size - 1; i >= 0; --i) {
    if (nodes.is_constant(i) || nodes.is_input(i)) continue;
    const int operand[] = {nodes.a[i], nodes.b[i], nodes.c[i]};
    for (int k = 0; k < nodes.operation(i).arity; ++k) {
      for (int w = 0; w < words; ++w) bits.word[operand[k]][w] |= bits.word[i][w];
    }
  }
  return bits;
}

/// How many tangents forward mode propagates for the Jacobian by the inputs of Set, and how many
/// adjoints reverse mode: one of each node for each input it depends on, or each output that
/// depends on it.
template <class Function, input_set Set>
struct propagated {
  int tangents = 0, adjoints = 0;

  constexpr propagated() {
    const auto inputs = inputs_of_nodes<Function, Set>();
    const auto outputs = outputs_of_nodes<Function>();
    for (int i = 0; i < Function::value.nodes.size; ++i) {
      int of_inputs = 0, of_outputs = 0;
      for (const std::uint64_t bits : inputs.word[i]) of_inputs += std::popcount(bits);
      for (const std::uint64_t bits : outputs.word[i]) of_outputs += std::popcount(bits);
      if (of_inputs == 0 || of_outputs == 0) continue;
      tangents += of_inputs;
      adjoints += of_outputs;
    }
  }
};

/// Which outputs of a derived function depend, on any path, on which inputs of Set.
template <class Derived, input_set Set>
inline constexpr auto dependence = [] {
  const auto bits = inputs_of_nodes<Derived, Set>();
  constexpr int words = bits.words;
  bit_matrix<Derived::outputs, Set.count()> result;
  for (int path = 0; path < Derived::value.paths.leaves; ++path) {
    for (int k = 0; k < Derived::outputs; ++k) {
      const int output = Derived::value.paths.output[path][k];
      for (int w = 0; w < words; ++w) result.word[k][w] |= bits.word[output][w];
    }
  }
  return result;
}();

/// A colour for each of N things such that those that have something in common differ in colour.
template <int N>
struct coloring {
  int colors = 0;
  int color[N + 1]{};
};

/// Colours the rows of a matrix, each with the first colour that no row with a common column has.
template <int Rows, int Columns>
constexpr coloring<Rows> color_rows(const bit_matrix<Rows, Columns>& matrix) {
  constexpr int words = bit_matrix<Rows, Columns>::words;
  coloring<Rows> result;
  bit_matrix<Rows, Columns> taken;  // by the rows of each colour
  for (int row = 0; row < Rows; ++row) {
    const auto meets = [&](int color) {
      for (int w = 0; w < words; ++w) {
        if ((taken.word[color][w] & matrix.word[row][w]) != 0) return true;
      }
      return false;
    };
    int color = 0;
    while (color < result.colors && meets(color)) ++color;
    for (int w = 0; w < words; ++w) taken.word[color][w] |= matrix.word[row][w];
    result.color[row] = color;
    result.colors = color < result.colors ? result.colors : color + 1;
  }
  return result;
}

/// A colour of its own for each.
template <int N>
inline constexpr coloring<N> each_apart = [] {
  coloring<N> result;
  result.colors = N;
  for (int i = 0; i < N; ++i) result.color[i] = i;
  return result;
}();

/// The entries of a matrix, row by row.
template <int Count>
struct entry_list {
  static constexpr int count = Count;
  int row[Count + 1]{};
  int column[Count + 1]{};

  template <class Matrix>
  constexpr explicit entry_list(const Matrix& matrix) {
    int n = 0;
    matrix.for_each([&](int r, int c) {
      row[n] = r;
      column[n++] = c;
    });
  }
};

/// The Jacobian of a derived function by the inputs of Set, as far as its dependences tell.
template <class Derived, input_set Set>
struct jacobian_entries {
  static constexpr const auto& matrix = dependence<Derived, Set>;
  static constexpr auto entries = entry_list<matrix.count()>(matrix);
  static constexpr const auto& source = entries;
  static constexpr auto columns = color_rows(matrix.transposed());
  static constexpr auto rows = color_rows(matrix);
};

/// The Hessian of a function whose gradient is given. An entry whose mirror image is 0 is 0, and
/// both are the one of the upper half.
template <class Gradient, input_set Set>
struct hessian_entries {
  static constexpr const auto& matrix = dependence<Gradient, Set>;
  static constexpr auto symmetric = [] {
    bit_matrix<Set.count(), Set.count()> both;
    matrix.for_each([&](int i, int j) {
      if (matrix.get(j, i)) both.set(i, j);
    });
    return both;
  }();
  static constexpr auto entries = entry_list<symmetric.count()>(symmetric);
  static constexpr auto columns = color_rows(matrix.transposed());
  /// Where the entries are read.
  static constexpr auto source = [] {
    auto upper = entries;
    for (int k = 0; k < entries.count; ++k) {
      if (upper.row[k] <= upper.column[k]) continue;
      upper.row[k] = entries.column[k];
      upper.column[k] = entries.row[k];
    }
    return upper;
  }();
};

}  // namespace etna::detail

namespace etna::derivation {

/// Entries of the Jacobian, by one forward pass a colour of its columns.
template <input_set Set, class Entries>
struct entries_by_columns {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int) { return Entries::entries.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    constexpr const auto& e = Entries::source;
    constexpr const auto& columns = Entries::columns;
    const detail::dependencies<Capacity> nodes(g, g.size(), y, m);
    for (int color = 0; color < columns.colors; ++color) {
      forward_pass<Capacity> pass(nodes);
      for (int i = 0; i < Set.count(); ++i) {
        if (columns.color[i] == color) {
          pass.seed(g, Set.input(i), symbol(1.0));
        }
      }
      pass.run(g);
      for (int k = 0; k < e.count; ++k) {
        if (columns.color[e.column[k]] == color) out[k] = pass.of(g, y[e.row[k]]).in(g);
      }
    }
  }
};

/// The same by one reverse pass a colour of its rows.
template <input_set Set, class Entries>
struct entries_by_rows {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int) { return Entries::entries.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int, int m, int* out) {
    constexpr const auto& e = Entries::source;
    constexpr const auto& rows = Entries::rows;
    const int size = g.size();
    for (int color = 0; color < rows.colors; ++color) {
      reverse_pass<Capacity> pass(g, size, Set);
      for (int k = 0; k < m; ++k) {
        if (rows.color[k] == color) pass.give(g, y[k], symbol(1.0), 0);
      }
      pass.run(g);
      for (int k = 0; k < e.count; ++k) {
        if (rows.color[e.row[k]] == color) {
          out[k] = pass.of(g, Set.input(e.column[k])).in(g);
        }
      }
    }
  }
};

/// Entries of the Hessian of one output: forward, by columns, over reverse.
template <input_set Set, class Entries>
struct hessian_entries_by_columns {
  static constexpr int inputs(int n, int) { return n; }
  static constexpr int outputs(int, int) { return Entries::entries.count; }
  template <int Capacity>
  static constexpr void run(recorder& g, const int* y, int n, int m, int* out) {
    constexpr int count = Set.count();
    int gradient[count + 1]{};
    rows<Set, false, 1>::template run<Capacity>(g, y, n, m, gradient);
    entries_by_columns<Set, Entries>::template run<Capacity>(g, gradient, n, count, out);
  }
};

}  // namespace etna::derivation

namespace etna::detail {

/// A derived function with those of its outputs that are not literally 0 on every path.
template <class Derived>
struct without_zeros {
  static constexpr bool is_zero(int output) {
    const auto& nodes = Derived::value.nodes;
    for (int path = 0; path < Derived::value.paths.leaves; ++path) {
      const int node = Derived::value.paths.output[path][output];
      if (!nodes.is_constant(node) || constant_value(nodes.a[node], nodes.b[node]) != 0) {
        return false;
      }
    }
    return true;
  }
  static constexpr int inputs = Derived::inputs;
  static constexpr int outputs = [] {
    int count = 0;
    for (int k = 0; k < Derived::outputs; ++k) count += is_zero(k) ? 0 : 1;
    return count;
  }();
  /// The outputs that are left, by their numbers in Derived.
  static constexpr auto kept = [] {
    std::array<int, static_cast<std::size_t>(outputs + 1)> list{};
    int count = 0;
    for (int k = 0; k < Derived::outputs; ++k) {
      if (!is_zero(k)) list[static_cast<std::size_t>(count++)] = k;
    }
    return list;
  }();

  struct view {
    const std::remove_cvref_t<decltype(Derived::value.nodes)>& nodes;
    decision_tree<Derived::value.paths.leaves, outputs> paths;
  };
  static constexpr view value = [] {
    constexpr const auto& from = Derived::value.paths;
    decision_tree<from.leaves, outputs> paths;
    paths.root = from.root;
    for (int path = 0; path < from.leaves; ++path) {
      paths.decisions[path] = from.decisions[path];
      for (int k = 0; k < outputs; ++k) {
        paths.output[path][k] = from.output[path][kept[static_cast<std::size_t>(k)]];
      }
    }
    return view{Derived::value.nodes, paths};
  }();
};

}  // namespace etna::detail
