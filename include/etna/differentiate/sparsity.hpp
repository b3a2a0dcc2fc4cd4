// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/large_matrix.hpp"
#include "etna/differentiate/shapes.hpp"
#include "etna/transform/sparsity.hpp"

namespace etna {

namespace detail {

// Entries of a sparse matrix: `count` of them, entry k in row(k) and column(k), row by row, and
// compute(inputs, values).

/// In straight-line code: those that are not literally 0.
template <class Trace, class Derivation, class Entries>
struct straight_entries {
  using nonzeros = without_zeros<derived<Trace, Derivation>>;
  static constexpr int count = nonzeros::outputs;
  static constexpr int row(int k) {
    return Entries::entries.row[nonzeros::kept[static_cast<std::size_t>(k)]];
  }
  static constexpr int column(int k) {
    return Entries::entries.column[nonzeros::kept[static_cast<std::size_t>(k)]];
  }
  template <class T, class Values>
  ETNA_INLINE static constexpr void compute(const T* inputs, Values& values) {
    emission<program<nonzeros>, T>::run(inputs, values);
  }
};

/// By a loop: those that the dependences leave.
template <class Entries>
struct looped_entries {
  static constexpr int count = Entries::entries.count;
  static constexpr int row(int k) { return Entries::entries.row[k]; }
  static constexpr int column(int k) { return Entries::entries.column[k]; }
};

template <class Derived, input_set Set, class Entries>
struct entries_in_lanes : looped_entries<Entries> {
  template <class T, class Values>
  static constexpr void compute(const T* inputs, Values& values) {
    constexpr const auto& e = Entries::source;
    pass_in_lanes<program<Derived>, Set>(
        inputs, Entries::columns, [&](int first, int passes, const auto& y) {
          for (int k = 0; k < e.count; ++k) {
            const int lane = Entries::columns.color[e.column[k]] - first;
            if (lane < 0 || lane >= passes) continue;
            values[static_cast<std::size_t>(k)] =
                y[static_cast<std::size_t>(e.row[k])].partials[static_cast<std::size_t>(lane)];
          }
        });
  }
};

template <class Trace, input_set Set, class Entries>
struct entries_in_turn : looped_entries<Entries> {
  template <class T, class Values>
  static constexpr void compute(const T* inputs, Values& values) {
    constexpr const auto& e = Entries::source;
    pass_in_turn<program<derived<Trace, derivation::pullback<Set>>>, Trace::outputs>(
        inputs, Entries::rows, [&](int color, const auto& y) {
          for (int k = 0; k < e.count; ++k) {
            if (Entries::rows.color[e.row[k]] != color) continue;
            values[static_cast<std::size_t>(k)] = y[static_cast<std::size_t>(e.column[k])];
          }
        });
  }
};

/// Whether so many entries, of passes through so many nodes, are computed by a loop.
constexpr bool is_large_sparse(int entries, int passes, int nodes) {
  return entries > limits::matrix_entries || passes * nodes > limits::matrix_steps;
}

template <class Trace, class Options, input_set Set>
constexpr auto sparse_entries() {
  if constexpr (tree_of<typename Trace::result>::kind == tree_kind::leaf) {
    using gradient = derived<Trace, derivation::rows<Set, false, 1>>;
    using entries = hessian_entries<gradient, Set>;
    if constexpr (is_large_sparse(entries::entries.count, entries::columns.colors,
                                  gradient::value.nodes.size)) {
      return entries_in_lanes<gradient, Set, entries>{};
    } else {
      return straight_entries<Trace, derivation::hessian_entries_by_columns<Set, entries>,
                              entries>{};
    }
  } else {
    using value = derived<Trace, derivation::value>;
    using entries = jacobian_entries<value, Set>;
    constexpr bool by_columns =
        Options::forward || (!Options::reverse && entries::columns.colors <= entries::rows.colors);
    constexpr int passes = by_columns ? entries::columns.colors : entries::rows.colors;
    if constexpr (is_large_sparse(entries::entries.count, passes, Trace::value.nodes.size)) {
      return std::conditional_t<by_columns, entries_in_lanes<value, Set, entries>,
                                entries_in_turn<Trace, Set, entries>>{};
    } else {
      return straight_entries<
          Trace,
          std::conditional_t<by_columns, derivation::entries_by_columns<Set, entries>,
                             derivation::entries_by_rows<Set, entries>>,
          entries>{};
    }
  }
}

}  // namespace detail

/// What sparsity returns: a matrix in compressed sparse row form. Its pattern is known at compile
/// time; `values` computes it at a point.
template <class F, class Trace, class Options, input_set Set>
class sparsity_of {
  using entries = decltype(detail::sparse_entries<Trace, Options, Set>());
  static constexpr bool is_hessian = tree_of<typename Trace::result>::kind == tree_kind::leaf;
  static_assert(
      !is_hessian || !(Options::forward || Options::reverse),
      "Etna: forward_mode and reverse_mode are about Jacobians; this is the sparsity of a "
      "Hessian, since the function returns one scalar.");

 public:
  [[no_unique_address]] F function;

  /// Numbers of rows and columns. Rows are the scalars of the result, of a Hessian those of the
  /// arguments, which the columns are; all in the order in which they are written.
  static constexpr std::array<int, 2> shape{is_hessian ? Set.count() : Trace::outputs, Set.count()};
  /// The number of entries that are not structurally zero.
  static constexpr int nonzeros = entries::count;
  /// Row i has the entries row_starts[i] to row_starts[i + 1] - 1.
  static constexpr auto row_starts = [] {
    std::array<int, static_cast<std::size_t>(shape[0] + 1)> starts{};
    for (int k = 0; k < nonzeros; ++k) ++starts[static_cast<std::size_t>(entries::row(k) + 1)];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    return starts;
  }();
  /// The column of each entry, in increasing order within a row.
  static constexpr auto columns = [] {
    std::array<int, static_cast<std::size_t>(nonzeros)> list{};
    for (int k = 0; k < nonzeros; ++k) list[static_cast<std::size_t>(k)] = entries::column(k);
    return list;
  }();

  /// The entries at x, in the order of `columns`.
  template <class... X>
  ETNA_INLINE constexpr auto values(const X&... x) const {
    using plan = detail::call_plan<F, X...>;
    if constexpr (plan::valid) {
      static_assert(std::is_same_v<typename plan::trace, Trace>,
                    "Etna: the point must have the shapes that the sparsity was asked for.");
      using T = typename plan::scalar;
      std::array<T, static_cast<std::size_t>(nonzeros)> result;
      if constexpr (nonzeros > 0 && std::is_same_v<typename plan::trace, Trace>) {
        const auto inputs = detail::gather_call<T>(function, x...);
        entries::compute(inputs.data(), result);
      }
      return result;
    }
  }
};

namespace detail {

template <class Options, class F, class... X>
constexpr auto sparsity_for(const F& f, shapes<X...>) {
  using plan = call_plan<F, X...>;
  if constexpr (plan::valid) {
    return sparsity_of<F, typename plan::trace, Options,
                       selection<typename Options::wrt, X...>::set>{f};
  }
}

}  // namespace detail

/// sparsity(f): the structural pattern of the Hessian of f, which returns one scalar, or of the
/// Jacobian of f, which returns several, known at compile time in compressed sparse row form:
/// `shape`, `nonzeros`, `row_starts` and `columns`; and `values(x...)`, a function of f's arguments
/// that computes the entries that are not structurally zero, and nothing else.
///
///     constexpr auto f = [](const auto& x) { return std::array{x[0] * x[1], sin(x[2])}; };
///     constexpr auto s = sparsity<std::array<double, 3>>(f);
///     static_assert(s.row_starts == std::array{0, 2, 3} && s.columns == std::array{0, 1, 2});
///     auto v = s.values(x);   // {x[1], x[0], cos(x[2])}
///
/// The arguments are scalars unless they, or their types, are given: `sparsity(f, x...)`. Options,
/// last: wrt<I...>, and for Jacobians forward_mode, reverse_mode (default: whichever takes fewer
/// passes).
template <class... X, class F, class... A>
constexpr auto sparsity(const F& f, const A&...) {
  using looked_at = detail::looked_at_with_options<detail::shapes<X...>, A...>;
  return detail::sparsity_for<looked_at>(f, typename looked_at::template shapes_of<F>{});
}

}  // namespace etna
