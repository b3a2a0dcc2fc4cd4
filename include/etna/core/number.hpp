// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <limits>
#include <type_traits>

#include "etna/core/config.hpp"

namespace etna {

/// Types of this library that stand for a number in a user's function: symbols, dual numbers,
/// formulas. Each has a member type `etna_operand`, the type it counts as, which has a static
/// member template `apply<Operation>(operands...)`.
template <class T>
concept operand_type = requires { typename std::remove_cvref_t<T>::etna_operand; };

/// Whether T is a number that programs can be evaluated with. True for the floating-point types,
/// for every class with a specialised std::numeric_limits (Boost.Multiprecision), and for the types
/// of this library; specialise it for others.
template <class T>
inline constexpr bool enable_number = std::floating_point<T>;
template <class T>
  requires std::is_class_v<T> && std::numeric_limits<T>::is_specialized
inline constexpr bool enable_number<T> = true;

template <class T>
concept number = enable_number<std::remove_cvref_t<T>> || operand_type<T>;

/// What an elementary function of this library accepts: numbers, and integers as constants.
template <class T>
concept operand = number<T> || std::integral<std::remove_cvref_t<T>>;

namespace detail {

template <class A, class B>
constexpr auto promote() {
  if constexpr (std::integral<A> && std::integral<B>) {
    return std::type_identity<double>{};
  } else if constexpr (std::integral<A>) {
    return std::type_identity<B>{};
  } else if constexpr (std::integral<B>) {
    return std::type_identity<A>{};
  } else if constexpr (std::floating_point<A> && std::floating_point<B>) {
    return std::type_identity<std::common_type_t<A, B>>{};
  } else if constexpr (std::is_convertible_v<A, B>) {
    return std::type_identity<B>{};
  } else {
    return std::type_identity<A>{};
  }
}

template <class T>
ETNA_INLINE constexpr T select(bool condition, const T& yes, const T& no) {
  return condition ? yes : no;
}

/// A number of type T from a constant of a program.
template <class T>
struct from_constant {
  ETNA_INLINE static constexpr T make(double value) { return static_cast<T>(value); }
};

template <class A>
struct counted_as {
  using type = A;
};
template <operand_type A>
struct counted_as<A> {
  using type = typename A::etna_operand;
};

template <class A, class... Rest>
struct promoted {
  using type = typename decltype(promote<A, A>())::type;
};
template <class A, class B, class... Rest>
struct promoted<A, B, Rest...> : promoted<typename decltype(promote<A, B>())::type, Rest...> {};

}  // namespace detail

/// The common number type of some operands: integers give way to anything, floating-point types to
/// the widest of them, plain numbers to a type of this library or a batch that is made from them.
template <class... X>
using promoted_t =
    typename detail::promoted<typename detail::counted_as<std::remove_cvref_t<X>>::type...>::type;

}  // namespace etna
