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

template <class T>
struct number_of_input<array_operand<T>> {
  using type = T;
};

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

/// What the sizes of a call's arguments are to be: numbers that are known at compile time.
template <class Derived>
struct expected_sizes {
  struct argument {
    int index;
    shape given, expected;  // before and after all that must be equal is one
  };
  static constexpr const auto& nodes = Derived::value.nodes;
  static constexpr const dimension_table& table = Derived::value.shapes.dimensions;
  static constexpr auto arguments = [] {
    constexpr int count = [] {
      int n = 0;
      for (int i = 0; i < nodes.size; ++i) n += nodes.is_input(i);
      return n;
    }();
    std::array<argument, static_cast<std::size_t>(count)> all{};
    auto* next = all.data();
    for (int i = 0; i < nodes.size; ++i) {
      if (!nodes.is_input(i)) continue;
      const shape& s = Derived::value.shapes.node[i];
      *next++ = {nodes.a[i], s, {s.rank, table.root(s.rows), table.root(s.columns)}};
    }
    return all;
  }();
  static constexpr auto dimensions = [] {
    struct dimension {
      dimension_table::origin from;
      int left, right;
    };
    std::array<dimension, static_cast<std::size_t>(table.count)> all{};
    for (std::size_t k = 0; k < all.size(); ++k)
      all[k] = {table.from[k], table.root(table.left[k]), table.root(table.right[k])};
    return all;
  }();
};

/// The sizes of a call: the dimensions that are known at run time only. Throws size_mismatch if
/// arguments do not fit together.
template <class Derived>
class dimensions_of {
  using expected = expected_sizes<Derived>;

 public:
  template <class T>
  explicit dimensions_of(const array_operand<T>* x) {
    for (const auto& a : expected::arguments) {
      set(a.given.rows, x[a.index].rows);
      set(a.given.columns, x[a.index].columns);
    }
    std::size_t k = 0;
    for (const auto& d : expected::dimensions) {
      if (d.from == dimension_table::origin::sum) size_[k] = of(d.left) + of(d.right);
      if (d.from == dimension_table::origin::product) size_[k] = of(d.left) * of(d.right);
      ++k;
    }
    for (const auto& a : expected::arguments) {
      check(a.index, "rows", x[a.index].rows, of(a.expected.rows));
      check(a.index, "columns", x[a.index].columns, of(a.expected.columns));
    }
  }
  const std::size_t* data() const { return size_; }

 private:
  std::size_t of(int extent) const {
    return extent < 0 ? size_[~extent] : static_cast<std::size_t>(extent);
  }
  void set(int extent, std::size_t size) {
    if (extent < 0) size_[~extent] = size;
  }
  static void check(int argument, const char* what, std::size_t found, std::size_t wanted) {
    if (found != wanted)
      throw size_mismatch(
          "operand " + std::to_string(argument) + " of a function of arrays, " + what, found,
          wanted);
  }

  std::size_t size_[expected::dimensions.size() + 1]{};
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
    array_frame<T> frame{x, dimensions.data(), scalars, slots, outputs, memory.threads};
    int k = 0;
    (
        [&] {
          k = for_each_leaf(out, [&](auto& leaf, int i) { outputs[i] = bind(frame, leaf, i); }, k);
        }(),
        ...);
    reserve(memory, frame, slots);
    [&]<int... S>(std::integer_sequence<int, S...>) {
      (run_step<S>(frame), ...);
    }(std::make_integer_sequence<int, plan.steps>{});
    k = 0;
    (
        [&] {
          k = for_each_leaf(
              out,
              [&](auto& leaf, int i) {
                if constexpr (!is_array_leaf<decltype(leaf)>)
                  leaf = scalar_at(frame, results[static_cast<std::size_t>(i)].scalar);
              },
              k);
        }(),
        ...);
  }

 private:
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
  /// The matrices that are transposed on the way into a product.
  static constexpr auto packed_extents = [] {
    constexpr auto each = [](auto call) {
      for (int s = 0; s < plan.steps; ++s) {
        const int i = plan.step[s].node;
        if (plan.step[s].kind == step_kind::matmul &&
            (nodes.c[i] & op::matmul_::second_transposed) != 0)
          call(plan.extent[nodes.b[i]]);
      }
    };
    constexpr std::size_t count = [=] {
      std::size_t n = 0;
      each([&](const shape&) { ++n; });
      return n;
    }();
    std::array<shape, count> all{};
    std::size_t n = 0;
    each([&](const shape& s) { all[n++] = s; });
    return all;
  }();

  template <class Leaf>
  static T* bind(const array_frame<T>& f, Leaf& leaf, int i) {
    if constexpr (is_array_leaf<Leaf>) {
      const shape& s = results[static_cast<std::size_t>(i)].extent;
      return place_for(leaf, f.extent(s.rows), f.extent(s.columns));
    } else {
      return nullptr;
    }
  }
  /// The sizes of slots are rounded up to cache lines, an odd number of them apart. After them is
  /// room for a packed matrix.
  static void reserve(workspace& memory, const array_frame<T>& f, T** slots) {
    constexpr std::size_t line = 64 / sizeof(T);
    std::size_t offset[slot_extents.size() + 1]{}, packed = 0, k = 0;
    for (const shape& s : slot_extents) {
      const std::size_t lines = (f.extent(s.rows) * f.extent(s.columns) + line - 1) / line;
      offset[k + 1] = offset[k] + (lines | 1) * line;
      ++k;
    }
    for (const shape& s : packed_extents)
      packed = std::max(packed, f.extent(s.rows) * f.extent(s.columns));
    T* const base = memory.template reserve<T>(offset[k] + packed);
    for (std::size_t n = 0; n <= k; ++n) slots[n] = base + offset[n];
  }
  template <int Node>
  static T* address_of(const array_frame<T>& f) {
    constexpr place at = [] {
      int i = Node;
      while (is_vector_transpose(nodes, plan.extent[i], i)) i = nodes.a[i];
      return plan.at[i];
    }();
    return const_cast<T*>(address(f, at));
  }
  template <int S>
  static void run_step(const array_frame<T>& f) {
    constexpr plan_step step = plan.step[S];
    if constexpr (step.kind == step_kind::scalars) {
      run_scalars<derived, S>(f);
    } else if constexpr (step.kind == step_kind::loop) {
      loop_runner<derived, S, T, arch>::run(f);
    } else {
      constexpr int a = nodes.a[step.node];
      constexpr shape result = plan.extent[step.node], x = plan.extent[a];
      if constexpr (step.kind == step_kind::matmul) {
        constexpr int b = nodes.b[step.node], attribute = nodes.c[step.node];
        constexpr bool ta = (attribute & op::matmul_::first_transposed) != 0,
                       tb = (attribute & op::matmul_::second_transposed) != 0;
        matmul<arch, T>({ta, tb, f.extent(result.rows), f.extent(result.columns),
                         f.extent(ta ? x.rows : x.columns), address_of<a>(f), address_of<b>(f),
                         address_of<step.node>(f), T(1), T(0), f.slots[slot_extents.size()]},
                        f.threads);
      } else {
        transpose_matrix(f.extent(x.rows), f.extent(x.columns), address_of<a>(f),
                         address_of<step.node>(f));
      }
    }
  }
};

}  // namespace etna::detail
