// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/checks.hpp"
#include "etna/differentiate/options.hpp"
#include "etna/evaluate/run.hpp"
#include "etna/transform/derivation.hpp"

/// \file
/// What all derivative functions share: the way from arguments to a program.

namespace etna {

template <class T, int... E>
class array;
class workspace;

}  // namespace etna

namespace etna::detail {

/// The numbers of x, which holds arrays, in arrays of T; array/arguments.hpp has it.
template <class T, class X>
struct array_copy;

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
    return [&]<class... K, std::size_t... I>(const std::tuple<K...>& k, std::index_sequence<I...>)
               ETNA_INLINE_LAMBDA { return gathered<T, X..., K...>(x..., std::get<I>(k)...); }(
                   callable_parts<C>::bound_constants(c),
                   std::make_index_sequence<callable_parts<C>::constants>{});
  }
}

/// The I-th of some arguments. (A tuple of references takes the compiler longer.)
template <std::size_t I, class First, class... Rest>
ETNA_INLINE constexpr auto& argument_at(First& first, Rest&... rest) {
  if constexpr (I == 0) {
    return first;
  } else {
    return argument_at<I - 1>(rest...);
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
