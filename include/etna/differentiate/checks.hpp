// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/trace.hpp"

/// \file
/// The checks of a call, with their messages.

namespace etna::detail {

template <class X>
inline constexpr bool is_integer_argument = [] {
  if constexpr (is_array_leaf<X>) {
    return false;  // labels
  } else if constexpr (argument<X>) {
    return std::integral<typename decltype(leaf_type<X>())::type>;
  } else {
    return false;
  }
}();

template <class X>
inline constexpr bool is_pointer_argument =
    std::is_pointer_v<std::decay_t<X>> && !std::is_array_v<std::remove_cvref_t<X>>;

template <class R>
constexpr bool is_differentiable_result() {
  if constexpr (!argument<R>) {
    return false;
  } else {
    using leaf = typename decltype(leaf_type<R>())::type;
    return std::is_same_v<leaf, symbol> || std::floating_point<leaf>;
  }
}

/// The checks of f(x...), each with a message for the user. F is the function without bound
/// constants, X are the types of all arguments, the constants last.
template <class F, class... X>
constexpr bool check_call() {
  static_assert(!(is_pointer_argument<X> || ...),
                "Etna: a bare pointer does not say how many numbers it points to; pass "
                "std::span<const T, N> or std::array<T, N>.");
  if constexpr ((is_pointer_argument<X> || ...)) {
    return false;
  } else {
    static_assert(
        (argument<X> && ...),
        "Etna: an argument is of a type that cannot be differentiated by. Arguments are "
        "floating-point numbers, "
        "std::array, spans of fixed extent, etna::vector and etna::matrix, tuples, and "
        "hana::Structs that are "
        "templates over their scalar; and, with etna/array.hpp, whole arrays of any size.");
    if constexpr (!(argument<X> && ...)) {
      return false;
    } else if constexpr (!(is_traceable<X>() && ...)) {
      static_assert((is_traceable<X>() && ...),
                    "Etna: an argument is of a type that cannot be used at compile time (Eigen's). "
                    "In forward mode (etna::forward_mode, etna::jacfwd) functions of it run on "
                    "etna::dual; for reverse mode convert it, with etna::from_eigen.");
      return false;
    } else {
      static_assert(!(is_integer_argument<X> || ...),
                    "Etna: an argument is an integer; write 1.0 instead of 1.");
      static_assert(callable<F, rebind_t<X, symbol>...>,
                    "Etna: the function cannot be called with these arguments: their number or "
                    "their shapes do not fit, or it is not generic (auto x instead of double x).");
      if constexpr ((is_integer_argument<X> || ...) || !callable<F, rebind_t<X, symbol>...>) {
        return false;
      } else {
        constexpr bool result = is_differentiable_result<call_t<F, rebind_t<X, symbol>...>>();
        static_assert(
            result,
            "Etna: the function's return type cannot be differentiated: it must return a scalar of "
            "the type it "
            "is given, or an array, tuple or struct of such scalars (not int, bool or void).");
        return result;
      }
    }
  }
}

/// The trace as a plain constant, so that the compiler shows the call that is in its way. (In a
/// class of its own: an error here leaves the functions that ask for it as they are.)
template <class F, class... A>
struct trace_shows_why {
  static constexpr auto counts = count_trace<4096, F, A...>();
};

/// Whether the function could be traced; a failing static_assert says so, and the compiler then
/// shows the call that is in the way.
template <class F, class... A>
constexpr bool check_trace() {
  using traced = trace_attempt<F, A...>;
  static_assert(traced::traceable,
                "Etna: the function cannot be traced at compile time. The compiler's note on "
                "`trace_shows_why` names the call that is not a constant expression. Often it is a "
                "libm call on a plain constant: write etna::exp(0.5) for std::exp(0.5). A function "
                "template that is called must be constexpr. For too many branches use etna::where; "
                "loops that depend on values run on etna::dual. If the note names operator[], the "
                "function takes elements of an argument that is a scalar.");
  if constexpr (!traced::traceable) {
    static_cast<void>(sizeof(trace_shows_why<F, A...>));
    return false;
  } else {
    static_assert(traced::fits,
                  "Etna: the function has more nodes than a graph can hold. Define "
                  "ETNA_GRAPH_NODES (it is etna::limits::graph_nodes) as a larger number, or "
                  "differentiate a part of it.");
    return traced::fits;
  }
}

/// Of an operation on arrays of shapes that do not belong together: the compiler shows what it is
/// of. An extent of -1 is known at run time only.
template <class Operation, class X, class Y>
struct shapes_do_not_fit;
template <int Rows, int Columns>
struct matrix_of;
template <int Size>
struct vector_of;
struct one_number;
template <shape S>
using array_shown = std::conditional_t<
    S.rank == 2, matrix_of<(S.rows < 0 ? -1 : S.rows), (S.columns < 0 ? -1 : S.columns)>,
    std::conditional_t<S.rank == 1, vector_of<(S.columns < 0 ? -1 : S.columns)>, one_number>>;
/// The same of a part of an array that is not there.
template <class X, class Part>
struct part_is_not_there;
template <int First, int Last>
struct part_from;

/// In the place of the operation: the direction (tangent, cotangent) of an operand or a result.
template <int Index>
struct direction_of;

/// Whether the shapes of arrays fit, as far as they are known at compile time.
template <class Trace>
constexpr bool check_shapes() {
  if constexpr (Trace::arrays) {
    constexpr shape_error error = Trace::value.shapes.error;
    static_assert(
        !error.out_of_range,
        "Etna: an index or a slice goes beyond the end of an array, or holds nothing. The "
        "compiler's error on `part_is_not_there` names the array's shape, and the part: its first "
        "index, and the one after its last.");
    static_assert(error.operation == 0 || error.out_of_range,
                  "Etna: the shapes of two arrays do not fit together. The compiler's error on "
                  "`shapes_do_not_fit` names the operation, and both shapes.");
    if constexpr (error.out_of_range) {
      static_cast<void>(sizeof(
          part_is_not_there<array_shown<error.x>, part_from<error.y.rows, error.y.columns>>));
    } else if constexpr (error.operation != 0) {
      static_cast<void>(sizeof(shapes_do_not_fit<typename operation_of<error.operation>::type,
                                                 array_shown<error.x>, array_shown<error.y>>));
    }
    return error.operation == 0;
  } else {
    return true;
  }
}

/// A direction whose shape is not that of what it belongs to; index -1: there is none.
struct direction_misfit {
  int index = -1;
  shape found, expected;

  constexpr bool fits() const { return index < 0; }
};
/// The first misfit among directions V of a function of arrays, each of an operand or (OfResults)
/// of a result, as far as extents are known at compile time. A number does not fit an array that
/// may be of any size.
template <class Trace, bool OfResults, class... V>
constexpr direction_misfit find_misfit() {
  direction_misfit misfit;
  constexpr int count = OfResults ? Trace::outputs : Trace::inputs;
  if constexpr (Trace::arrays && (0 + ... + tree_size<V>) <= count) {
    constexpr auto& t = Trace::value;
    const auto look = [&]<class Leaf>(const Leaf&, int index) {
      shape expected = t.shapes.node[OfResults ? t.paths.output[0][index] : index], found;
      expected.rows = t.shapes.dimensions.root(expected.rows);
      expected.columns = t.shapes.dimensions.root(expected.columns);
      if constexpr (is_array_leaf<Leaf>) {
        constexpr auto e = tree_of<Leaf>::extents;
        found = {static_cast<int>(e.size()), e.size() == 2 ? e[0] : 1, e[e.size() - 1]};
      }
      const auto differ = [&](int x, int y) {
        return x != y && (found.rank == 0 || (x > 0 && y > 0));
      };
      if (misfit.fits() &&
          (differ(found.rows, expected.rows) || differ(found.columns, expected.columns)))
        misfit = {index, found, expected};
    };
    std::tuple<rebind_t<V, symbol>...> directions;
    for_each_leaf(directions, look);
  }
  return misfit;
}
/// Whether there is none; else the compiler shows it.
template <direction_misfit Misfit>
constexpr bool check_directions() {
  if constexpr (!Misfit.fits())
    static_cast<void>(
        sizeof(shapes_do_not_fit<direction_of<Misfit.index>, array_shown<Misfit.found>,
                                 array_shown<Misfit.expected>>));
  return Misfit.fits();
}

template <class F>
constexpr bool check_stateless() {
  static_assert(!std::is_pointer_v<F>,
                "Etna: a pointer to a function is known at run time only. Make the function a "
                "constexpr template over its number type, and write ETNA_FN(name) for its name.");
  static_assert(
      std::is_pointer_v<F> || is_stateless<F>,
      "Etna: a closure with captures can be differentiated in forward mode only, by grad, "
      "value_and_grad and jacobian (etna::forward_mode) and jacfwd. For reverse mode and "
      "all else bind its captures as arguments: "
      "etna::with([](auto x, auto k) { ... }, k).");
  return is_stateless<F>;
}

}  // namespace etna::detail
