// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "etna/array/array.hpp"
#include "etna/array/functions.hpp"
#include "etna/op/indexing.hpp"
#include "etna/op/linear_algebra.hpp"

/// \file
/// A function of one sample as a function of a batch, inside functions of arrays: the function is
/// recorded once, and what it does to vectors is done to the rows of matrices.

namespace etna {

/// In the place of an axis: an argument that all samples share.
inline constexpr int unmapped = -1;

/// Option of vmap in functions of arrays: for each argument 0, if it has a row (of a vector an
/// element) for each sample, or `unmapped`.
template <int... Axes>
struct in_axes_option {
  static_assert(((Axes == 0 || Axes == unmapped) && ...),
                "Etna: vmap maps over axis 0 of an argument; others are etna::unmapped.");
  static_assert(((Axes == 0) || ...), "Etna: vmap maps over axis 0 of at least one argument.");
};
template <int... Axes>
inline constexpr in_axes_option<Axes...> in_axes{};

// Called in constant evaluation only, where a call to a function that is not constexpr is an error
// that shows its name.
void vmap_maps_vectors_and_scalars_over_a_batch_not_matrices();
void vmap_has_no_rule_for_this_operation_over_a_batch();
void vmap_maps_no_branch_use_etna_where();
void vmap_is_of_results_that_depend_on_what_is_mapped();
void vmap_is_of_functions_with_fewer_nodes();

namespace detail {

/// A recorded function of one sample, done again to a batch. A scalar becomes a column, a vector,
/// whether a row or a column, a matrix with a row for each sample.
class batch_replay {
 public:
  static constexpr int capacity = 2048;

  constexpr explicit batch_replay(recorder& outer)
      : g(outer), inner_(nodes_, table_), rules_(*outer.shapes, shape_) {
    inner_.shapes = &rules_;
  }

  /// The symbol of one sample of an argument, or of all that is shared.
  constexpr symbol add_input(const symbol& x, bool is_mapped) {
    const int i = inner_.input(inputs_);
    const shape s = x.shape_in(g);
    if (is_mapped && s.rank == 0) vmap_maps_vectors_and_scalars_over_a_batch_not_matrices();
    shape of_sample = s;
    if (is_mapped) of_sample = s.rank == 2 ? shape{1, 1, s.columns} : shape{};
    rules_.set(i, of_sample);
    is_batch_[i] = is_mapped;
    value_[i] = is_mapped && s.rank == 1 ? transpose(x) : x;
    if (is_mapped) {
      const int samples = s.rank == 2 ? s.rows : s.columns;
      if (samples_ != 0) {
        rules_.common(op::vmap_::code, samples_, samples, first_mapped_, s);
      } else {
        samples_ = samples;
        first_mapped_ = s;
      }
    }
    ++inputs_;
    return symbol(inner_, i, 0);
  }

  /// Does what was recorded.
  constexpr void run() {
    if (inner_.full()) vmap_is_of_functions_with_fewer_nodes();
    if (inner_.taken.asked > 0) vmap_maps_no_branch_use_etna_where();
    for (int i = inputs_; i < inner_.size(); ++i) {
      if (inner_.is_constant(i)) {
        value_[i] = symbol(inner_.value(i));
      } else if (!is_of_batch(i)) {
        value_[i] = repeat(i, false);
      } else {
        is_batch_[i] = true;
        value_[i] = inner_.operation(i).pull ? on_arrays(i) : repeat(i, true);
      }
    }
  }
  /// A result: of scalars a vector, of vectors a matrix.
  constexpr symbol result(const symbol& y) const {
    if (!y.graph || !is_batch_[y.node]) vmap_is_of_results_that_depend_on_what_is_mapped();
    const symbol& batch = value_[y.node];
    return inner_.shape_of(y.node).is_scalar() ? column_as_vector(g, batch) : batch;
  }

 private:
  constexpr bool is_of_batch(int i) const {
    const int arity = inner_.operation(i).arity;
    for (int k = 0; k < arity; ++k) {
      if (is_batch_[operand(i, k)]) return true;
    }
    return false;
  }
  constexpr int operand(int i, int k) const {
    return k == 0 ? inner_.a[i] : k == 1 ? inner_.b[i] : inner_.c[i];
  }
  /// What is shared, for elementwise operations with a batch.
  constexpr symbol beside_batch(int i) const {
    const shape s = inner_.shape_of(i);
    if (is_batch_[i] || s.is_scalar() || s.rows == 1) return value_[i];
    if (s.columns != 1) vmap_maps_vectors_and_scalars_over_a_batch_not_matrices();
    return transpose(value_[i]);
  }
  /// The operation of node i on the operands' values.
  constexpr symbol repeat(int i, bool with_batch) const {
    const operation_info& o = inner_.operation(i);
    const shape s = inner_.shape_of(i);
    if (with_batch && s.rows != 1 && s.columns != 1)
      vmap_maps_vectors_and_scalars_over_a_batch_not_matrices();
    int x[3] = {inner_.a[i], inner_.b[i], inner_.c[i]};
    for (int k = 0; k < o.arity; ++k) {
      const symbol y = with_batch ? beside_batch(x[k]) : value_[x[k]];
      x[k] = y.in(g);
    }
    return symbol::made(g, g.node(o, x[0], x[1], x[2]), o.code);
  }

  constexpr symbol on_arrays(int i) const {
    const int code = inner_.code(i), a = inner_.a[i];
    const symbol x = value_[a];
    if (code == op::transpose_::code) return x;
    if (code == op::matmul_::code) return product(i);
    if (code == op::column_index_::code) return symbol::record<op::column_index_>(g, x);
    if (code == op::extent_::code) return extent_of(g, x.in(g), 1);
    const shape s = inner_.shape_of(i);
    if (s.rows != 1 && s.columns != 1) vmap_maps_vectors_and_scalars_over_a_batch_not_matrices();
    if (code == op::reshape_::code) return x;
    if (code == op::cumsum_::code)
      return s.columns == 1 ? x : symbol::record<op::cumsum_>(g, x, inner_.c[i]);
    if (code == op::gather_<0>::code || code == op::gather_<1>::code) return gathered(i);
    if (code == op::slice_<0>::code || code == op::slice_<1>::code)
      return symbol::record<op::slice_<1>>(g, x, inner_.c[i], inner_.b[i]);
    if (code == op::concat_<0>::code || code == op::concat_<1>::code)
      return symbol::record<op::concat_<1>>(g, of_all(a, i), of_all(inner_.b[i], i));
    if (code == op::argmax_::code && s.is_scalar())
      return symbol::record<op::argmax_>(g, x, along_rows);
    if (!op::is_reduction(code)) vmap_has_no_rule_for_this_operation_over_a_batch();
    // An axis of extent 1 may be reduced, which changes nothing.
    if (!s.is_scalar()) return x;
    if (code == op::sum_::code) return symbol::record<op::sum_>(g, x, along_rows);
    if (code == op::max_over::code) return symbol::record<op::max_over>(g, x, along_rows);
    return symbol::record<op::product_>(g, x, along_rows);
  }
  /// Operand x of node i, a node of the batch, for all samples, if all share it.
  constexpr symbol of_all(int x, int i) const {
    symbol y = beside_batch(x);
    const symbol batch = value_[is_batch_[inner_.a[i]] ? inner_.a[i] : inner_.b[i]];
    if (!is_batch_[x])
      y.repeat_to(g, y + symbol::record<op::sum_>(g, batch, along_rows));  // only its shape matters
    return y;
  }
  /// Elements that samples choose of their own, or of what they share, or elements of each sample
  /// at shared indices.
  constexpr symbol gathered(int i) const {
    const int a = inner_.a[i], b = inner_.b[i];
    const symbol x = value_[a], at = value_[b];
    if (is_batch_[a] && is_batch_[b]) {
      return inner_.shape_of(b).is_scalar()
                 ? symbol::record<op::gather_along_rows_>(g, x, transpose(at), 1)
                 : symbol::record<op::gather_along_rows_>(g, x, at);
    }
    if (is_batch_[a]) return transpose(symbol::record<op::gather_<0>>(g, transpose(x), at));
    return inner_.code(i) == op::gather_<0>::code
               ? symbol::record<op::gather_<0>>(g, x, transpose(at))
               : symbol::record<op::gather_<1>>(g, x, at);
  }
  /// A matrix times vectors is one product of matrices; vectors times vectors are sums.
  constexpr symbol product(int i) const {
    const int a = inner_.a[i], b = inner_.b[i], attribute = inner_.c[i];
    const bool ta = (attribute & op::matmul_::first_transposed) != 0,
               tb = (attribute & op::matmul_::second_transposed) != 0;
    const symbol x = value_[a], y = value_[b];
    if (is_batch_[a] && is_batch_[b]) {
      const shape s = inner_.shape_of(i);
      if (!s.is_scalar()) vmap_maps_vectors_and_scalars_over_a_batch_not_matrices();
      return symbol::record<op::sum_>(g, x * y, along_rows);
    }
    constexpr int second = op::matmul_::second_transposed;
    if (is_batch_[a]) return symbol::record<op::matmul_>(g, x, y, tb ? second : 0);
    return symbol::record<op::matmul_>(g, y, x, ta ? 0 : second);
  }

  static constexpr int along_rows = reduced_axes::columns | reduced_axes::kept;
  recorder& g;
  graph<capacity> nodes_;
  intern_table<capacity> table_;
  recorder inner_;
  shape shape_[capacity]{};
  shape_rules rules_;
  symbol value_[capacity]{};
  bool is_batch_[capacity]{};
  int inputs_ = 0, samples_ = 0;  // samples_ is an extent of the first argument that is mapped
  shape first_mapped_;
};

}  // namespace detail

/// The callable that vmap with in_axes returns.
template <class F, int... Axes>
struct batched_of {
  [[no_unique_address]] F function;

  template <class... X>
  constexpr auto operator()(const X&... x) const {
    static_assert(sizeof...(X) == sizeof...(Axes),
                  "Etna: vmap's in_axes has an axis, or etna::unmapped, for each argument.");
    recorder* g = nullptr;
    const auto find = [&](const auto& leaf, int) {
      if (leaf.graph) g = leaf.graph;
    };
    (for_each_leaf(x, find), ...);
    detail::batch_replay replay(*g);
    const auto of_sample = [&](auto argument, bool is_mapped) {
      for_each_leaf(argument, [&](auto& leaf, int) {
        static_cast<symbol&>(leaf) = replay.add_input(leaf, is_mapped);
      });
      return argument;
    };
    auto y = std::apply([&](const auto&... sample) { return function(sample...); },
                        std::tuple<X...>{of_sample(x, Axes == 0)...});
    replay.run();
    for_each_leaf(y, [&](auto& leaf, int) { leaf = replay.result(leaf); });
    return y;
  }
};

/// vmap(f, in_axes<...>), in functions of arrays: f of every sample of a batch. An argument with
/// axis 0 is a matrix with a sample in each row, or a vector with a number for each; one that is
/// `unmapped` all samples share. The result has a row, or number, for each sample. f is recorded
/// once, and what it does to vectors is done to matrices: a matrix times a vector becomes one
/// product of matrices.
template <class F, int... Axes>
constexpr batched_of<F, Axes...> vmap(F function, in_axes_option<Axes...>) {
  return {function};
}

}  // namespace etna
