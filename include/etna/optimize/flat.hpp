// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "etna/core/tree.hpp"

namespace etna {

namespace detail {

template <class P>
concept contiguous_numbers = requires(P& p) {
  { p.size() } -> std::convertible_to<std::size_t>;
  requires std::is_pointer_v<decltype(p.data())>;
  requires std::floating_point<std::remove_cvref_t<decltype(*p.data())>>;
};

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

}  // namespace detail

/// Parameters or gradients as one run of numbers: a contiguous range of float or double
/// (std::array, std::vector, std::span, aligned_buffer, ...), or an argument of functions (a
/// scalar, a nested array, a hana::Struct) all of whose scalars are of one type.
template <class P>
constexpr auto flat(P& p) {
  if constexpr (detail::contiguous_numbers<P>) {
    return std::span(p.data(), static_cast<std::size_t>(p.size()));
  } else {
    static_assert(
        argument<P>,
        "Etna: parameters and gradients are contiguous ranges of float or double, or what "
        "functions are differentiated by: arrays, and hana::Structs of them.");
    static_assert(detail::is_ordered<P>(),
                  "Etna: parameters are in a tuple, whose members are in no particular order in "
                  "memory. Use a hana::Struct (docs/how-to/parameter-structs.md).");
    using T = std::remove_reference_t<decltype(leaf<0>(p))>;
    constexpr auto size = static_cast<std::size_t>(tree_size<P>);
    static_assert(std::floating_point<std::remove_const_t<T>> && sizeof(P) == size * sizeof(T),
                  "Etna: the scalars of parameters are all float or all double, with nothing "
                  "between them: make the members of a struct one type.");
    return std::span<T>(&leaf<0>(p), size);
  }
}

/// The number type of parameters or gradients.
template <class P>
using number_of_t = std::remove_const_t<typename decltype(flat(std::declval<P&>()))::element_type>;

}  // namespace etna
