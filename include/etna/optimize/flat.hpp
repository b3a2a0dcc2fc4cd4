// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
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

}  // namespace detail

/// Parameters or gradients as one run of numbers: a contiguous range of float or double
/// (std::array, std::vector, std::span, aligned_buffer, ...), or an argument of functions (a
/// scalar, a nested array, a hana::Struct) all of whose scalars are of one type. The span has a
/// static extent if their number is known at compile time.
template <class P>
constexpr auto flat(P& p) {
  if constexpr (detail::contiguous_numbers<P>) {
    using T = std::remove_pointer_t<decltype(p.data())>;
    constexpr std::size_t extent = [] {
      if constexpr (argument_of_scalars<P>) return static_cast<std::size_t>(tree_size<P>);
      return std::dynamic_extent;
    }();
    return std::span<T, extent>(p.data(), static_cast<std::size_t>(p.size()));
  } else {
    static_assert(
        argument_of_scalars<P>,
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
    return std::span<T, size>(&leaf<0>(p), size);
  }
}

namespace detail {

// Not "[" + std::to_string(i) + "]": GCC 12 at -O3 warns of it in users' programs
// (https://gcc.gnu.org/PR105651).
inline std::string in_brackets(std::size_t i) {
  return std::string(1, '[').append(std::to_string(i)).append(1, ']');
}

template <class P>
constexpr bool is_matrix() {
  if constexpr (is_array_leaf<P>) return tree_of<P>::extents.size() == 2;
  return false;
}

/// How many numbers there are in an argument of functions.
template <class P>
std::size_t numbers_in(const P& p) {
  std::size_t count = 0;
  for_each_leaf(p, [&](const auto& leaf, int) {
    if constexpr (contiguous_numbers<decltype(leaf)>) {
      count += static_cast<std::size_t>(leaf.size());
    } else {
      ++count;
    }
  });
  return count;
}

/// Which number of p this is, as name_of counts them; how many there are if it is none of them.
template <class P, class T>
std::size_t index_in(const P& p, const T* number) {
  std::size_t index = 0;
  bool found = false;
  for_each_leaf(p, [&](const auto& leaf, int) {
    if (found) return;
    const std::size_t size = numbers_in(leaf);
    const auto* const first = [&] {
      if constexpr (contiguous_numbers<decltype(leaf)>) {
        return leaf.data();
      } else {
        return &leaf;
      }
    }();
    if constexpr (std::same_as<decltype(first), const T* const>) {
      // Of different arrays, perhaps, which std::less compares as well.
      const std::less<const T*> before;
      found = !before(number, first) && before(number, first + size);
      if (found) index += static_cast<std::size_t>(number - first);
    }
    if (!found) index += size;
  });
  return index;
}

}  // namespace detail

/// What a message calls number i of parameters or gradients: in a hana::Struct
/// "hidden.weights(3, 7)", say.
template <class P>
std::string name_of(const P& p, std::size_t i) {
  std::string name;
  // If number i is in this part, which comes next: its name, and the rest in it.
  const auto ask = [&](const auto& part, const auto& name_of_part) {
    if (!name.empty()) return;
    const std::size_t size = detail::numbers_in(part);
    if (i >= size) {
      i -= size;
      return;
    }
    const std::string rest = name_of(part, i);
    name = name_of_part();
    name += (rest.empty() || rest[0] == '[' || rest[0] == '(' ? "" : ".") + rest;
  };
  if constexpr (requires { *p; }) {
    return name_of(*p, i);
  } else if constexpr (detail::is_matrix<P>()) {
    const auto columns = static_cast<std::size_t>(p.columns());
    return std::string(1, '(')  // as in in_brackets
        .append(std::to_string(i / columns))
        .append(", ")
        .append(std::to_string(i % columns))
        .append(1, ')');
  } else if constexpr (!argument<P> || detail::contiguous_numbers<const P>) {
    return detail::in_brackets(i);
  } else if constexpr (tree_of<P>::kind == tree_kind::array) {
    const auto* element = tree_of<P>::data(p);
    for (int k = 0; k < tree_of<P>::extent; ++k)
      ask(element[k], [&] { return detail::in_brackets(static_cast<std::size_t>(k)); });
  } else if constexpr (tree_of<P>::kind == tree_kind::product) {
    [&]<int... I>(std::integer_sequence<int, I...>) {
      (ask(tree_of<P>::template get<I>(p),
           [] { return std::string(tree_of<P>::template member_name<I>()); }),
       ...);
    }(std::make_integer_sequence<int, tree_of<P>::members>{});
  }
  return name;
}

/// The number type of parameters or gradients.
template <class P>
using number_of_t = std::remove_const_t<typename decltype(flat(std::declval<P&>()))::element_type>;

}  // namespace etna
