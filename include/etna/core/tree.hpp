// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <boost/hana/accessors.hpp>
#include <boost/hana/concept/struct.hpp>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "etna/core/number.hpp"

/// \file
/// How an argument of a user's function maps to a flat list of scalars, its leaves, and back. (JAX
/// calls such types pytrees.) An argument is a scalar, an array of arguments (std::array, a C
/// array, a span of fixed extent, vector, matrix), or a product of arguments (std::tuple,
/// std::pair, a hana::Struct template over its scalar).

namespace etna {

/// tree<A> describes the type A: `kind` is what it is,
/// - leaf: a number, or a whole array that is one operand of a program (etna/array.hpp): then
///   `number` is what it holds, and `extents` how many;
/// - array: `element`, `extent`, and `data(a)`, a pointer to the first element;
/// - product: `members`, and `get<I>(a)`;
/// `rebind<S>` is the same shape over the scalar S. Specialise it for other types; if what they can
/// do is not constexpr, with `static constexpr bool traceable = false`: functions of them are
/// differentiated on dual numbers only.
template <class A>
struct tree;

enum class tree_kind { leaf, array, product };

template <class A>
concept argument = requires { tree<std::remove_cvref_t<A>>::kind; };

template <class A>
using tree_of = tree<std::remove_cvref_t<A>>;

/// The type of the shape of A over the scalar S.
template <class A, class S>
using rebind_t = typename tree_of<A>::template rebind<S>;

template <operand A>
struct tree<A> {
  static constexpr tree_kind kind = tree_kind::leaf;
  template <class S>
  using rebind = S;
};

template <class E, std::size_t N>
struct tree<std::array<E, N>> {
  static constexpr tree_kind kind = tree_kind::array;
  using element = E;
  static constexpr int extent = static_cast<int>(N);
  template <class S>
  using rebind = std::array<rebind_t<E, S>, N>;
  template <class A>
  static constexpr auto data(A& a) {
    return a.data();
  }
};

template <class E, std::size_t N>
struct tree<E[N]> {
  static constexpr tree_kind kind = tree_kind::array;
  using element = std::remove_cv_t<E>;
  static constexpr int extent = static_cast<int>(N);
  template <class S>
  using rebind = std::array<rebind_t<E, S>, N>;
  template <class A>
  static constexpr auto data(A& a) {
    return &a[0];
  }
};

/// std::span<T, N>, and other views with a fixed extent.
template <class A>
  requires(!operand<A>) && requires(const A& a) {
    typename A::element_type;
    requires A::extent != static_cast<std::size_t>(-1);
    { a.data() } -> std::same_as<typename A::element_type*>;
  }
struct tree<A> {
  static constexpr tree_kind kind = tree_kind::array;
  using element = std::remove_cv_t<typename A::element_type>;
  static constexpr int extent = static_cast<int>(A::extent);
  template <class S>
  using rebind = std::array<rebind_t<element, S>, A::extent>;
  static constexpr auto data(const A& a) { return a.data(); }
};

template <argument... M>
struct tree<std::tuple<M...>> {
  static constexpr tree_kind kind = tree_kind::product;
  static constexpr int members = static_cast<int>(sizeof...(M));
  template <class S>
  using rebind = std::tuple<rebind_t<M, S>...>;
  template <int I, class A>
  static constexpr auto& get(A& a) {
    return std::get<static_cast<std::size_t>(I)>(a);
  }
};

template <argument M, argument N>
struct tree<std::pair<M, N>> {
  static constexpr tree_kind kind = tree_kind::product;
  static constexpr int members = 2;
  template <class S>
  using rebind = std::pair<rebind_t<M, S>, rebind_t<N, S>>;
  template <int I, class A>
  static constexpr auto& get(A& a) {
    return std::get<static_cast<std::size_t>(I)>(a);
  }
};

namespace detail {

// The twin of a scalar-templated struct: by a member template, else by replacing the first template
// argument; of a struct of structs, as a Hessian is, the scalar of the inner ones.
template <class T, class S>
struct rebind_scalar {
  using type = S;
};
template <argument T, class S>
  requires(tree<T>::kind != tree_kind::leaf)
struct rebind_scalar<T, S> {
  using type = rebind_t<T, S>;
};
template <class A, class S>
struct rebind_struct;
template <class A, class S>
  requires requires { typename A::template rebind<S>; }
struct rebind_struct<A, S> {
  using type = typename A::template rebind<S>;
};
template <template <class...> class A, class T, class... Rest, class S>
  requires(!requires { typename A<T, Rest...>::template rebind<S>; })
struct rebind_struct<A<T, Rest...>, S> {
  using type = A<typename rebind_scalar<T, S>::type, Rest...>;
};
template <template <class, auto, auto...> class A, class T, auto M, auto... N, class S>
  requires(!requires { typename A<T, M, N...>::template rebind<S>; })
struct rebind_struct<A<T, M, N...>, S> {
  using type = A<typename rebind_scalar<T, S>::type, M, N...>;
};

/// The tree of a struct whose members are given as pointers.
template <auto... Member>
struct tree_of_members {
  static constexpr tree_kind kind = tree_kind::product;
  static constexpr int members = static_cast<int>(sizeof...(Member));
  template <int I, class A>
  static constexpr auto& get(A& a) {
    return a.*std::get<static_cast<std::size_t>(I)>(std::tuple(Member...));
  }
};

/// The members of a hana::Struct, given the type of its accessors: a sequence of pairs of a name, a
/// hana::string, and what reads the member. (Taken apart here: hana's own functions would cost who
/// has no Struct 80 headers.)
template <class Accessors>
struct struct_members;
template <template <class...> class Sequence, template <class, class> class Pair, class... Name,
          class... Member>
struct struct_members<Sequence<Pair<Name, Member>...>> {
  static constexpr int count = static_cast<int>(sizeof...(Member));
  template <int I>
  using name = std::tuple_element_t<static_cast<std::size_t>(I), std::tuple<Name...>>;
  template <int I>
  using member = std::tuple_element_t<static_cast<std::size_t>(I), std::tuple<Member...>>;
};
template <template <class...> class Sequence>
struct struct_members<Sequence<>> {
  static constexpr int count = 0;
};

}  // namespace detail

/// A hana::Struct (BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT) whose members are
/// arguments. It must be a class template over its scalar, or have a member template `rebind<S>`
/// that names its twin over the scalar S.
template <class A>
  requires(!operand<A>) && (boost::hana::Struct<A>::value)
struct tree<A> {
  static constexpr tree_kind kind = tree_kind::product;
  using struct_members = detail::struct_members<decltype(boost::hana::accessors<A>())>;
  static constexpr int members = struct_members::count;
  template <class S>
  using rebind = typename detail::rebind_struct<A, S>::type;
  template <int I>
  static constexpr const char* member_name() {
    return struct_members::template name<I>::c_str();
  }
  template <int I, class B>
  static constexpr auto& get(B& b) {
    return typename struct_members::template member<I>{}(b);
  }
};

namespace detail {

template <class A>
inline constexpr bool is_array_leaf = requires { tree_of<A>::extents; };

template <class A>
constexpr int count_leaves() {
  using tree = tree_of<A>;
  if constexpr (tree::kind == tree_kind::leaf) {
    return 1;
  } else if constexpr (tree::kind == tree_kind::array) {
    return tree::extent * count_leaves<typename tree::element>();
  } else {
    return []<int... I>(std::integer_sequence<int, I...>) {
      return (
          0 + ... +
          count_leaves<decltype(tree::template get<I>(std::declval<std::remove_cvref_t<A>&>()))>());
    }(std::make_integer_sequence<int, tree::members>{});
  }
}

/// How many scalars the members of the product A before member I hold.
template <class A, int I>
constexpr int leaves_before() {
  return []<int... J>(std::integer_sequence<int, J...>) {
    return (0 + ... +
            count_leaves<decltype(tree_of<A>::template get<J>(
                std::declval<std::remove_cvref_t<A>&>()))>());
  }(std::make_integer_sequence<int, I>{});
}

}  // namespace detail

/// How many scalars A holds.
template <class A>
inline constexpr int tree_size = detail::count_leaves<A>();

/// Calls f(leaf, index) for the scalars of a in order; index counts from first. Returns the index
/// after the last.
template <class A, class F>
ETNA_INLINE constexpr int for_each_leaf(A& a, F&& f, int first = 0) {
  using tree = tree_of<A>;
  if constexpr (tree::kind == tree_kind::leaf) {
    f(a, first);
    return first + 1;
  } else if constexpr (tree::kind == tree_kind::array) {
    auto* element = tree::data(a);
    for (int k = 0; k < tree::extent; ++k) first = for_each_leaf(element[k], f, first);
    return first;
  } else {
    [&]<int... I>(std::integer_sequence<int, I...>) ETNA_INLINE_LAMBDA {
      ((first = for_each_leaf(tree::template get<I>(a), f, first)), ...);
    }(std::make_integer_sequence<int, tree::members>{});
    return first;
  }
}

/// The I-th scalar of `first` and, after it, `rest`.
template <int I, class First, class... Rest>
ETNA_INLINE constexpr auto& leaf(First& first, Rest&... rest) {
  using tree = tree_of<First>;
  if constexpr (I >= tree_size<First>) {
    return leaf<I - tree_size<First>>(rest...);
  } else if constexpr (tree::kind == tree_kind::leaf) {
    return first;
  } else if constexpr (tree::kind == tree_kind::array) {
    constexpr int size = tree_size<typename tree::element>;
    return leaf<I % size>(tree::data(first)[I / size]);
  } else {
    constexpr int member = [] {
      constexpr auto before = []<int... J>(std::integer_sequence<int, J...>) {
        return std::array<int, sizeof...(J)>{detail::leaves_before<First, J>()...};
      }(std::make_integer_sequence<int, tree::members>{});
      int m = 0;
      for (int k = 0; k < tree::members; ++k) m = before[static_cast<std::size_t>(k)] <= I ? k : m;
      return m;
    }();
    return leaf<I - detail::leaves_before<First, member>()>(tree::template get<member>(first));
  }
}

namespace detail {

template <class A>
constexpr auto leaf_type() {
  using tree = tree_of<A>;
  if constexpr (is_array_leaf<A>) {
    return std::type_identity<typename tree::number>{};
  } else if constexpr (tree::kind == tree_kind::leaf) {
    return std::type_identity<std::remove_cvref_t<A>>{};
  } else if constexpr (tree::kind == tree_kind::array) {
    return leaf_type<typename tree::element>();
  } else {
    return []<int... I>(std::integer_sequence<int, I...>) {
      return std::type_identity<promoted_t<
          typename decltype(leaf_type<decltype(tree::template get<I>(
                                std::declval<std::remove_cvref_t<A>&>()))>())::type...>>{};
    }(std::make_integer_sequence<int, tree::members>{});
  }
}

/// Whether the scalars of P are in memory in their order: those of tuples may be in any.
template <class P>
constexpr bool is_ordered() {
  using tree = tree_of<P>;
  if constexpr (tree::kind == tree_kind::leaf) {
    return true;
  } else if constexpr (tree::kind == tree_kind::array) {
    return is_ordered<typename tree::element>();
  } else if constexpr (requires { std::tuple_size<std::remove_cv_t<P>>::value; }) {
    return false;
  } else {
    return []<int... I>(std::integer_sequence<int, I...>) {
      return (is_ordered<std::remove_cvref_t<decltype(tree::template get<I>(
                  std::declval<std::remove_cv_t<P>&>()))>>() &&
              ...);
    }(std::make_integer_sequence<int, tree::members>{});
  }
}

/// Whether A is, or holds, an array that is one operand of a program.
template <class A>
constexpr bool has_array() {
  if constexpr (!argument<A> || is_array_leaf<A>) {
    return argument<A>;
  } else if constexpr (tree_of<A>::kind == tree_kind::product) {
    return []<int... I>(std::integer_sequence<int, I...>) {
      return (has_array<decltype(tree_of<A>::template get<I>(
                  std::declval<std::remove_cvref_t<A>&>()))>() ||
              ...);
    }(std::make_integer_sequence<int, tree_of<A>::members>{});
  } else if constexpr (tree_of<A>::kind == tree_kind::array) {
    return has_array<typename tree_of<A>::element>();
  } else {
    return false;
  }
}
template <class... A>
inline constexpr bool have_arrays = (has_array<A>() || ...);

/// Whether functions of A can be run at compile time as far as A is concerned.
template <class A>
constexpr bool is_traceable() {
  if constexpr (!argument<A>) {
    return true;
  } else if constexpr (requires { tree_of<A>::traceable; }) {
    return tree_of<A>::traceable;
  } else if constexpr (tree_of<A>::kind == tree_kind::array) {
    return is_traceable<typename tree_of<A>::element>();
  } else if constexpr (tree_of<A>::kind == tree_kind::product) {
    return []<int... I>(std::integer_sequence<int, I...>) {
      return (is_traceable<decltype(tree_of<A>::template get<I>(
                  std::declval<std::remove_cvref_t<A>&>()))>() &&
              ...);
    }(std::make_integer_sequence<int, tree_of<A>::members>{});
  } else {
    return true;
  }
}

}  // namespace detail

/// What functions of scalars take: arguments without whole arrays. (A std::vector may be one, in
/// functions of arrays; in functions of scalars it is many points.)
template <class A>
concept argument_of_scalars = argument<A> && !detail::has_array<A>();

/// The common number type of the scalars of some arguments.
template <class... A>
using scalar_t = promoted_t<typename decltype(detail::leaf_type<A>())::type...>;

}  // namespace etna
