// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <tuple>
#include <type_traits>

#include "etna/evaluate/run.hpp"
#include "etna/transform/derivation.hpp"

namespace etna {

namespace detail {

/// The partial derivatives of an operation as a function of its operands and its result, by those
/// operands whose bit is set in Active; the others cost nothing.
template <class Op, unsigned Active>
struct partials_function {
  template <class... S>
  constexpr std::array<symbol, static_cast<std::size_t>(Op::arity)> operator()(S... x_and_y) const {
    std::array<symbol, static_cast<std::size_t>(Op::arity)> p = Op::partials(x_and_y...);
    for (unsigned k = 0; k < p.size(); ++k) {
      if ((Active >> k & 1) == 0) p[k] = symbol(0);
    }
    return p;
  }
};

template <class Op, unsigned Active, class Arity = std::make_integer_sequence<int, Op::arity + 1>>
struct rule;
template <class Op, unsigned Active, int... I>
struct rule<Op, Active, std::integer_sequence<int, I...>> {
  template <int>
  using operand_symbol = symbol;
  using trace = etna::trace<partials_function<Op, Active>, operand_symbol<I>...>;
  /// The operation's rule, derived once from its block as a program for any type of number.
  using program = etna::program<derived<trace, derivation::value>>;

  /// Whether partial k is the constant c.
  static constexpr bool is(int k, double c) {
    const int operand = code_of<program>.output[0][k];
    return operand >= 0 && operand < code_of<program>.constants &&
           code_of<program>.constant[operand] == c;
  }
};

}  // namespace detail

/// A number with N partial derivatives: forward mode at run time, for code with any control flow.
/// It works wherever a template over a scalar does, nests for higher orders (`dual<dual<double>>`),
/// and obeys the same operation rules as everything else. T: any number type, batches included.
///
///     using D = etna::dual<double, 2>;
///     D y = f(D::variable(x0, 0), D::variable(x1, 1));   // y.value, y.partials[0], y.partials[1]
template <class T, int N = 1>
struct dual {
  using etna_operand = dual;
  using value_type = T;

  T value{};
  std::array<T, static_cast<std::size_t>(N)> partials{};

  constexpr dual() = default;
  template <class U>
    requires std::is_convertible_v<U, T>
  ETNA_INLINE constexpr dual(const U& constant) : value(static_cast<T>(constant)) {}
  constexpr dual(const T& v, const std::array<T, static_cast<std::size_t>(N)>& d)
      : value(v), partials(d) {}

  /// The k-th independent variable.
  static constexpr dual variable(const T& v, int k = 0) {
    dual x(v);
    x.partials[static_cast<std::size_t>(k)] = T(1);
    return x;
  }

  template <class Op, class...>
  using result =
      std::conditional_t<Op::is_comparison, decltype(std::declval<T>() < std::declval<T>()), dual>;

  template <class Op, class... X>
  ETNA_INLINE static constexpr result<Op> apply(const X&... x);
};

namespace detail {

template <class D, class X>
ETNA_INLINE constexpr auto value_of(const X& x) {
  if constexpr (std::is_same_v<X, D>) {
    return x.value;
  } else {
    return static_cast<typename D::value_type>(x);
  }
}

template <class Op, class T>
ETNA_INLINE constexpr auto compare(const T& x, const T& y) {
  if constexpr (Op::code == op::less::code) {
    return x < y;
  } else if constexpr (Op::code == op::less_equal::code) {
    return x <= y;
  } else {
    return x == y;
  }
}

template <class T>
ETNA_INLINE constexpr auto is_zero(const T& x) {
  return x == T(0);
}
template <class T, int N>
ETNA_INLINE constexpr auto is_zero(const dual<T, N>& x) {
  auto zero = is_zero(x.value);
  for (const T& partial : x.partials) zero = zero & is_zero(partial);
  return zero;
}

/// a + p b for a partial derivative p that may be known to be 0, 1 or -1. A tangent b of 0 adds
/// nothing, whatever p, if Absorbing.
template <class Rule, int K, bool Absorbing, class T, class X>
ETNA_INLINE constexpr void add_partial(
    T& sum, bool& first, const std::array<T, static_cast<std::size_t>(Rule::trace::outputs)>& p,
    const X& tangent) {
  T term = tangent;
  if constexpr (Rule::is(K, -1)) {
    term = -tangent;
  } else if constexpr (!Rule::is(K, 1)) {
    term = p[static_cast<std::size_t>(K)] * tangent;
  }
  if constexpr (Absorbing) term = select(is_zero(tangent), T(0), term);
  sum = first ? term : sum + term;
  first = false;
}

/// The value of an operand as a constant, or the operand.
template <bool Constant, class X>
ETNA_INLINE constexpr auto demoted(const X& x) {
  if constexpr (Constant) {
    return x.value;
  } else {
    return x;
  }
}

template <class T, int N>
ETNA_INLINE constexpr bool has_tangents(const dual<T, N>& x) {
  bool any = false;
  for (const T& partial : x.partials) any = any || !all(is_zero(partial));
  return any;
}

}  // namespace detail

/// Of duals of batches, lane by lane.
template <class Mask, class T, int N>
  requires(!std::is_same_v<Mask, bool>)
ETNA_INLINE constexpr dual<T, N> select(const Mask& mask, const dual<T, N>& yes,
                                        const dual<T, N>& no) {
  dual<T, N> chosen(select(mask, yes.value, no.value));
  for (std::size_t k = 0; k != N; ++k)
    chosen.partials[k] = select(mask, yes.partials[k], no.partials[k]);
  return chosen;
}

template <class T, int N>
template <class Op, class... X>
ETNA_INLINE constexpr typename dual<T, N>::template result<Op> dual<T, N>::apply(const X&... x) {
  if constexpr (Op::arity == 0) {
    return dual(apply_constant<Op, T>());
  } else if constexpr (Op::is_comparison) {
    return detail::compare<Op>(detail::value_of<dual>(x)...);
  } else if constexpr (Op::code == op::where_::code) {
    const dual operand[] = {dual(x)...};
    const auto other = operand[0].value == T(0);
    using detail::select;
    dual y(select(other, operand[2].value, operand[1].value));
    for (std::size_t k = 0; k != N; ++k)
      y.partials[k] = select(other, operand[2].partials[k], operand[1].partials[k]);
    return y;
  } else if constexpr (Op::transparent && Op::arity == 1) {
    return dual(etna::apply<Op>(detail::value_of<dual>(x)...));
  } else {
    constexpr unsigned active = [] {
      unsigned set = 0, bit = 1;
      ((set |= std::is_same_v<X, dual> ? bit : 0, bit *= 2), ...);
      return set;
    }();
    if constexpr (Op::exponent >= 0) {
      const auto& exponent = std::get<Op::exponent>(std::tie(x...));
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(exponent)>, dual>) {
        if (!detail::has_tangents(exponent)) {
          return [&]<int... I>(std::integer_sequence<int, I...>) ETNA_INLINE_LAMBDA {
            return apply<Op>(detail::demoted<(I == Op::exponent)>(x)...);
          }(std::make_integer_sequence<int, Op::arity>{});
        }
      }
    }
    using rule = detail::rule<Op, active>;
    const T operand[] = {detail::value_of<dual>(x)..., T(0)};
    T y{};
    if constexpr (Op::arity == 1) y = etna::apply<Op>(operand[0]);
    if constexpr (Op::arity == 2) y = etna::apply<Op>(operand[0], operand[1]);
    if constexpr (Op::arity == 3) y = etna::apply<Op>(operand[0], operand[1], operand[2]);
    T inputs[Op::arity + 1];
    for (int i = 0; i < Op::arity; ++i) inputs[i] = operand[i];
    inputs[Op::arity] = y;
    std::array<T, static_cast<std::size_t>(Op::arity)> p;
    emission<typename rule::program, T>::run(static_cast<const T*>(inputs), p);
    dual result(y);
    [&]<int... I>(std::integer_sequence<int, I...>) ETNA_INLINE_LAMBDA {
      for (std::size_t k = 0; k != N; ++k) {
        T sum{};
        bool first = true;
        const auto add = [&]<int J, class Y>(std::integral_constant<int, J>,
                                             const Y& operand_j) ETNA_INLINE_LAMBDA {
          // A constant operand has no tangent, and its partial derivative may be anything.
          if constexpr (std::is_same_v<Y, dual> && !rule::is(J, 0)) {
            constexpr bool absorbing = Op::exponent == J;
            detail::add_partial<rule, J, absorbing>(sum, first, p, operand_j.partials[k]);
          }
        };
        (add(std::integral_constant<int, I>{}, x), ...);
        result.partials[k] = sum;
      }
    }(std::make_integer_sequence<int, Op::arity>{});
    return result;
  }
}

}  // namespace etna

template <class T, int N>
struct std::numeric_limits<etna::dual<T, N>> : std::numeric_limits<T> {};
