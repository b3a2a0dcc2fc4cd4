// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/finite_difference.hpp"
#include "etna/differentiate/grad.hpp"
#include "etna/differentiate/gradient_check.hpp"
#include "etna/differentiate/hessian.hpp"
#include "etna/differentiate/hvp.hpp"
#include "etna/differentiate/jacobian.hpp"
#include "etna/differentiate/jvp.hpp"
#include "etna/differentiate/vjp.hpp"

namespace etna {

namespace detail {

/// The sum of f's outputs times weights, which are the last argument: second derivatives of several
/// outputs are those of it.
template <class F>
struct weighted {
  template <class... XW>
  constexpr auto operator()(const XW&... xw) const {
    const auto all = std::tie(xw...);
    const auto& w = std::get<sizeof...(XW) - 1>(all);
    const auto y = [&]<std::size_t... I>(std::index_sequence<I...>) {
      return call(stateless_instance<F>(), std::get<I>(all)...);
    }(std::make_index_sequence<sizeof...(XW) - 1>{});
    scalar_t<XW...> sum = 0;
    for_each_leaf(
        y, [&](const auto& leaf, int k) { sum = sum + w[static_cast<std::size_t>(k)] * leaf; });
    return sum;
  }
};

/// Compares the derivatives of F by the scalars of its arguments X, which are over T.
template <class T, class F, class... X>
class gradient_checker {
  using parts = callable_parts<F>;
  using selected = selection<void, X...>;
  using blocks = derivation::blocks<selected::set>;
  using result = call_t<F, rebind_t<X, dual<T, 1>>...>;
  static_assert(
      argument<result>,
      "Etna: check_grads is of functions that return a scalar of the type they are given, "
      "or an array, tuple or struct of such scalars.");
  static constexpr int n = selected::set.count(), m = tree_size<result>;
  static constexpr bool traced =
      is_stateless<typename parts::function> && (is_traceable<X>() && ...);
  template <int Size>
  using numbers = std::array<T, static_cast<std::size_t>(Size)>;
  using dual_of_dual = dual<dual<T, 1>, 1>;

 public:
  gradient_checker(const F& checked, const X&... x) : function(checked), point(x...) {
    int next = 0, argument = 0;
    ((next = for_each_leaf(
          x, [&](const T& leaf, int i) { at(scalars, i) = leaf, ++size[argument]; }, next),
      ++argument),
     ...);
  }

  gradient_check run() {
    first_order();
    second_order();
    check.write();
    return check;
  }

 private:
  template <class Array>
  static auto& at(Array& a, int i) {
    return a[static_cast<std::size_t>(i)];
  }
  template <int Size, class Tree>
  static numbers<Size> flat(const Tree& tree) {
    numbers<Size> leaves{};
    for_each_leaf(tree, [&](const auto& leaf, int i) { at(leaves, i) = static_cast<T>(leaf); });
    return leaves;
  }
  /// The arguments with the scalars x.
  template <class U>
  static auto arguments(const U* x) {
    std::tuple<rebind_t<X, U>...> a;
    int next = 0;
    std::apply(
        [&](auto&... argument) {
          ((next = for_each_leaf(argument, [&](U& leaf, int i) { leaf = x[i]; }, next)), ...);
        },
        a);
    return a;
  }
  // What inlines a program is a function of its own: one with all of them takes compilers minutes.
  template <class U>
  ETNA_NOINLINE auto value_at(const U* x) const {
    return std::apply([&](const auto&... a) { return call(function, a...); }, arguments(x));
  }
  static std::tuple<X...> direction(int i) {
    numbers<n> unit{};
    at(unit, i) = T(1);
    return arguments(static_cast<const T*>(unit.data()));
  }

  template <int Size, class Derivative, class Point>
  ETNA_NOINLINE static numbers<Size> scalars_of(const Derivative& derivative, const Point& at) {
    return flat<Size>(std::apply(derivative, at));
  }

  ETNA_NOINLINE void compare(const char* mode, int order, int output, int i, int j, T derivative,
                             const finite_difference<T>& expected) {
    gradient_difference d{mode, order, output, 0, i, 0, j, 0, 0, 0};
    d.derivative = static_cast<double>(derivative);
    d.finite_difference = static_cast<double>(expected.value);
    while (d.scalar >= size[d.argument]) d.scalar -= size[d.argument++];
    while (d.second_scalar >= size[d.second_argument]) d.second_scalar -= size[d.second_argument++];
    const T rounding = 16 * std::numeric_limits<T>::epsilon() * etna::abs(derivative);
    d.tolerance = static_cast<double>(4 * expected.error + rounding);
    check.compare(d);
  }

  // --- order 1 ---

  ETNA_NOINLINE void first_order() {
    // Dual numbers without tangents: of plain ones the unqualified names of functions would be
    // unknown.
    const auto values = [&](const T* x, T* y) {
      std::array<dual<T, 1>, static_cast<std::size_t>(n)> constants;
      for (int i = 0; i < n; ++i) at(constants, i) = dual<T, 1>(x[i]);
      const auto v = value_at(static_cast<const dual<T, 1>*>(constants.data()));
      for_each_leaf(v, [&](const auto& leaf, int k) { y[k] = dual<T, 1>(leaf).value; });
    };
    for (int i = 0; i < n; ++i)
      at(slope, i) = differentiate_numerically<m>(values, scalars.data(), i);

    compare_jacobian("dual numbers", jacobian_by_duals(point));
    if constexpr (traced) {
      compare_jacobian("forward mode", scalars_of<m * n>(jacfwd(function), point));
      compare_jacobian("reverse mode", scalars_of<m * n>(jacrev(function), point));
      for (int i = 0; i < n; ++i) {
        const auto tangent = scalars_of<m>(
            [&](const auto&... v) { return jvp(function)(point, std::tuple(v...)).tangent; },
            direction(i));
        for (int k = 0; k < m; ++k) {
          compare("jvp", 1, k, i, 0, at(tangent, k), at(at(slope, i), k));
        }
      }
      const auto pullback = std::apply(vjp(function), point).pullback;
      for (int k = 0; k < m; ++k) {
        rebind_t<result, T> cotangent{};
        for_each_leaf(cotangent, [&](T& leaf, int i) { leaf = i == k ? T(1) : T(0); });
        const auto gradient = scalars_of<n>(pullback, std::tie(cotangent));
        for (int i = 0; i < n; ++i) {
          compare("vjp", 1, k, i, 0, at(gradient, i), at(at(slope, i), k));
        }
      }
    }
  }

  numbers<m * n> jacobian_by_duals(const std::tuple<X...>& a) const {
    using options = jacobian_options<jacobian_mode::forward>;
    return scalars_of<m * n>(
        [&](const X&... x) { return jacobian_on_duals<options>(function, x...); }, a);
  }

  void compare_jacobian(const char* mode, const numbers<m * n>& entries) {
    for (int k = 0; k < m; ++k) {
      for (int i = 0; i < n; ++i) {
        compare(mode, 1, k, i, 0, at(entries, blocks::place(m, k, i)), at(at(slope, i), k));
      }
    }
  }

  // --- order 2: differences of the Jacobian, which order 1 has checked ---

  ETNA_NOINLINE void second_order() {
    const auto entries = [&](const T* x, T* y) {
      const auto a = arguments(x);
      numbers<m * n> j;
      if constexpr (traced) {
        j = scalars_of<m * n>(jacrev(function), a);
      } else {
        j = jacobian_by_duals(a);
      }
      for (int k = 0; k < m * n; ++k) y[k] = at(j, k);
    };
    for (int i = 0; i < n; ++i) {
      at(curvature, i) = differentiate_numerically<m * n>(entries, scalars.data(), i);
    }
    by_duals_of_duals();
    if constexpr (traced) {
      const auto& constants = parts::bound_constants(function);
      if constexpr (tree_of<result>::kind == tree_kind::leaf) {
        hessians(0, stateless_instance<typename parts::function>(), constants,
                 std::index_sequence_for<X...>{});
      } else {
        for (int k = 0; k < m; ++k) {
          numbers<m> weights{};
          at(weights, k) = T(1);
          hessians(k, weighted<typename parts::function>{},
                   std::tuple_cat(constants, std::tuple(weights)), std::index_sequence_for<X...>{});
        }
      }
    }
  }

  void compare_second(const char* mode, int k, int i, int j, T derivative) {
    compare(mode, 2, k, i, j, derivative, at(at(curvature, j), blocks::place(m, k, i)));
  }

  ETNA_NOINLINE void by_duals_of_duals() {
    std::array<dual_of_dual, static_cast<std::size_t>(n)> x;
    for (int i = 0; i < n; ++i) at(x, i) = dual_of_dual(at(scalars, i));
    for (int i = 0; i < n; ++i) {
      at(x, i).value.partials[0] = T(1);
      for (int j = 0; j < n; ++j) {
        at(x, j).partials[0].value = T(1);
        const auto y = value_at(static_cast<const dual_of_dual*>(x.data()));
        for_each_leaf(y, [&](const auto& leaf, int k) {
          compare_second("dual numbers of dual numbers", k, i, j,
                         dual_of_dual(leaf).partials[0].partials[0]);
        });
        at(x, j).partials[0].value = T(0);
      }
      at(x, i).value.partials[0] = T(0);
    }
  }

  /// Second derivatives of output k, which g gives with constants as its last arguments.
  template <class G, class... K, std::size_t... I>
  ETNA_NOINLINE void hessians(int k, const G& g, const std::tuple<K...>& constants,
                              std::index_sequence<I...>) {
    const bound<G, K...> f{g, constants};
    const auto h = scalars_of<n * n>(hessian(f), point);
    using gradient = grad_of<G, wrt_option<static_cast<int>(I)...>>;
    const auto again = scalars_of<n * n>(jacrev(bound<gradient, K...>{{g}, constants}), point);
    for (int j = 0; j < n; ++j) {
      const auto product = scalars_of<n>(hvp(f), std::tuple_cat(point, direction(j)));
      for (int i = 0; i < n; ++i) {
        compare_second("hvp", k, i, j, at(product, i));
        compare_second("hessian", k, i, j, at(h, derivation::hessian<selected::set>::place(i, j)));
        compare_second("reverse over reverse mode", k, i, j, at(again, blocks::place(n, i, j)));
      }
    }
  }

  const F& function;
  std::tuple<X...> point;
  numbers<n> scalars{};
  int size[sizeof...(X)]{};  // of each argument
  std::array<std::array<finite_difference<T>, static_cast<std::size_t>(m)>,
             static_cast<std::size_t>(n)>
      slope;
  std::array<std::array<finite_difference<T>, static_cast<std::size_t>(m* n)>,
             static_cast<std::size_t>(n)>
      curvature;
  gradient_check check;
};

template <class T, class F, class... X>
constexpr bool check_callable() {
  constexpr bool fits =
      []<class... K>(std::type_identity<std::tuple<K...>>) {
        return callable<typename callable_parts<F>::function, rebind_t<X, dual<T, 1>>...,
                        rebind_t<K, dual<T, 1>>...>;
      }(std::type_identity<std::remove_cvref_t<decltype(callable_parts<F>::bound_constants(
            std::declval<const F&>()))>>{});
  static_assert(fits,
                "Etna: the function cannot be called with these arguments: their number or their "
                "shapes do not fit, or it is not generic (auto x instead of double x).");
  return fits;
}

template <class F, class... X>
constexpr bool check_checkable() {
  static_assert(sizeof...(X) > 0, "Etna: check_grads needs a point: check_grads(f, x...).");
  static_assert(!(is_pointer_argument<X> || ...),
                "Etna: a bare pointer does not say how many numbers it points to; pass "
                "std::span<const T, N> or std::array<T, N>.");
  static_assert(!(is_integer_argument<X> || ...),
                "Etna: an argument is an integer; write 1.0 instead of 1.");
  if constexpr (sizeof...(X) == 0 || (is_pointer_argument<X> || ...) ||
                (is_integer_argument<X> || ...)) {
    return false;
  } else {
    constexpr bool floating = std::floating_point<scalar_t<X...>>;
    static_assert(floating, "Etna: check_grads compares float, double or long double.");
    if constexpr (floating) {
      return check_callable<scalar_t<X...>, F, X...>();
    } else {
      return false;
    }
  }
}

}  // namespace detail

/// check_grads(f, x...): compares the derivatives of f at x with finite differences, in all modes:
/// first derivatives by forward mode, reverse mode, dual numbers, jvp and vjp; second derivatives
/// by hessian, hvp, reverse over reverse mode and dual numbers of dual numbers. (A closure with
/// captures has those by dual numbers only.) The result is true if all agree; its text() says where
/// they do not.
///
/// The differences are extrapolated to step 0, with an estimate of their error by Ridders' method
/// and of the noise of the values; derivatives may be off by four times that. x should not be
/// within rounding of a kink or of the end of f's domain.
template <class F, class... X>
ETNA_NOINLINE gradient_check check_grads(const F& f, const X&... x) {
  if constexpr (detail::check_checkable<F, X...>()) {
    using T = scalar_t<X...>;
    return detail::gradient_checker<T, F, rebind_t<X, T>...>(f, detail::copy<T>(x)...).run();
  } else {
    return {};
  }
}

}  // namespace etna
