// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/options.hpp"
#include "etna/evaluate/run.hpp"
#include "etna/transform/derivation.hpp"

/// \file
/// What all derivative functions share: the checks of a call, with their messages, and the way from
/// arguments to a program.

namespace etna {

template <class T, int... E>
class array;
class workspace;

}  // namespace etna

namespace etna::detail {

/// The numbers of x, which holds arrays, in arrays of T; array/run.hpp has it.
template <class T, class X>
struct array_copy;

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
                    "their shapes do not fit.");
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
                "loops that depend on values run on etna::dual.");
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
/// The same of a part of an array that is not there.
template <class X, class Part>
struct part_is_not_there;
template <int First, int Last>
struct part_from;

/// Whether the shapes of arrays fit, as far as they are known at compile time.
template <class Trace>
constexpr bool check_shapes() {
  if constexpr (Trace::arrays) {
    constexpr shape_error error = Trace::value.shapes.error;
    static_assert(
        !error.out_of_range,
        "Etna: an index or a slice goes beyond the end of an array, or holds nothing. The "
        "compiler's error on `part_is_not_there` names the array's shape (rows, columns; "
        "a vector is one row), and the part: its first index, and the one after its "
        "last.");
    static_assert(error.operation == 0 || error.out_of_range,
                  "Etna: the shapes of two arrays do not fit together. The compiler's error on "
                  "`shapes_do_not_fit` names the operation, and both shapes (rows, columns; a "
                  "vector is one row).");
    if constexpr (error.out_of_range) {
      static_cast<void>(sizeof(part_is_not_there<matrix_of<error.x.rows, error.x.columns>,
                                                 part_from<error.y.rows, error.y.columns>>));
    } else if constexpr (error.operation != 0) {
      static_cast<void>(sizeof(shapes_do_not_fit<typename operation_of<error.operation>::type,
                                                 matrix_of<error.x.rows, error.x.columns>,
                                                 matrix_of<error.y.rows, error.y.columns>>));
    }
    return error.operation == 0;
  } else {
    return true;
  }
}

template <class F>
constexpr bool check_stateless() {
  static_assert(std::is_empty_v<F> && std::is_default_constructible_v<F>,
                "Etna: a closure with captures can be differentiated in forward mode only "
                "(etna::forward_mode). For reverse "
                "mode bind its captures as arguments: etna::with([](auto x, auto k) { ... }, k).");
  return std::is_empty_v<F> && std::is_default_constructible_v<F>;
}

/// All a derivative function needs to know of a call of the callable C (perhaps with bound
/// constants) with arguments X.
template <class C, class... X>
struct call_plan {
  using parts = callable_parts<C>;
  using function = typename parts::function;
  static constexpr int arguments = static_cast<int>(sizeof...(X));

  template <class Constants>
  struct shapes;
  template <class... K>
  struct shapes<std::tuple<K...>> {
    static constexpr bool valid = check_stateless<function>() && check_call<function, X..., K...>();
    template <class... A>
    static constexpr bool check() {
      if constexpr (valid) {
        if constexpr (check_trace<function, rebind_t<A, symbol>...>()) {
          return check_shapes<etna::trace<function, rebind_t<A, symbol>...>>();
        } else {
          return false;
        }
      } else {
        return false;
      }
    }
    static constexpr bool traceable = check<X..., K...>();
    template <class... A>
    static constexpr auto number() {
      if constexpr (valid) {
        return std::type_identity<scalar_t<A...>>{};
      } else {
        return std::type_identity<double>{};
      }
    }
    using scalar = typename decltype(number<X..., K...>())::type;
    template <bool Valid, class... A>
    struct lazy {
      using trace = etna::trace<function, rebind_t<A, symbol>...>;
    };
    template <class... A>
    struct lazy<false, A...> {
      using trace = void;
    };
    using trace = typename lazy<traceable, X..., K...>::trace;
  };
  using shape =
      shapes<std::remove_cvref_t<decltype(parts::bound_constants(std::declval<const C&>()))>>;
  static constexpr bool valid = shape::traceable;
  using scalar = typename shape::scalar;
  using trace = typename shape::trace;
};

/// The ranges of inputs that belong to the arguments with indices I.
template <class... X>
constexpr input_set inputs_of(const int* index, int count) {
  constexpr int size[] = {tree_size<X>..., 0};
  input_set set;
  for (int k = 0; k < count; ++k) {
    input_range& range = set.range[set.ranges++];
    for (int i = 0; i < index[k]; ++i) range.first += size[i];
    range.count = size[index[k]];
  }
  return set;
}

template <class Wrt, class... X>
struct selection;
template <class... X>
struct selection<void, X...> {
  static_assert(sizeof...(X) <= input_set::capacity,
                "Etna: a function has at most 16 arguments; group some in a tuple.");
  static constexpr input_set set = [] {
    int index[sizeof...(X) + 1]{};
    for (int i = 0; i < static_cast<int>(sizeof...(X)); ++i) index[i] = i;
    return inputs_of<X...>(index, static_cast<int>(sizeof...(X)));
  }();
  /// The shape of a derivative whose part for each argument is Part<X>.
  template <template <class> class Part>
  using shape =
      std::conditional_t<sizeof...(X) == 1, Part<std::tuple_element_t<0, std::tuple<X...>>>,
                         std::tuple<Part<X>...>>;
};
template <int... I, class... X>
struct selection<wrt_option<I...>, X...> {
  static_assert(((I >= 0 && I < static_cast<int>(sizeof...(X))) && ...),
                "Etna: wrt names an argument that the function does not have.");
  static constexpr input_set set = [] {
    const int index[] = {I...};
    return inputs_of<X...>(index, static_cast<int>(sizeof...(I)));
  }();
  template <int J>
  using at = std::tuple_element_t<static_cast<std::size_t>(J), std::tuple<X...>>;
  template <template <class> class Part>
  using shape = std::tuple_element_t<
      (sizeof...(I) == 1 ? 0 : 1),
      std::tuple<Part<at<std::get<0>(std::tuple(I...))>>, std::tuple<Part<at<I>>...>>>;
};

/// The shape X over the scalar T.
template <class T>
struct over {
  template <class X>
  using type = rebind_t<X, T>;
};

/// Whether a tree is one array of T, so that a program can read it where it is.
template <class T, class X>
constexpr bool is_contiguous() {
  using tree = tree_of<X>;
  if constexpr (tree::kind == tree_kind::array) {
    return std::is_same_v<typename tree::element, T>;
  } else {
    return false;
  }
}

/// The scalars of the arguments X as inputs of a program: read where they are if they are one
/// array, else gathered.
template <class T, class... X>
class gathered {
 public:
  ETNA_INLINE constexpr explicit gathered(const X&... x)
      : gathered(std::make_integer_sequence<int, (0 + ... + tree_size<X>)>{}, x...) {}
  ETNA_INLINE constexpr const T* data() const { return scalar_; }

 private:
  // Without a loop, so that the copies are registers from the first.
  template <int... I>
  ETNA_INLINE constexpr explicit gathered(std::integer_sequence<int, I...>, const X&... x)
      : scalar_{static_cast<T>(leaf<I>(x...))..., T(0)} {}

  T scalar_[(1 + ... + tree_size<X>)];
};
template <class T, class X>
  requires(is_contiguous<T, X>())
class gathered<T, X> {
 public:
  ETNA_INLINE constexpr explicit gathered(const X& x) : scalar_(tree_of<X>::data(x)) {}
  ETNA_INLINE constexpr const T* data() const { return scalar_; }

 private:
  const T* scalar_;
};

/// The scalars of arguments that a tuple refers to.
template <class T, class... X>
ETNA_INLINE constexpr auto gather(const std::tuple<X...>& x) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) ETNA_INLINE_LAMBDA {
    return gathered<T, std::remove_cvref_t<X>...>(std::get<I>(x)...);
  }(std::index_sequence_for<X...>{});
}

/// Appends the constants bound to c to a tuple of arguments.
template <class C, class... X>
ETNA_INLINE constexpr auto with_constants(const C& c, const X&... x) {
  return std::apply(
      [&](const auto&... k)
          ETNA_INLINE_LAMBDA { return std::tuple<const X&..., decltype(k)...>(x..., k...); },
      callable_parts<C>::bound_constants(c));
}

/// The scalars of the arguments x of a call of c and of the constants bound to c.
template <class T, class C, class... X>
ETNA_INLINE constexpr auto gather_call(const C& c, const X&... x) {
  if constexpr (callable_parts<C>::constants == 0) {
    return gathered<T, X...>(x...);
  } else {
    return gather<T>(with_constants(c, x...));
  }
}

/// x over the scalar T.
template <class T, class X>
ETNA_INLINE constexpr rebind_t<X, T> copy(const X& x) {
  if constexpr (has_array<X>()) {
    return array_copy<T, X>::of(x);
  } else {
    T leaves[tree_size<X> + 1]{};
    for_each_leaf(x, [&](const auto& leaf, int i) { leaves[i] = static_cast<T>(leaf); });
    rebind_t<X, T> y{};
    for_each_leaf(y, [&](T& leaf, int i) { leaf = leaves[i]; });
    return y;
  }
}

/// What output K of a traced function is over the number T: a number, or an array.
template <class Trace, int K, class T>
constexpr auto output_type() {
  constexpr auto& shapes = Trace::value.shapes;
  constexpr shape s = shapes.node[Trace::value.paths.output[0][K]];
  constexpr auto extent = [](int e) {
    const int root = shapes.dimensions.root(e);
    return root < 0 ? -1 : root;
  };
  if constexpr (s.rank == 0) {
    return std::type_identity<T>{};
  } else if constexpr (s.rank == 1) {
    return std::type_identity<array<T, extent(s.columns)>>{};
  } else {
    return std::type_identity<array<T, extent(s.rows), extent(s.columns)>>{};
  }
}

/// Whether R can hold the outputs of a traced function from First on: numbers only in numbers.
template <class Trace, class R, int First>
constexpr bool holds_outputs() {
  if constexpr (Trace::arrays) {
    return []<int... I>(std::integer_sequence<int, I...>) {
      return ((is_array_leaf<decltype(leaf<I>(std::declval<R&>()))> ||
               Trace::value.shapes.node[Trace::value.paths.output[0][First + I]].rank == 0) &&
              ...);
    }(std::make_integer_sequence<int, tree_size<R>>{});
  } else {
    return true;
  }
}
/// The result R of a traced function over the number T; its outputs count from First.
template <class Trace, class T, class R, int First = 0>
struct result_over {
  using type = rebind_t<R, T>;
  static_assert(holds_outputs<Trace, type, First>(),
                "Etna: a function returns arrays one by one, or in a std::tuple, std::pair or "
                "std::array.");
};
template <class Trace, class T, int First>
  requires(Trace::arrays)
struct result_over<Trace, T, symbol, First> : decltype(output_type<Trace, First, T>()) {};
template <class Trace, class T, class Product, class Member, int I, int First>
using member_over =
    typename result_over<Trace, T, Member, First + leaves_before<Product, I>()>::type;
template <class Trace, class T, class... R, int First>
  requires(Trace::arrays)
struct result_over<Trace, T, std::tuple<R...>, First> {
  template <int... I>
  static std::tuple<member_over<Trace, T, std::tuple<R...>, R, I, First>...> members(
      std::integer_sequence<int, I...>);
  using type = decltype(members(std::make_integer_sequence<int, static_cast<int>(sizeof...(R))>{}));
};
template <class Trace, class T, class A, class B, int First>
  requires(Trace::arrays)
struct result_over<Trace, T, std::pair<A, B>, First> {
  using type = std::pair<member_over<Trace, T, std::pair<A, B>, A, 0, First>,
                         member_over<Trace, T, std::pair<A, B>, B, 1, First>>;
};
template <class Trace, class T, class R, std::size_t N, int First>
  requires(Trace::arrays)
struct result_over<Trace, T, std::array<R, N>, First> {
  using element = typename result_over<Trace, T, R, First>::type;
  static_assert(
      []<int... I>(std::integer_sequence<int, I...>) {
        return (std::is_same_v<typename result_over<Trace, T, R, First + I * tree_size<R>>::type,
                               element> &&
                ...);
      }(std::make_integer_sequence<int, static_cast<int>(N)>{}),
      "Etna: the results in a std::array are arrays of different shapes: put them into a "
      "std::tuple.");
  using type = std::array<element, N>;
};

/// The type of a traced function's value over the number T.
template <class Trace, class T>
using value_t = typename result_over<Trace, T, typename Trace::result>::type;

}  // namespace etna::detail
