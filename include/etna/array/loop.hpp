// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "etna/array/plan.hpp"
#include "etna/core/error.hpp"
#include "etna/evaluate/run.hpp"
#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"

/// \file
/// The loops of a plan: each is a program of scalars that runs on SIMD batches of elements, with
/// what it reads, stores and reduces.

namespace etna::detail {

/// An argument of a program on arrays: a scalar, or an array in the caller's memory, of numbers or
/// of integers.
template <class T>
struct array_operand {
  T scalar{};
  const T* data = nullptr;
  const int* integers = nullptr;
  const std::uint8_t* bytes = nullptr;
  std::size_t rows = 1, columns = 1;

  T operator[](std::size_t i) const {
    return data ? data[i] : integers ? static_cast<T>(integers[i]) : static_cast<T>(bytes[i]);
  }
  bool is_scalar() const { return !data && !integers && !bytes; }
  /// Element k as the index of one of n; throws index_out_of_range if it is none, as NaN is.
  std::size_t index(std::size_t k, std::size_t n) const {
    return integers ? checked(integers[k], k, n)
           : bytes  ? checked(bytes[k], k, n)
                    : checked(data[k], k, n);
  }

 private:
  template <class I>
  static std::size_t checked(I i, std::size_t k, std::size_t n) {
    constexpr bool is_integer = std::integral<I>;
    if (i >= I(0) && (is_integer ? static_cast<std::size_t>(i) < n : i < static_cast<I>(n)))
      return static_cast<std::size_t>(i);
    const bool is_int = is_integer || (i > I(-2e9) && i < I(2e9));
    throw index_out_of_range(is_int ? static_cast<long long>(i) : -1, k, n);
  }
};

/// What the steps of a program work on.
template <class T>
struct array_frame {
  const array_operand<T>* inputs;
  const std::size_t* dimensions;
  T* scalars;
  T* const* slots;
  T* const* outputs;
  int threads;

  std::size_t extent(int e) const { return e >= 0 ? static_cast<std::size_t>(e) : dimensions[~e]; }
};

/// How the element of an array follows from row and column of a loop.
enum class pattern : unsigned char { full, row, column, scalar };

/// What a loop reads: the node, and where and how; or, of what is the same for a row, its inverse;
/// or one of the loop's sums so far.
struct loop_load {
  int node = 0;
  place from;
  pattern how = pattern::full;
  bool inverse = false;
  int sum = -1;  // the number of the result
};
/// A result of a loop: the number of the body's output, what it is reduced with (0: it is stored;
/// else an operation's code) and over which axes, and where it goes.
struct loop_result {
  int output = 0;
  int reduction = 0;
  int axes = 0;
  place to;
};

/// A loop of a plan, or the scalars of one time: the body as a graph of its own, and what it reads
/// and gives.
template <int Nodes, int Outputs>
struct loop_body {
  graph<2 * Nodes + 1> nodes;  // those of the program, inverses, additions to sums
  int loads = 0, results = 0, outputs = 0;
  int output[Nodes + 1]{};
  loop_load load[2 * Nodes + 1]{};
  loop_result result[Nodes + Outputs + 1]{};
};

/// What `program` takes.
template <int Nodes, int Outputs>
struct body_graph {
  graph<Nodes + 1> nodes;
  decision_tree<1, Outputs> paths;
};
template <int Nodes, int Outputs, class Body>
constexpr auto shrink_body(const Body& b) {
  body_graph<Nodes, Outputs> c;
  c.nodes.size = Nodes;
  c.nodes.rounded = b.nodes.rounded;
  for (int i = 0; i < Nodes; ++i) {
    c.nodes.op[i] = b.nodes.op[i];
    c.nodes.a[i] = b.nodes.a[i];
    c.nodes.b[i] = b.nodes.b[i];
    c.nodes.c[i] = b.nodes.c[i];
  }
  for (int k = constant_node + 1; k < operation_slots; ++k) {
    c.nodes.operation_code[k] = b.nodes.operation_code[k];
    if (b.nodes.operation_code[k] != 0) c.nodes.operations[k] = b.nodes.operations[k];
  }
  for (int k = 0; k < Outputs; ++k) c.paths.output[0][k] = b.output[k];
  return c;
}

template <class Graph, class Plan>
class body_builder {
 public:
  static constexpr int nodes = Plan::nodes;
  using body = loop_body<nodes, Plan::outputs>;

  constexpr body_builder(const Graph& graph, const Plan& plan, const plan_step& step, body& b)
      : g(graph), plan_(plan), step_(step), out(b), content_(graph, plan, step) {
    for (int i = 0; i < nodes; ++i) renamed_[i] = inverse_[i] = output_of_[i] = -1;
    if (step.kind == step_kind::loop) {
      for_each_root(g, plan, step, [&](int i) { content_.need(i, [](int) {}); });
    } else {
      need_scalars();
    }
    for (int k = constant_node + 1; k < operation_slots; ++k) {
      out.nodes.operation_code[k] = g.operation_code[k];
      if (g.operation_code[k] != 0) out.nodes.operations[k] = g.operations[k];
    }
    out.nodes.rounded = g.rounded;
    for (int i = 0; i < nodes; ++i) {
      if (content_.loaded[i] && !g.is_constant(i)) renamed_[i] = add_load(i, false);
    }
    for (int i = 0; i < nodes; ++i) {
      if (content_.loaded[i] && g.is_constant(i)) renamed_[i] = add(g.op[i], g.a[i], g.b[i], -1);
      if (content_.computed[i] && divides_by_same(i)) {
        renamed_[i] = add(slot_of<op::multiply>(), operand(i, 0), inverse(g.b[i]), -1);
      } else if (content_.computed[i]) {
        const int arity = g.operation(i).arity;
        renamed_[i] = add(g.op[i], arity > 0 ? operand(i, 0) : -1, arity > 1 ? operand(i, 1) : -1,
                          arity > 2 ? operand(i, 2) : -1);
      }
    }
    if (step.kind == step_kind::loop) {
      add_results();
    } else {
      for (int i = 0; i < nodes; ++i) {
        if (content_.computed[i]) out.result[out.results++] = {output(i), 0, 0, plan.at[i]};
      }
    }
  }

 private:
  constexpr void need_scalars() {
    for (int i = 0; i < nodes; ++i) {
      if (!plan_.live[i] || plan_.role[i] != node_role::scalar || plan_.time[i] != step_.time)
        continue;
      content_.computed[i] = true;
      for (int k = 0; k < operands_needed(g, i); ++k) {
        const int x = operand_at(g, i, k);
        const bool here = plan_.role[x] == node_role::scalar && plan_.time[x] == step_.time;
        if (!here) content_.loaded[x] = true;
      }
    }
  }
  constexpr int add(int op, int a, int b, int c) {
    const int k = out.nodes.size++;
    out.nodes.op[k] = op;
    out.nodes.a[k] = a;
    out.nodes.b[k] = b;
    out.nodes.c[k] = c;
    return k;
  }
  constexpr int operand(int i, int k) const {
    const int x = operand_at(g, i, k);
    // Of an operand of which only the shape matters the first stands for it.
    return k < operands_needed(g, i) ? renamed_[x] : renamed_[g.a[i]];
  }
  constexpr pattern pattern_of(int i) const {
    const shape& s = plan_.extent[i];
    return s.is_scalar()                                    ? pattern::scalar
           : plan_.same_space(i, step_.rows, step_.columns) ? pattern::full
           : s.rows == 1                                    ? pattern::row
                                                            : pattern::column;
  }
  constexpr int add_load(int i, bool inverse) {
    out.load[out.loads] = {i, plan_.at[i], pattern_of(i), inverse};
    return add(input_node, out.loads++, -1, -1);
  }
  /// Whether node i divides by a number that is the same for a row: its inverse is made once.
  constexpr bool divides_by_same(int i) const {
    if (step_.kind != step_kind::loop || g.operation(i).code != op::divide::code ||
        !content_.loaded[g.b[i]])
      return false;
    const pattern how = pattern_of(g.b[i]);
    return how == pattern::scalar || how == pattern::column;
  }
  constexpr int inverse(int i) {
    if (inverse_[i] >= 0) return inverse_[i];
    if (!g.is_constant(i)) return inverse_[i] = add_load(i, true);
    const auto bits = __builtin_bit_cast(std::uint64_t, 1 / constant_value(g.a[i], g.b[i]));
    return inverse_[i] = add(constant_node, static_cast<int>(static_cast<std::uint32_t>(bits)),
                             static_cast<int>(static_cast<std::uint32_t>(bits >> 32)), -1);
  }
  /// The number of an operation in the body's graph.
  template <class Op>
  constexpr int slot_of() {
    int k = constant_node + 1;
    while (out.nodes.operation_code[k] != Op::code && out.nodes.operation_code[k] != 0) ++k;
    out.nodes.operation_code[k] = Op::code;
    out.nodes.operations[k] = &info<Op>;
    return k;
  }
  constexpr int output(int i) {
    if (output_of_[i] < 0) {
      out.output[out.outputs] = renamed_[i];
      output_of_[i] = out.outputs++;
    }
    return output_of_[i];
  }
  /// The output that is the next result's sum so far plus node i: an addition of the body, so that
  /// it is fused with a product.
  constexpr int add_to_sum(int i) {
    out.load[out.loads].sum = out.results;
    const int so_far = add(input_node, out.loads++, -1, -1);
    out.output[out.outputs] = add(slot_of<op::add>(), renamed_[i], so_far, -1);
    return out.outputs++;
  }
  constexpr void add_results() {
    for (int i = 0; i < nodes; ++i) {
      if (!plan_.live[i] || plan_.time[i] != step_.time) continue;
      if (plan_.role[i] == node_role::fused && plan_.at[i].in != place::nowhere &&
          plan_.same_space(i, step_.rows, step_.columns))
        out.result[out.results++] = {output(i), 0, 0, plan_.at[i]};
      if (plan_.role[i] == node_role::reduction &&
          plan_.same_space(g.a[i], step_.rows, step_.columns)) {
        const int code = g.operation(i).code;
        const int number = code == op::sum_::code ? add_to_sum(g.a[i]) : output(g.a[i]);
        out.result[out.results++] = {number, code, g.c[i] & reduced_axes::all, plan_.at[i]};
      }
    }
    for (int k = 0; k < Plan::outputs; ++k) {
      if (plan_.copied[k] == step_.time &&
          plan_.same_space(plan_.output[k], step_.rows, step_.columns))
        out.result[out.results++] = {output(plan_.output[k]), 0, 0, {place::output, k}};
    }
  }

  const Graph& g;
  const Plan& plan_;
  const plan_step& step_;
  body& out;
  loop_content<Graph, Plan> content_;
  int renamed_[nodes]{}, inverse_[nodes]{}, output_of_[nodes]{};
};

/// Step `Step` of the plan of a derived function, as what `program` takes.
template <class Derived, int Step>
struct step_body {
  static constexpr const auto& plan = plan_of<Derived>::value;
  static constexpr auto draft = [] {
    using builder = body_builder<std::remove_cvref_t<decltype(Derived::value.nodes)>,
                                 std::remove_cvref_t<decltype(plan)>>;
    typename builder::body b;
    builder(Derived::value.nodes, plan, plan.step[Step], b);
    return b;
  }();
  static constexpr auto value = shrink_body<draft.nodes.size, draft.outputs>(draft);
  static constexpr int inputs = draft.loads, outputs = draft.outputs;
  static constexpr auto loads = [] {
    std::array<loop_load, static_cast<std::size_t>(draft.loads)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = draft.load[k];
    return all;
  }();
  static constexpr auto results = [] {
    std::array<loop_result, static_cast<std::size_t>(draft.results)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = draft.result[k];
    return all;
  }();
};

// --- reductions ---

template <int Code, class V>
ETNA_INLINE V reduction_start() {
  using T = simd::lane_t<V>;
  return V(Code == op::max_over::code   ? -std::numeric_limits<T>::infinity()
           : Code == op::product_::code ? T(1)
                                        : T(0));
}
template <int Code, class V>
ETNA_INLINE V reduce_pair(const V& x, const V& y) {
  if constexpr (Code == op::max_over::code) {
    return select(x < y || y != y, y, x);
  } else if constexpr (Code == op::product_::code) {
    return x * y;
  } else {
    return x + y;
  }
}
template <int Code, class V>
ETNA_INLINE simd::lane_t<V> reduce_lanes(const V& x) {
  if constexpr (Code == op::sum_::code) {
    return simd::reduce_add(x);
  } else {
    simd::lane_t<V> all[simd::lanes<V>];
    simd::store(all, x);
    for (std::size_t half = simd::lanes<V> / 2; half > 0; half /= 2) {
      for (std::size_t k = 0; k < half; ++k) all[k] = reduce_pair<Code>(all[k], all[k + half]);
    }
    return all[0];
  }
}

// --- running ---

template <class T>
ETNA_INLINE const T* address(const array_frame<T>& f, const place& p) {
  return p.in == place::input    ? f.inputs[p.number].data
         : p.in == place::slot   ? f.slots[p.number]
         : p.in == place::output ? f.outputs[p.number]
                                 : f.scalars + p.number;
}

/// Whether an array of integers is there.
template <class Derived>
constexpr bool is_of_integers(const place& p) {
  return p.in == place::input && p.number < Derived::trace::inputs &&
         Derived::trace::integers[static_cast<std::size_t>(p.number)];
}

/// A scalar, wherever it is. (Programs refer to numbers only at run time, not to the graph: else
/// all that derives operations would be compiled to code.)
struct scalar_source {
  place from;
  double constant = 0;
  int extent = 1;
};
template <class Derived>
constexpr scalar_source source_of(const place& p) {
  constexpr const auto& g = Derived::value.nodes;
  scalar_source s{p};
  if (p.in == place::constant) s.constant = constant_value(g.a[p.number], g.b[p.number]);
  if (p.in == place::extent) {
    const shape& of = plan_of<Derived>::value.extent[g.a[p.number]];
    s.extent = g.c[p.number] == 0 ? of.rows : of.columns;
  }
  return s;
}
template <class T>
ETNA_INLINE T scalar_at(const array_frame<T>& f, const scalar_source& s) {
  switch (s.from.in) {
    case place::constant:
      return static_cast<T>(s.constant);
    case place::extent:
      return static_cast<T>(f.extent(s.extent));
    case place::index:
      return T(0);
    case place::input: {
      const array_operand<T>& x = f.inputs[s.from.number];
      return x.is_scalar() ? x.scalar : x[0];
    }
    default:
      return *address(f, s.from);
  }
}

/// The scalars of one time.
template <class Derived, int Step, class T>
void run_scalars(const array_frame<T>& f) {
  using body = step_body<Derived, Step>;
  [&]<std::size_t... K, std::size_t... R>(std::index_sequence<K...>, std::index_sequence<R...>) {
    const T x[sizeof...(K) + 1] = {[&] {
                                     constexpr scalar_source s =
                                         source_of<Derived>(body::loads[K].from);
                                     return scalar_at(f, s);
                                   }()...,
                                   T(0)};
    std::array<T, static_cast<std::size_t>(body::outputs)> y;
    emission<program<body>, T>::run(x, y);
    (
        [&] {
          constexpr loop_result result = body::results[R];
          f.scalars[result.to.number] = y[static_cast<std::size_t>(result.output)];
        }(),
        ...);
  }(std::make_index_sequence<body::loads.size()>{},
    std::make_index_sequence<body::results.size()>{});
}

/// Whether a loop over a matrix may go over its elements as over those of one long vector.
template <class Body>
constexpr bool is_flat() {
  for (const loop_load& l : Body::loads) {
    if (l.how == pattern::row || l.how == pattern::column) return false;
  }
  for (const loop_result& r : Body::results) {
    if (r.reduction != 0 && r.axes != reduced_axes::all) return false;
  }
  return true;
}

/// A loop of a plan.
template <class Derived, int Step, class T, class Arch>
class loop_runner {
  using body = step_body<Derived, Step>;
  using V = simd::pack<T, Arch>;
  static constexpr std::size_t width = simd::lanes<V>;
  static constexpr std::size_t loads = body::loads.size();
  static constexpr std::size_t results = body::results.size();
  static constexpr plan_step step = plan_of<Derived>::value.step[Step];
  // Sums wait for each other: several are made at once where the body is short.
  static constexpr std::size_t ways = program<body>::code.statements <= 12 ? 4 : 1;

  static constexpr bool flat = is_flat<body>();
  template <std::size_t K>
  using index = std::integral_constant<std::size_t, K>;
  static constexpr bool of_integers(const loop_load& l) { return is_of_integers<Derived>(l.from); }
  static constexpr bool is_total(const loop_result& r) {
    return r.reduction != 0 && (flat || r.axes == reduced_axes::all);
  }
  static constexpr bool is_of_row(const loop_result& r) {
    return r.reduction != 0 && !is_total(r) && r.axes == reduced_axes::columns;
  }
  static constexpr bool is_over_rows(const loop_result& r) {
    return r.reduction != 0 && !is_total(r) && !is_of_row(r);
  }

  /// Where a row is: the elements that are read and written there, and the numbers that are the
  /// same for all of it.
  struct row_view {
    const T* from[loads + 1];
    V same[loads + 1];
    T* to[results + 1];
  };
  struct sums {
    V of[ways][results + 1];
  };
  /// Without a loop, so that the sums are registers from the first.
  template <class F>
  ETNA_INLINE static void for_each_way(F f) {
    [&]<std::size_t... W>(std::index_sequence<W...>)
        ETNA_INLINE_LAMBDA { (f(index<W>{}), ...); }(std::make_index_sequence<ways>{});
  }

  template <bool Inverse>
  ETNA_INLINE static V same(T x) {
    return V(Inverse ? 1 / x : x);
  }
  template <std::size_t K>
  ETNA_INLINE static void enter_row(const array_frame<T>& f, row_view& row, std::size_t r,
                                    std::size_t columns) {
    constexpr loop_load load = body::loads[K];
    if constexpr (load.sum >= 0) {
      // It is in a register, or where the result is.
    } else if constexpr (of_integers(load)) {
      if constexpr (load.how == pattern::column)
        row.same[K] = same<load.inverse>(f.inputs[load.from.number][r]);
    } else if constexpr (load.how == pattern::full) {
      row.from[K] = address(f, load.from) + r * columns;
    } else if constexpr (load.from.in == place::index) {
      // Made of the column.
    } else if constexpr (load.how == pattern::row) {
      row.from[K] = address(f, load.from);
    } else if constexpr (load.how == pattern::column) {
      row.same[K] = same<load.inverse>(address(f, load.from)[r]);
    }
  }
  template <std::size_t K, bool Partial>
  ETNA_INLINE static V read(const array_frame<T>& f, const row_view& row, const V* sum,
                            std::size_t r, std::size_t c, std::size_t count) {
    constexpr loop_load load = body::loads[K];
    if constexpr (load.sum >= 0) {
      return so_far<static_cast<std::size_t>(load.sum), Partial>(row, sum, r, c, count);
    } else if constexpr (of_integers(load) && load.how != pattern::column &&
                         load.how != pattern::scalar) {
      const array_operand<T>& x = f.inputs[load.from.number];
      const std::size_t first = c + (load.how == pattern::full ? r * x.columns : 0);
      T number[width]{};
      for (std::size_t k = 0; k < (Partial ? count : width); ++k) number[k] = x[first + k];
      return simd::load<V>(number);
    } else if constexpr (load.from.in == place::index) {
      T column[width];
      for (std::size_t k = 0; k < width; ++k) column[k] = static_cast<T>(c + k);
      return simd::load<V>(column);
    } else if constexpr (load.how == pattern::full || load.how == pattern::row) {
      if constexpr (Partial) {
        return simd::load_first<V>(row.from[K] + c, count);
      } else {
        return simd::load<V>(row.from[K] + c);
      }
    } else {
      return row.same[K];
    }
  }
  /// What result K is so far. Over the rows, the row of results is in memory.
  template <std::size_t K, bool Partial>
  ETNA_INLINE static V so_far(const row_view& row, const V* sum, std::size_t r, std::size_t c,
                              std::size_t count) {
    constexpr loop_result result = body::results[K];
    if constexpr (is_over_rows(result)) {
      if (r == 0) return reduction_start<result.reduction, V>();
      if constexpr (Partial) {
        return simd::load_first<V>(row.to[K] + c, count);
      } else {
        return simd::load<V>(row.to[K] + c);
      }
    } else {
      return sum[K];
    }
  }
  template <std::size_t K, bool Partial, class Y>
  ETNA_INLINE static void write(const row_view& row, const Y& y, V* sum, std::size_t r,
                                std::size_t c, std::size_t count) {
    constexpr loop_result result = body::results[K];
    const V value = y[static_cast<std::size_t>(result.output)];
    if constexpr (result.reduction == 0) {
      if constexpr (Partial) {
        simd::store_first(row.to[K] + c, value, count);
      } else {
        simd::store(row.to[K] + c, value);
      }
    } else {
      V next = value;
      if constexpr (result.reduction != op::sum_::code)
        next = reduce_pair<result.reduction>(so_far<K, Partial>(row, sum, r, c, count), value);
      if constexpr (is_over_rows(result)) {
        if constexpr (Partial) {
          simd::store_first(row.to[K] + c, next, count);
        } else {
          simd::store(row.to[K] + c, next);
        }
      } else if constexpr (Partial) {
        sum[K] = simd::blend_first(next, sum[K], count);
      } else {
        sum[K] = next;
      }
    }
  }

  template <bool Partial, std::size_t... K, std::size_t... R>
  ETNA_INLINE static void elements(std::index_sequence<K...>, std::index_sequence<R...>,
                                   const array_frame<T>& f, const row_view& row, V* sum,
                                   std::size_t r, std::size_t c, std::size_t count) {
    const V x[loads + 1] = {read<K, Partial>(f, row, sum, r, c, count)..., V(T(0))};
    std::array<V, static_cast<std::size_t>(body::outputs)> y;
    emission<program<body>, V>::run(x, y);
    (write<R, Partial>(row, y, sum, r, c, count), ...);
  }

  template <std::size_t... K, std::size_t... R, class Bands>
  static void run_on(std::index_sequence<K...> all_loads, std::index_sequence<R...> all_results,
                     const array_frame<T>& f, const Bands& bands) {
    std::size_t rows = f.extent(step.rows), columns = f.extent(step.columns);
    if (flat) columns *= std::exchange(rows, 1);
    row_view row;
    (
        [&]() ETNA_INLINE_LAMBDA {
          if constexpr (body::loads[K].how == pattern::scalar) {
            constexpr scalar_source source = source_of<Derived>(body::loads[K].from);
            row.same[K] = same<body::loads[K].inverse>(scalar_at(f, source));
          }
        }(),
        ...);
    sums sum;
    const auto start = [&]<std::size_t S>(index<S>, bool total) ETNA_INLINE_LAMBDA {
      constexpr loop_result result = body::results[S];
      if (total ? !is_total(result) : !is_of_row(result)) return;
      for_each_way([&](auto w) ETNA_INLINE_LAMBDA {
        sum.of[w()][S] = reduction_start<result.reduction, V>();
      });
    };
    const auto finish = [&]<std::size_t S>(index<S>) ETNA_INLINE_LAMBDA {
      constexpr int reduction = body::results[S].reduction;
      V all = sum.of[0][S];
      for_each_way([&](auto w) ETNA_INLINE_LAMBDA {
        if constexpr (w() > 0) all = reduce_pair<reduction>(all, sum.of[w()][S]);
      });
      return reduce_lanes<reduction>(all);
    };
    (start(index<R>{}, true), ...);
    for (std::size_t r = 0; r < rows; ++r) {
      (enter_row<K>(f, row, r, columns), ...);
      (enter_result<R>(f, row, r, columns), ...);
      (start(index<R>{}, false), ...);
      bands(columns, [&](std::size_t c, std::size_t end) ETNA_INLINE_LAMBDA {
        for (; c + ways * width <= end; c += ways * width) {
          for_each_way([&](auto w) ETNA_INLINE_LAMBDA {
            elements<false>(all_loads, all_results, f, row, sum.of[w()], r, c + w() * width, width);
          });
        }
        if constexpr (ways > 1) {
          for (; c + width <= end; c += width)
            elements<false>(all_loads, all_results, f, row, sum.of[0], r, c, width);
        }
        if (c < end) elements<true>(all_loads, all_results, f, row, sum.of[0], r, c, end - c);
      });
      (
          [&]() ETNA_INLINE_LAMBDA {
            if constexpr (is_of_row(body::results[R])) row.to[R][r] = finish(index<R>{});
          }(),
          ...);
    }
    (
        [&]() ETNA_INLINE_LAMBDA {
          if constexpr (is_total(body::results[R]))
            f.scalars[body::results[R].to.number] = finish(index<R>{});
        }(),
        ...);
  }
  template <std::size_t R>
  ETNA_INLINE static void enter_result(const array_frame<T>& f, row_view& row, std::size_t r,
                                       std::size_t columns) {
    constexpr loop_result result = body::results[R];
    if constexpr (!is_total(result)) {
      T* const base = const_cast<T*>(address(f, result.to));
      row.to[R] = result.reduction == 0 ? base + r * columns : base;
    }
  }

 public:
  static void run(const array_frame<T>& f) {
    run(f, [](std::size_t columns, auto elements) ETNA_INLINE_LAMBDA { elements(0, columns); });
  }
  /// bands(columns, elements) calls elements(first, last) for parts of a row, one after the other.
  template <class Bands>
  static void run(const array_frame<T>& f, const Bands& bands) {
    if constexpr (results > 0) {
      run_on(std::make_index_sequence<loads>{}, std::make_index_sequence<results>{}, f, bands);
    } else {
      bands(f.extent(step.columns), [](std::size_t, std::size_t) {});
    }
  }
};

}  // namespace etna::detail
