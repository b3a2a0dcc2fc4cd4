// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "etna/array/arguments.hpp"
#include "etna/array/array.hpp"
#include "etna/array/dimensions.hpp"
#include "etna/array/loop.hpp"
#include "etna/array/matmul.hpp"
#include "etna/array/transpose.hpp"
#include "etna/array/workspace.hpp"
#include "etna/core/error.hpp"
#include "etna/differentiate/call.hpp"

/// \file
/// Programs on arrays: the steps of a plan, one after the other.

namespace etna::detail {

/// Programs on arrays. Reductions are sums of lanes, so results depend on the architecture as far
/// as sums do.
template <class Program, class T>
struct on_arrays {
  using derived = derived_of<Program>;
  using arch = simd::default_arch;
  static constexpr const auto& nodes = derived::value.nodes;
  static constexpr const auto& plan = plan_of<derived>::value;
  static_assert(derived::value.paths.leaves == 1,
                "Etna: a function of arrays has one path; write etna::where for an if.");

  template <class... Out>
  static void run(const array_operand<T>* x, Out&... out) {
    workspace memory;
    run(memory, x, out...);
  }
  /// Whether arguments and results have their sizes: if not, run makes results or throws.
  template <class... Out>
  ETNA_INLINE static bool are_ready(const array_operand<T>* x, const Out&... out) {
    const dimensions_of<derived> dimensions(x);
    bool ready = dimensions.fit();
    for_each_array(
        dimensions,
        [&](const auto& leaf, std::size_t rows, std::size_t columns) {
          ready = ready && has_shape(leaf, rows, columns);
        },
        out...);
    return ready;
  }
  template <class... Out>
  ETNA_INLINE static void run(workspace& memory, const array_operand<T>* x, Out&... out) {
    if constexpr (is_small) {
      run_all(memory, x, out...);
    } else {
      run_apart(memory, x, out...);
    }
  }

 private:
  /// Small programs are part of their caller, which then need not write down what they work on.
  static constexpr bool is_small = plan.steps <= 8;

  template <class... Out>
  ETNA_NOINLINE static void run_apart(workspace& memory, const array_operand<T>* x, Out&... out) {
    run_all(memory, x, out...);
  }
  template <class... Out>
  ETNA_INLINE static void run_all(workspace& memory, const array_operand<T>* x, Out&... out) {
    if (!are_ready(x, out...)) [[unlikely]]
      prepare_results(x, out...);
    const dimensions_of<derived> dimensions(x);
    T scalars[plan.scalars + 1];
    T* slots[plan.slots + 2];
    T* outputs[plan.outputs + 1];
    array_frame<T> frame{x, dimensions.data(), scalars, slots, outputs, memory.threads};
    for_each_result(
        [&](auto& leaf, int i) {
          if constexpr (is_array_leaf<decltype(leaf)>) {
            outputs[i] = leaf.data();
          } else {
            outputs[i] = nullptr;
          }
        },
        out...);
    check_replaced(frame);
    reserve(memory, frame, slots);
    run_steps<0>(frame);
    for_each_result(
        [&](auto& leaf, int i) {
          const result& r = results[static_cast<std::size_t>(i)];
          if constexpr (!is_array_leaf<decltype(leaf)>) {
            leaf = scalar_at(frame, r.scalar);
          } else if (r.extent.is_scalar()) {
            *outputs[i] = scalar_at(frame, r.scalar);
          }
        },
        out...);
  }

  struct result {
    shape extent;
    scalar_source scalar;
  };
  static constexpr auto results = [] {
    std::array<result, static_cast<std::size_t>(plan.outputs)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) {
      const int i = plan.output[k];
      all[k] = {plan.extent[i], source_of<derived>(plan.at[i])};
    }
    return all;
  }();
  /// The arrays of the workspace.
  static constexpr auto slot_extents = [] {
    std::array<shape, static_cast<std::size_t>(plan.slots)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = plan.slot[k];
    return all;
  }();
  /// The products of matrices; some transpose their second matrix on the way.
  struct product_extents {
    int rows, columns, depth;
    bool packs;
  };
  static constexpr product_extents product_of(int i) {
    const shape &a = plan.extent[nodes.a[i]], &result = plan.extent[i];
    const bool transposed = (nodes.c[i] & op::matmul_::first_transposed) != 0;
    return {result.rows, result.columns, transposed ? a.rows : a.columns,
            (nodes.c[i] & op::matmul_::second_transposed) != 0};
  }
  static constexpr auto products = [] {
    constexpr auto each = [](auto call) {
      for (int s = 0; s < plan.steps; ++s) {
        if (plan.step[s].kind == step_kind::matmul || plan.step[s].kind == step_kind::subtraction)
          call(product_of(plan.step[s].node));
      }
    };
    constexpr std::size_t count = [=] {
      std::size_t n = 0;
      each([&](const product_extents&) { ++n; });
      return n;
    }();
    std::array<product_extents, count> all{};
    std::size_t n = 0;
    each([&](const product_extents& p) { all[n++] = p; });
    return all;
  }();

  /// Calls each(leaf, i) for result i.
  template <class Each, class... Out>
  ETNA_INLINE static void for_each_result(const Each& each, Out&... out) {
    int k = 0;
    ((k = for_each_leaf(out, each, k)), ...);
  }
  /// Calls each(leaf, rows, columns) for the arrays among the results.
  template <class Each, class... Out>
  ETNA_INLINE static void for_each_array(const dimensions_of<derived>& dimensions, const Each& each,
                                         Out&... out) {
    for_each_result(
        [&](auto& leaf, int i) {
          if constexpr (is_array_leaf<decltype(leaf)>) {
            const shape& s = results[static_cast<std::size_t>(i)].extent;
            each(leaf, dimensions.of(s.rows), dimensions.of(s.columns));
          }
        },
        out...);
  }
  /// Makes results that are empty. Throws size_mismatch if arguments or results do not fit.
  template <class... Out>
  ETNA_NOINLINE static void prepare_results(const array_operand<T>* x, Out&... out) {
    dimensions_of<derived>::check(x);
    for_each_array(
        dimensions_of<derived>(x),
        [](auto& leaf, std::size_t rows, std::size_t columns) { prepare(leaf, rows, columns); },
        out...);
  }
  /// Results that take the place of arguments are in their memory.
  static void check_replaced(const array_frame<T>& f) {
    if constexpr (in_place<typename derived::derivation>) {
      constexpr auto replaced = replaced_inputs<derived>;
      for (std::size_t k = 0; k + 1 < replaced.size(); ++k) {
        if (replaced[k] >= 0 && f.outputs[k] && f.outputs[k] != f.inputs[replaced[k]].data)
          throw std::invalid_argument(
              "etna::descend is given other arrays than the function is differentiated by");
      }
    }
  }
  /// So many numbers rounded up to cache lines, an odd number of them.
  static std::size_t whole_lines(std::size_t size) {
    constexpr std::size_t line = 64 / sizeof(T);
    return ((size + line - 1) / line | 1) * line;
  }
  /// After the arrays of the plan is room for a packed matrix, and where threads share products for
  /// a part of one.
  static void reserve(workspace& memory, const array_frame<T>& f, T** slots) {
    std::size_t offset[slot_extents.size() + 2]{}, k = 0;
    for (const shape& s : slot_extents) {
      offset[k + 1] = offset[k] + whole_lines(f.extent(s.rows) * f.extent(s.columns));
      ++k;
    }
    std::size_t packed = 0, partial = 0;
    for (const product_extents& p : products) {
      const std::size_t rows = f.extent(p.rows), columns = f.extent(p.columns),
                        depth = f.extent(p.depth);
      if (p.packs) packed = std::max(packed, columns * depth);
      if (f.threads > 1 && has_halves(rows, depth)) partial = std::max(partial, rows * columns);
    }
    offset[k + 1] = offset[k] + (partial > 0 ? whole_lines(packed) : packed);
    T* const base = memory.template reserve<T>(offset[k + 1] + partial);
    for (std::size_t n = 0; n <= k + 1; ++n) slots[n] = base + offset[n];
  }
  template <int Node>
  static T* address_of(const array_frame<T>& f) {
    constexpr place at = plan.at[Node];
    return const_cast<T*>(address(f, at));
  }
  /// Operand K of an operation on whole arrays, in memory: a scalar that is elsewhere is copied.
  template <int Node, int K, class Operation>
  static void find_operand(const array_frame<T>& f, array_operand<T>& x) {
    constexpr int node = operand_at(nodes, Node, K);
    constexpr shape s = plan.extent[node];
    x.rows = f.extent(s.rows);
    x.columns = f.extent(s.columns);
    if constexpr (K < Operation::operands_needed) {
      constexpr place at = plan.at[node];
      if constexpr (is_of_integers<derived>(at)) {
        static_assert(K == Operation::index_operand,
                      "Etna: elements of arrays of integers (labels, indices) cannot be arranged "
                      "anew; give the function the array that is meant.");
        x.integers = f.inputs[at.number].integers;
        x.bytes = f.inputs[at.number].bytes;
      } else if constexpr (s.is_scalar()) {
        constexpr scalar_source scalar = source_of<derived>(at);
        x.scalar = scalar_at(f, scalar);
        x.data = &x.scalar;
      } else {
        x.data = address(f, at);
      }
    }
  }
  /// An operation on whole arrays, as its block says.
  template <int Node>
  static void run_operation(const array_frame<T>& f) {
    constexpr int code = nodes.operation(Node).code, first = nodes.c[Node], second = nodes.b[Node];
    using operation = typename operation_of<code>::type;
    array_operand<T> x[operation::arity];
    [&]<int... K>(std::integer_sequence<int, K...>) {
      (find_operand<Node, K, operation>(f, x[K]), ...);
    }(std::make_integer_sequence<int, operation::arity>{});
    if constexpr (code == op::transpose_::code) {
      transpose_matrix<simd::pack<T, arch>>(x->rows, x->columns, x->data, address_of<Node>(f));
    } else {
      operation::compute(address_of<Node>(f), x, operation::arity <= 2 ? f.extent(first) : 0,
                         operation::arity <= 1 ? f.extent(second) : 0);
    }
  }
  template <int S>
  ETNA_INLINE static void run_steps(const array_frame<T>& f) {
    if constexpr (S < plan.steps) {
      constexpr one_pass pass = pass_from(nodes, plan, S);
      if constexpr (pass.loop < 0) {
        if constexpr (is_small) {
          run_step<S>(f);
        } else {
          run_step_apart<S>(f);
        }
        run_steps<S + 1>(f);
      } else {
        if constexpr (pass.loop == S + 2) run_step<S + 1>(f);
        run_pass<S, pass.loop, pass.last>(f);
        run_steps<pass.last + 1>(f);
      }
    }
  }
  /// An extent, as a constant if it is one.
  template <int Extent>
  static auto constant_or_size(const array_frame<T>& f) {
    if constexpr (Extent >= 0) {
      return std::integral_constant<std::size_t, static_cast<std::size_t>(Extent)>{};
    } else {
      return f.extent(Extent);
    }
  }
  template <int First, int Loop, int Last>
  static void run_pass(const array_frame<T>& f) {
    using V = simd::pack<T, arch>;
    constexpr int product = plan.step[First].node, adjoint = plan.step[Last].node;
    const auto depth = constant_or_size<plan.extent[adjoint].rows>(f);
    const T *const a = address_of<nodes.a[product]>(f), *const x = address_of<nodes.b[product]>(f),
                   *const w = address_of<nodes.b[adjoint]>(f);
    T *const y = address_of<product>(f), *const to = address_of<adjoint>(f);
    std::fill_n(to, depth, T(0));
    loop_runner<derived, Loop, T, arch>::run(f, [=](std::size_t rows,
                                                    const auto& elements) ETNA_INLINE_LAMBDA {
      constexpr std::integral_constant<std::size_t, simd::lanes<V>> batch{};
      constexpr std::integral_constant<std::size_t, std::max(batch(), std::size_t(8))> several{};
      constexpr std::integral_constant<std::size_t, 1> one{};
      V rest(T(0));
      const auto forth = [&](std::size_t i, auto count) ETNA_INLINE_LAMBDA {
        dot_rows<count(), V>(depth, {a + i * depth, depth}, x, y + i, T(1), T(0));
        elements(i, count);
      };
      const auto back = [&](std::size_t i, auto count) ETNA_INLINE_LAMBDA {
        add_rows<count(), V>(depth, {a + i * depth, depth}, w + i, to, rest, T(1));
      };
      const std::size_t end = rows / several * several;
      for (std::size_t i = 0; i < end; i += several) {
        for (std::size_t k = 0; k < several; k += batch) forth(i + k, batch);
        back(i, several);
      }
      for (std::size_t i = end; i < rows; ++i) {
        forth(i, one);
        back(i, one);
      }
      const std::size_t left = depth % batch;
      simd::store_first(to + depth - left, rest, left);
    });
  }
  /// A function of its own: all steps of a large program in one take the compiler longer.
  template <int S>
  ETNA_NOINLINE static void run_step_apart(const array_frame<T>& f) {
    run_step<S>(f);
  }
  template <int S>
  ETNA_INLINE static void run_step(const array_frame<T>& f) {
    constexpr plan_step step = plan.step[S];
    if constexpr (step.kind == step_kind::scalars) {
      run_scalars<derived, S>(f);
    } else if constexpr (step.kind == step_kind::loop) {
      loop_runner<derived, S, T, arch>::run(f);
    } else if constexpr (step.kind == step_kind::operation) {
      run_operation<step.node>(f);
    } else {
      constexpr int a = nodes.a[step.node], b = nodes.b[step.node], attribute = nodes.c[step.node];
      constexpr bool ta = (attribute & op::matmul_::first_transposed) != 0,
                     tb = (attribute & op::matmul_::second_transposed) != 0;
      constexpr product_extents product = product_of(step.node);
      T alpha(1), beta(0);
      if constexpr (step.kind == step_kind::subtraction) {
        constexpr scalar_source factor = source_of<derived>(plan.at[plan.factor[step.node]]);
        alpha = -scalar_at(f, factor);
        beta = T(1);
      }
      matmul<arch, T>({ta, tb, f.extent(product.rows), f.extent(product.columns),
                       f.extent(product.depth), address_of<a>(f), address_of<b>(f),
                       address_of<step.node>(f), alpha, beta, f.slots[slot_extents.size()],
                       f.threads > 1 ? f.slots[slot_extents.size() + 1] : nullptr},
                      f.threads);
    }
  }
};

}  // namespace etna::detail
