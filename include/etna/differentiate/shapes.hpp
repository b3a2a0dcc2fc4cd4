// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"
#include "etna/graph/variable.hpp"

/// \file
/// Functions that are looked at rather than called: which arguments they have, and what these are
/// called.

namespace etna {

/// Option of to_string, to_latex and to_dot: names for the arguments, in order. Those without one
/// are x, y, z ….
template <fixed_string... Names>
struct names_option {
  static constexpr int count = static_cast<int>(sizeof...(Names));
  static constexpr const char* list[] = {Names.text..., ""};
};
template <fixed_string... Names>
inline constexpr names_option<Names...> names{};

namespace detail {

template <class A>
inline constexpr bool is_names = false;
template <fixed_string... Names>
inline constexpr bool is_names<names_option<Names...>> = true;

template <class F>
concept derivative_callable = requires(const F& f) { f.function; } && (!is_bound<F>);

/// The number of scalars, 1 to 8, that F is a function of; 0 if it is not a function of scalars. A
/// derivative function has the arguments of its function.
template <class F, int N = 1>
constexpr int count_scalar_arguments() {
  if constexpr (requires { typename F::formula_type; }) {
    return F::graph.positions;
  } else if constexpr (derivative_callable<F>) {
    return count_scalar_arguments<
        std::remove_cvref_t<decltype(std::declval<const F&>().function)>>();
  } else if constexpr (N > 8) {
    return 0;
  } else {
    constexpr bool fits =
        []<class... K, int... I>(std::type_identity<std::tuple<K...>>,
                                 std::integer_sequence<int, I...>) {
          return callable<typename callable_parts<F>::function,
                          std::enable_if_t<(I >= 0), symbol>..., rebind_t<K, symbol>...>;
        }(std::type_identity<std::remove_cvref_t<decltype(callable_parts<F>::bound_constants(
              std::declval<const F&>()))>>{},
          std::make_integer_sequence<int, N>{});
    if constexpr (fits) {
      return N;
    } else {
      return count_scalar_arguments<F, N + 1>();
    }
  }
}

template <class... X>
struct shapes {};

template <int N>
constexpr auto scalar_shapes() {
  return []<int... I>(std::integer_sequence<int, I...>) {
    return shapes<std::enable_if_t<(I >= 0), double>...>{};
  }(std::make_integer_sequence<int, N>{});
}

/// The shapes that F is looked at with: those that are given, or else its scalar arguments.
template <class F, class... X>
constexpr auto shapes_for() {
  if constexpr (sizeof...(X) > 0) {
    return shapes<X...>{};
  } else {
    constexpr int scalars = count_scalar_arguments<F>();
    static_assert(
        scalars > 0,
        "Etna: the function does not take scalars only; give its arguments, or their types: "
        "to_string(f, x, y), "
        "to_string<double, std::array<double, 3>>(f), and likewise for cost and sparsity.");
    return scalar_shapes<scalars>();
  }
}

/// The function that is printed in the place of F, and the shapes of its arguments, of which X are
/// given.
template <class F, class... X>
struct printed {
  using function = F;
  using shapes = decltype(shapes_for<F, X...>());
};

/// Splits the arguments A of a call into shapes and the option `names`, which comes last; X are
/// shapes given as template arguments.
template <class Shapes, class... A>
struct looked_at;
template <class... X>
struct looked_at<shapes<X...>> {
  using names = names_option<>;
  template <class F>
  using printed = detail::printed<F, X...>;
};
template <class... X, class A, class... Rest>
struct looked_at<shapes<X...>, A, Rest...> : looked_at<shapes<X..., A>, Rest...> {};
template <class... X, fixed_string... Names>
struct looked_at<shapes<X...>, names_option<Names...>> : looked_at<shapes<X...>> {
  using names = names_option<Names...>;
};

/// Splits the arguments A of a call into shapes and options, which come last; X are shapes given as
/// template arguments.
template <class Shapes, class... A>
struct looked_at_with_options;
template <class... X>
struct looked_at_with_options<shapes<X...>> {
  template <class F>
  using shapes_of = decltype(shapes_for<F, X...>());
  using wrt = void;
  static constexpr bool forward = false, reverse = false;
};
template <class... X, class A, class... Rest>
struct looked_at_with_options<shapes<X...>, A, Rest...>
    : looked_at_with_options<shapes<X..., A>, Rest...> {};
template <class... X, option First, class... Rest>
struct looked_at_with_options<shapes<X...>, First, Rest...> : looked_at_with_options<shapes<X...>> {
  static_assert((option<Rest> && ...), "Etna: options come after the arguments.");
  static_assert(!has_option<has_aux_option, First, Rest...>,
                "Etna: has_aux is an option of value_and_grad only.");
  using wrt = typename find_wrt<First, Rest...>::type;
  static constexpr bool forward = has_option<forward_mode_option, First, Rest...>;
  static constexpr bool reverse = has_option<reverse_mode_option, First, Rest...>;
  static_assert(!(forward && reverse), "Etna: forward_mode and reverse_mode exclude each other.");
};

}  // namespace detail
}  // namespace etna
