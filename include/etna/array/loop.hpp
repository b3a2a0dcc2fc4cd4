// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "etna/array/body.hpp"
#include "etna/array/frame.hpp"
#include "etna/evaluate/run.hpp"
#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"

/// \file
/// The loops of a plan: each is a program of scalars that runs on SIMD batches of elements.

namespace etna::detail {

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
    // NaN stays, wherever it is. (Batches of NaN compare as neither equal nor unequal.)
    if constexpr (std::is_arithmetic_v<V>) {
      return select(x < y || !(y == y), y, x);
    } else {
      // Of a number and x max gives x where that is NaN, and the next batch waits for no mask.
      return select(y == y, max(y, x), y);
    }
  } else if constexpr (Code == op::product_::code) {
    return x * y;
  } else {
    return x + y;
  }
}
/// All numbers of so many batches, a power of 2, reduced to one. Writes to the batches.
template <int Code, std::size_t Count, class V>
ETNA_INLINE simd::lane_t<V> reduce_all(V (&x)[Count]) {
  using T = simd::lane_t<V>;
  const auto pair = [](const auto& a, const auto& b) ETNA_INLINE_LAMBDA {
    if constexpr (Code == op::max_over::code) {
      return select(a < b, b, a);
    } else {
      return reduce_pair<Code>(a, b);
    }
  };
  if constexpr (Code == op::max_over::code) {
    // One test for NaN, which a processor foresees, instead of one for each pair.
    auto numbers = x[0] == x[0];
    for (std::size_t k = 1; k < Count; ++k) numbers = numbers & (x[k] == x[k]);
    if (!all(numbers)) [[unlikely]]
      return std::numeric_limits<T>::quiet_NaN();
  }
  for (std::size_t half = Count / 2; half > 0; half /= 2) {
    for (std::size_t k = 0; k < half; ++k) x[k] = pair(x[k], x[k + half]);
  }
  if constexpr (Code == op::sum_::code) {
    return simd::reduce_add(x[0]);
  } else {
    T lane[simd::lanes<V>];
    simd::store(lane, x[0]);
    for (std::size_t half = simd::lanes<V> / 2; half > 0; half /= 2) {
      for (std::size_t k = 0; k < half; ++k) lane[k] = pair(lane[k], lane[k + half]);
    }
    return lane[0];
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
  static constexpr std::size_t ways = code_of<program<body>>.statements <= 12 ? 4 : 1;

  static constexpr bool is_cheap = [] {
    bool cheap = true;
    for (int i = 0; i < body::value.nodes.size; ++i) {
      cheap = cheap &&
              (body::value.nodes.op[i] <= constant_node || body::value.nodes.operation(i).is_cheap);
    }
    return cheap;
  }();
  static constexpr bool flat = is_flat<body>();
  template <std::size_t K>
  using index = std::integral_constant<std::size_t, K>;
  template <std::size_t Count>
  using indices = std::make_index_sequence<Count>;
  static constexpr bool of_integers(const loop_load& l) { return is_of_integers<Derived>(l.from); }
  static constexpr bool is_total(const loop_result& r) {
    return r.reduction != 0 && (flat || r.axes == reduced_axes::all);
  }
  static constexpr bool is_of_row(const loop_result& r) {
    return r.reduction != 0 && !is_total(r) && r.axes == reduced_axes::columns;
  }
  static constexpr bool is_stored(const loop_result& r) { return r.reduction == 0; }
  static constexpr bool is_over_rows(const loop_result& r) {
    return r.reduction != 0 && !is_total(r) && !is_of_row(r);
  }

  static constexpr bool is_product(const loop_result& r) {
    return r.reduction == op::product_::code && is_total(r) && !r.if_zero;
  }
  static constexpr bool is_rare(const loop_result& r) { return is_total(r) && r.if_zero; }
  // Whether anything can be left out unless a product is 0.
  static constexpr bool has_rare = [] {
    bool rare = false, product = false;
    for (const loop_result& r : body::results) {
      rare = rare || is_rare(r);
      product = product || is_product(r);
    }
    return rare && product;
  }();

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

  /// Load K, of which x is the number that is the same for a row.
  template <std::size_t K>
  ETNA_INLINE static V same(T x) {
    const T y = body::loads[K].inverse ? 1 / x : x;
    return V(body::loads[K].negative ? -y : y);
  }
  template <std::size_t K>
  ETNA_INLINE static void enter_row(const array_frame<T>& f, row_view& row, std::size_t r,
                                    std::size_t columns) {
    constexpr loop_load load = body::loads[K];
    if constexpr (load.sum >= 0) {
      // It is in a register, or where the result is.
    } else if constexpr (of_integers(load)) {
      if constexpr (load.how == pattern::column)
        row.same[K] = same<K>(f.inputs[load.from.number][r]);
    } else if constexpr (load.how == pattern::full) {
      row.from[K] = address(f, load.from) + r * columns;
    } else if constexpr (load.from.in == place::index) {
      // Made of the column.
    } else if constexpr (load.how == pattern::row) {
      row.from[K] = address(f, load.from);
    } else if constexpr (load.how == pattern::column) {
      row.same[K] = same<K>(address(f, load.from)[r]);
    }
  }
  template <std::size_t K, bool Partial>
  ETNA_INLINE static V read(const array_frame<T>& f, const row_view& row, const V* sum,
                            std::size_t r, std::size_t c, std::size_t count) {
    constexpr loop_load load = body::loads[K];
    if constexpr (load.sum >= 0) {
      return so_far<static_cast<std::size_t>(load.sum), Partial>(row, sum, c, count);
    } else if constexpr (of_integers(load) && load.how != pattern::column &&
                         load.how != pattern::scalar) {
      const array_operand<T>& x = f.inputs[load.from.number];
      // The loop's columns: the argument may be there as what transposes it.
      const std::size_t first = c + (load.how == pattern::full ? r * f.extent(step.columns) : 0);
      T number[width]{};
      for (std::size_t k = 0; k < (Partial ? count : width); ++k) number[k] = x[first + k];
      return simd::load<V>(number);
    } else if constexpr (load.from.in == place::index && load.how != pattern::scalar) {
      T column[width];
      for (std::size_t k = 0; k < width; ++k) column[k] = static_cast<T>(c + k);
      return simd::load<V>(column);
    } else if constexpr (load.how == pattern::full || load.how == pattern::row) {
      return simd::load<V, Partial>(row.from[K] + c, count);
    } else {
      return row.same[K];
    }
  }
  /// What result K is so far. Over the rows, the row of results is in memory.
  template <std::size_t K, bool Partial>
  ETNA_INLINE static V so_far(const row_view& row, const V* sum, std::size_t c, std::size_t count) {
    constexpr loop_result result = body::results[K];
    if constexpr (is_over_rows(result)) {
      return simd::load<V, Partial>(row.to[K] + c, count);
    } else {
      return sum[K];
    }
  }
  template <std::size_t K, bool Rare, bool Partial, class Y>
  ETNA_INLINE static void write(const row_view& row, const Y& y, V* sum, std::size_t c,
                                std::size_t count) {
    constexpr loop_result result = body::results[K];
    const V value = y[static_cast<std::size_t>(result.output)];
    if constexpr (!Rare && is_rare(result)) {
      // It is left out.
    } else if constexpr (result.reduction == 0) {
      simd::store<Partial>(row.to[K] + c, value, count);
    } else {
      V next = value;
      if constexpr (result.reduction != op::sum_::code)
        next = reduce_pair<result.reduction>(so_far<K, Partial>(row, sum, c, count), value);
      if constexpr (is_over_rows(result)) {
        simd::store<Partial>(row.to[K] + c, next, count);
      } else if constexpr (Partial) {
        sum[K] = simd::blend_first(next, sum[K], count);
      } else {
        sum[K] = next;
      }
    }
  }

  using inputs = std::array<V, loads + 1>;
  using values = std::array<V, static_cast<std::size_t>(body::outputs)>;
  template <bool Partial, std::size_t... K>
  ETNA_INLINE static inputs read_all(std::index_sequence<K...>, const array_frame<T>& f,
                                     const row_view& row, [[maybe_unused]] V* sum,
                                     [[maybe_unused]] std::size_t r, [[maybe_unused]] std::size_t c,
                                     [[maybe_unused]] std::size_t count) {
    return {read<K, Partial>(f, row, sum, r, c, count)..., V(T(0))};
  }
  ETNA_INLINE static values compute(const inputs& x) {
    values y;
    emission<program<body>, V>::run(x.data(), y);
    return y;
  }

  /// With `Rare`, what may be left out as well.
  template <bool Rare, std::size_t... K, std::size_t... R, class Parts>
  ETNA_INLINE static void run_on(std::index_sequence<K...> all_loads, std::index_sequence<R...>,
                                 const array_frame<T>& f, const Parts& parts) {
    std::size_t rows = f.extent(step.rows), columns = f.extent(step.columns);
    if (flat) columns *= std::exchange(rows, 1);
    row_view row;
    (
        [&]() ETNA_INLINE_LAMBDA {
          if constexpr (body::loads[K].how == pattern::scalar) {
            constexpr scalar_source source = source_of<Derived>(body::loads[K].from);
            row.same[K] = same<K>(scalar_at(f, source));
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
      if constexpr (!Rare && is_rare(body::results[S])) {
        return T(0);
      } else {
        V of_way[ways];
        for_each_way([&](auto w) ETNA_INLINE_LAMBDA { of_way[w()] = sum.of[w()][S]; });
        return reduce_all<reduction>(of_way);
      }
    };
    (start(index<R>{}, true), ...);
    (
        [&]() ETNA_INLINE_LAMBDA {
          constexpr loop_result result = body::results[R];
          if constexpr (is_over_rows(result))
            std::fill_n(target(f, result), columns, reduction_start<result.reduction, T>());
        }(),
        ...);
    for (std::size_t r = 0; r < rows; ++r) {
      (enter_row<K>(f, row, r, columns), ...);
      (enter_result<R>(f, row, r, columns), ...);
      (start(index<R>{}, false), ...);
      const auto write_all =
          [&]<bool Partial>(std::bool_constant<Partial>, const values& y, V* to, std::size_t c,
                            std::size_t count)
              ETNA_INLINE_LAMBDA { (write<R, Rare, Partial>(row, y, to, c, count), ...); };
      const auto one = [&]<bool Partial>(std::bool_constant<Partial> partial, std::size_t c,
                                         std::size_t count) ETNA_INLINE_LAMBDA {
        write_all(partial, compute(read_all<Partial>(all_loads, f, row, sum.of[0], r, c, count)),
                  sum.of[0], c, count);
      };
      const auto many = [&](std::size_t c, std::size_t end) ETNA_INLINE_LAMBDA {
        for (; c + ways * width <= end; c += ways * width) {
          const auto read = [&](auto w) ETNA_INLINE_LAMBDA {
            return read_all<false>(all_loads, f, row, sum.of[w()], r, c + w() * width, width);
          };
          const auto write = [&](auto w, const values& y) ETNA_INLINE_LAMBDA {
            write_all(std::false_type{}, y, sum.of[w()], c + w() * width, width);
          };
          if constexpr ((is_stored(body::results[R]) || ...) && !is_cheap) {
            // All is read before anything is written, since for all that the compiler knows what is
            // read next has just been written: so it puts the operations on several batches side by
            // side. (Where these are few the order is no gain, and a loss at the edge of a cache.)
            inputs x[ways];
            for_each_way([&](auto w) ETNA_INLINE_LAMBDA { x[w()] = read(w); });
            for_each_way([&](auto w) ETNA_INLINE_LAMBDA { write(w, compute(x[w()])); });
          } else {
            for_each_way([&](auto w) ETNA_INLINE_LAMBDA { write(w, compute(read(w))); });
          }
        }
        if constexpr (ways > 1) {
          for (; c + width <= end; c += width) one(std::false_type{}, c, width);
        }
        if (c < end) one(std::true_type{}, c, end - c);
      };
      parts(columns, [&](std::size_t c, auto count) ETNA_INLINE_LAMBDA {
        if constexpr (std::is_same_v<decltype(count), std::size_t>) {
          many(c, c + count);
        } else {
          one(std::bool_constant<(count() < width)>{}, c, count());
        }
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
  ETNA_INLINE static T* target(const array_frame<T>& f, const loop_result& result) {
    return const_cast<T*>(address(f, result.to));
  }
  template <std::size_t R>
  ETNA_INLINE static void enter_result(const array_frame<T>& f, row_view& row, std::size_t r,
                                       std::size_t columns) {
    constexpr loop_result result = body::results[R];
    if constexpr (!is_total(result)) {
      T* const base = target(f, result);
      row.to[R] = result.reduction == 0 ? base + r * columns : base;
    }
  }
  /// Whether a product is 0 or NaN.
  static bool has_zero(const array_frame<T>& f) {
    bool found = false;
    for (const loop_result& r : body::results) {
      if (is_product(r))
        found = found || !(f.scalars[r.to.number] < 0 || f.scalars[r.to.number] > 0);
    }
    return found;
  }
  ETNA_NOINLINE static void run_again(const array_frame<T>& f) { run(f, whole); }
  static constexpr auto whole = [](std::size_t columns, auto elements)
                                    ETNA_INLINE_LAMBDA { elements(0, columns); };

 public:
  ETNA_INLINE static void run(const array_frame<T>& f) {
    if constexpr (has_rare) {
      run_on<false>(indices<loads>{}, indices<results>{}, f, whole);
      if (has_zero(f)) [[unlikely]]
        run_again(f);
    } else {
      run(f, whole);
    }
  }
  /// parts(columns, elements) calls elements(first, count) for parts of a row, one after the other;
  /// the count may be a constant of a batch at most.
  template <class Parts>
  ETNA_INLINE static void run(const array_frame<T>& f, const Parts& parts) {
    if constexpr (results > 0) {
      run_on<true>(indices<loads>{}, indices<results>{}, f, parts);
    } else {
      parts(f.extent(step.columns), [](std::size_t, std::size_t) {});
    }
  }
};

}  // namespace etna::detail
