// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "etna/array/array.hpp"
#include "etna/array/loop.hpp"
#include "etna/array/matmul.hpp"
#include "etna/array/workspace.hpp"
#include "etna/core/error.hpp"
#include "etna/differentiate/call.hpp"

/// \file
/// Programs on arrays: the steps of a plan, one after the other.

namespace etna::detail {

/// An array for a result: made in its size if it is empty, else the size is checked.
template <class A>
auto* place_for(A& a, std::size_t rows, std::size_t columns) {
  if constexpr (requires { typename A::view; }) {
    if (a.size() == 0 && rows * columns != 0) {
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        using extents = typename A::extents;
        const std::size_t all[] = {rows, columns};
        std::size_t given[extents::rank]{};
        std::size_t n = 0;
        for (std::size_t k = 0; k < extents::rank; ++k) {
          if (extents::fixed[k] == dynamic) given[n++] = all[k + (2 - extents::rank)];
        }
        a = A(given[K]...);
      }(std::make_index_sequence<A::extents::unknown>{});
    }
  }
  if (a.size() != rows * columns)
    throw size_mismatch("an array for a result has another size", a.size(), rows * columns);
  return a.data();
}

/// The arguments of a program on arrays.
template <class T, class... X>
  requires have_arrays<X...>
class gathered<T, X...> {
 public:
  explicit gathered(const X&... x) {
    array_operand<T>* next = operand_;
    ([&] { for_each_leaf(x, [&](const auto& leaf, int) { *next++ = operand(leaf); }); }(), ...);
  }
  const array_operand<T>* data() const { return operand_; }

 private:
  template <class A>
  static array_operand<T> operand(const A& a) {
    array_operand<T> x;
    if constexpr (!is_array_leaf<A>) {
      x.scalar = static_cast<T>(a);
    } else {
      using number = typename tree_of<A>::number;
      static_assert(std::same_as<number, T> || std::same_as<number, int> ||
                        std::same_as<number, std::uint8_t>,
                    "Etna: the arrays of a call hold numbers of one type, or int or std::uint8_t "
                    "(labels).");
      if constexpr (std::same_as<number, T>) {
        x.data = a.data();
      } else if constexpr (std::same_as<number, int>) {
        x.integers = a.data();
      } else {
        x.bytes = a.data();
      }
      x.rows = 1;
      x.columns = a.size();
      if constexpr (tree_of<A>::extents.size() == 2) {
        x.rows = a.rows();
        x.columns = a.columns();
      }
    }
    return x;
  }

  array_operand<T> operand_[(0 + ... + tree_size<X>)];
};

/// The numbers of x in arrays of their own.
template <class T, class X>
struct array_copy {
  static rebind_t<X, T> of(const X& x) {
    const gathered<T, X> from(x);
    rebind_t<X, T> y;
    for_each_leaf(y, [&](auto& leaf, int i) {
      const array_operand<T>& a = from.data()[i];
      if constexpr (is_array_leaf<decltype(leaf)>) {
        T* const to = place_for(leaf, a.rows, a.columns);
        for (std::size_t k = 0; k < leaf.size(); ++k) to[k] = a[k];
      } else {
        leaf = a.scalar;
      }
    });
    return y;
  }
};

/// The sizes of a call: the dimensions that are known at run time only.
template <class Derived>
class dimensions_of {
 public:
  template <class T>
  explicit dimensions_of(const array_operand<T>* x) {
    for (int i = 0; i < nodes.size; ++i) {
      if (!nodes.is_input(i)) continue;
      const array_operand<T>& a = x[nodes.a[i]];
      set(shapes.node[i].rows, a.rows);
      set(shapes.node[i].columns, a.columns);
    }
    for (int k = 0; k < table.count; ++k) {
      const std::size_t left = of(table.left[k]), right = of(table.right[k]);
      if (table.from[k] == dimension_table::origin::sum) size_[k] = left + right;
      if (table.from[k] == dimension_table::origin::product) size_[k] = left * right;
    }
    for (int i = 0; i < nodes.size; ++i) {
      if (!nodes.is_input(i)) continue;
      const array_operand<T>& a = x[nodes.a[i]];
      check(nodes.a[i], "rows", a.rows, of(shapes.node[i].rows));
      check(nodes.a[i], "columns", a.columns, of(shapes.node[i].columns));
    }
  }
  const std::size_t* data() const { return size_; }
  std::size_t of(int extent) const {
    const int root = table.root(extent);
    return root < 0 ? size_[~root] : static_cast<std::size_t>(root);
  }

 private:
  static constexpr const auto& nodes = Derived::value.nodes;
  static constexpr const auto& shapes = Derived::value.shapes;
  static constexpr const dimension_table& table = shapes.dimensions;

  void set(int extent, std::size_t size) {
    if (extent < 0) size_[~extent] = size;
  }
  static void check(int argument, const char* what, std::size_t found, std::size_t expected) {
    if (found != expected)
      throw size_mismatch(
          "operand " + std::to_string(argument) + " of a function of arrays, " + what, found,
          expected);
  }

  std::size_t size_[table.count + 1]{};
};

/// Programs on arrays. Reductions are sums of lanes, so results depend on the architecture as far
/// as sums do.
template <class Program, class T>
struct on_arrays {
  using derived = typename Program::derived;
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
  template <class... Out>
  static void run(workspace& memory, const array_operand<T>* x, Out&... out) {
    const dimensions_of<derived> dimensions(x);
    T scalars[plan.scalars + 1];
    T* slots[plan.slots + 1];
    T* outputs[plan.outputs + 1];
    array_frame<T> f{x, dimensions.data(), scalars, slots, outputs, memory.threads};
    int k = 0;
    (
        [&] {
          k = for_each_leaf(out, [&](auto& leaf, int i) { outputs[i] = bind(f, leaf, i); }, k);
        }(),
        ...);
    reserve(memory, f);
    [&]<int... S>(std::integer_sequence<int, S...>) {
      (run_step<S>(f), ...);
    }(std::make_integer_sequence<int, plan.steps>{});
    k = 0;
    (
        [&] {
          k = for_each_leaf(
              out,
              [&](auto& leaf, int i) {
                if constexpr (!is_array_leaf<decltype(leaf)>)
                  leaf = scalar_at<derived>(f, plan.at[plan.output[i]]);
              },
              k);
        }(),
        ...);
  }

 private:
  template <class Leaf>
  static T* bind(const array_frame<T>& f, Leaf& leaf, int i) {
    if constexpr (is_array_leaf<Leaf>) {
      const shape& s = plan.extent[plan.output[i]];
      return place_for(leaf, f.extent(s.rows), f.extent(s.columns));
    } else {
      return nullptr;
    }
  }
  /// The sizes of slots are rounded up to cache lines, an odd number of them apart.
  static void reserve(workspace& memory, array_frame<T>& f) {
    constexpr std::size_t line = 64 / sizeof(T);
    std::size_t offset[plan.slots + 1], size = 0;
    for (int k = 0; k < plan.slots; ++k) {
      offset[k] = size;
      const std::size_t n = f.extent(plan.slot[k].rows) * f.extent(plan.slot[k].columns);
      size += ((n + line - 1) / line | 1) * line;
    }
    const std::size_t packed = packed_size(f);
    T* const base = memory.template reserve<T>(size + packed);
    for (int k = 0; k < plan.slots; ++k) const_cast<T*&>(f.slots[k]) = base + offset[k];
    const_cast<T*&>(f.slots[plan.slots]) = base + size;
  }
  /// Room for the largest matrix that is transposed on the way into a product.
  static std::size_t packed_size(const array_frame<T>& f) {
    std::size_t most = 0;
    for (int s = 0; s < plan.steps; ++s) {
      if (plan.step[s].kind != step_kind::matmul) continue;
      const int i = plan.step[s].node;
      if ((nodes.c[i] & op::matmul_::second_transposed) == 0) continue;
      const shape& b = plan.extent[nodes.b[i]];
      most = std::max(most, f.extent(b.rows) * f.extent(b.columns));
    }
    return most;
  }
  static T* address_of(const array_frame<T>& f, int i) {
    while (is_vector_transpose(nodes, plan.extent[i], i)) i = nodes.a[i];
    return const_cast<T*>(address(f, plan.at[i]));
  }
  template <int S>
  static void run_step(const array_frame<T>& f) {
    constexpr plan_step step = plan.step[S];
    if constexpr (step.kind == step_kind::scalars) {
      run_scalars<derived, S>(f);
    } else if constexpr (step.kind == step_kind::loop) {
      loop_runner<derived, S, T, arch>::run(f);
    } else {
      constexpr int a = nodes.a[step.node], b = nodes.b[step.node], attribute = nodes.c[step.node];
      constexpr shape result = plan.extent[step.node], x = plan.extent[a];
      if constexpr (step.kind == step_kind::matmul) {
        constexpr bool ta = (attribute & op::matmul_::first_transposed) != 0,
                       tb = (attribute & op::matmul_::second_transposed) != 0;
        matmul<arch, T>({ta, tb, f.extent(result.rows), f.extent(result.columns),
                         f.extent(ta ? x.rows : x.columns), address_of(f, a), address_of(f, b),
                         address_of(f, step.node), T(1), T(0), f.slots[plan.slots]},
                        f.threads);
      } else {
        transpose_matrix(f.extent(x.rows), f.extent(x.columns), address_of(f, a),
                         address_of(f, step.node));
      }
    }
  }
};

/// The outputs of a program on arrays as a Result.
template <class Program, class Result, class T>
Result compute(const array_operand<T>* x) {
  Result result;
  emission<Program, T>::run(x, result);
  return result;
}

}  // namespace etna::detail
