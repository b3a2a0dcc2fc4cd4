// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>

#include "etna/core/tree.hpp"

namespace etna {

namespace detail {

template <class P>
concept contiguous_numbers = requires(P& p) {
  { p.size() } -> std::convertible_to<std::size_t>;
  requires std::is_pointer_v<decltype(p.data())>;
  requires std::floating_point<std::remove_cvref_t<decltype(*p.data())>>;
};

}  // namespace detail

/// Parameters or gradients as one run of numbers: a contiguous range of float or double
/// (std::array, std::vector, std::span, aligned_buffer, ...), or an argument of functions (a
/// scalar, a nested array, a tuple, a hana::Struct) all of whose scalars are of one type.
template <class P>
constexpr auto flat(P& p) {
  if constexpr (detail::contiguous_numbers<P>) {
    return std::span(p.data(), static_cast<std::size_t>(p.size()));
  } else {
    static_assert(
        argument<P>,
        "Etna: parameters and gradients are contiguous ranges of float or double, or what "
        "functions are differentiated by: arrays, tuples, and hana::Structs of them.");
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
