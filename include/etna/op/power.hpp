// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/core/math/power.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/exponential.hpp"
#include "etna/op/select.hpp"

namespace etna {

namespace detail {

/// Powers with whole exponents up to this are products: so few factors cost little accuracy.
inline constexpr int most_factors = 16;

template <class Y>
constexpr bool is_whole_power(Y y) {
  if constexpr (std::signed_integral<Y> || std::floating_point<Y>) {
    return Y(-most_factors) <= y && y <= Y(most_factors) &&
           y == static_cast<Y>(static_cast<int>(y));
  } else {
    return y <= Y(most_factors);
  }
}

/// xⁿ by squaring and multiplication.
template <class T>
ETNA_INLINE constexpr T whole_power(T x, int n) {
  if (n == 0) return T(1);
  if (n < 0) {
    // (A dual 1 would have a tangent, of 0, which at x = 0 made the derivative NaN.)
    if constexpr (operand_type<T>) {
      x = 1 / x;
    } else {
      x = T(1) / x;
    }
    n = -n;
  }
  int bit = 1;
  while (2 * bit <= n) bit *= 2;
  T power = x;
  for (bit /= 2; bit > 0; bit /= 2) {
    power = power * power;
    if ((n & bit) != 0) power = power * x;
  }
  return power;
}

/// sqrt(x² + …) of batches without overflow or underflow on the way.
template <batch T, class... X>
ETNA_INLINE T norm(T x, X... rest) {
  using E = typename T::value_type;
  constexpr int exponents = std::numeric_limits<E>::max_exponent;
  constexpr E large = math::kernel::power_of_two<E>(exponents / 2 - 4), small = 1 / large;
  constexpr E grow = math::kernel::power_of_two<E>(exponents / 10 * 7), shrink = 1 / grow;
  T largest = abs(x);
  ((largest = select(largest < abs(rest), abs(rest), largest)), ...);
  const auto is_large = T(large) < largest, is_small = largest < T(small);
  const T scale = select(is_large, T(shrink), select(is_small, T(grow), T(E(1))));
  const T back = select(is_large, T(grow), select(is_small, T(shrink), T(E(1))));
  return sqrt((scale * x) * (scale * x) + (... + ((scale * rest) * (scale * rest)))) * back;
}

/// r, or infinity if it is 0: quotients by it, and their derivatives, are 0 there.
template <class S>
constexpr S nonzero(S r) {
  return where(r == S(0), S(std::numeric_limits<double>::infinity()), r);
}

}  // namespace detail

namespace op {

/// The square root: NaN below 0. Its derivative at 0 is +inf.
struct sqrt_ : operation<"sqrt", 1> {
  static constexpr operation_kind kind = operation_kind::root;
  static constexpr const char* latex = "\\sqrt{#1}";
  static constexpr range domain[] = {{1e-30, 1e30}};
  static constexpr double ulp = 0.5;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::sqrt;
    return sqrt(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {S(0.5) / y};
  }
};

/// The cube root, of negative numbers too. Its derivative at 0 is +inf.
struct cbrt_ : operation<"cbrt", 1> {
  static constexpr const char* latex = "\\sqrt[3]{#1}";
  static constexpr range domain[] = {{-1e30, 1e30}};
  static constexpr double ulp = 4;
  template <class T>
  ETNA_INLINE static constexpr T value(T x) {
    using math::cbrt;
    return cbrt(x);
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S y) {
    return {S(1) / (S(3) * (y * y))};
  }
};

struct pow_;

/// x^(y-1), given r = x^y: a quotient where r has all its digits.
struct lower_power : operation<"lower_power", 3> {
  static constexpr operation_kind kind = operation_kind::division;
  static constexpr const char* latex = "{#1}^{#2 - 1}";
  static constexpr int exponent = 1;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T r) {
    using math::abs;
    using limits = std::numeric_limits<detail::element_t<T>>;
    const T size = abs(r);
    const auto is_normal = T(limits::min()) <= size && size <= T(limits::max());
    if constexpr (detail::batch<T>) {
      if (all(is_normal)) return r / x;
      return select(is_normal, r / x, implementation<pow_, T>::value(x, y - T(1)));
    } else {
      using math::pow;
      return is_normal ? T(r / x) : T(pow(x, T(y - T(1))));
    }
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S y, S, S z) {
    const S base = where((x == S(0)) & (S(2) <= y), S(1), x);
    return {(y - S(1)) * apply<lower_power>(x, y - S(1), z), z * log(base), S(0)};
  }
};

/// x^y. Derivatives where x is not positive, as in Ceres Solver (the comment of pow(Jet, Jet) in
/// jet.h):
///
/// | x    | y           | by x           | by y       |
/// | ---- | ----------- | -------------- | ---------- |
/// | 0    | > 1         | 0              | 0          |
/// | 0    | 1           | 1              | 0          |
/// | 0    | < 1         | not finite     | not finite |
/// | < 0  | an integer  | y x^(y-1)      | NaN        |
/// | < 0  | any other   | NaN            | NaN        |
struct pow_ : operation<"pow", 2> {
  static constexpr const char* latex = "{(#1)}^{#2}";
  static constexpr int exponent = 1;
  static constexpr range domain[] = {{1e-3, 1e3}, {-20, 20}};
  static constexpr double ulp = 1;
  static constexpr double batch_ulp = 3;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    using math::pow;
    return pow(x, y);
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S r) {
    const S base = where((x == S(0)) & (S(1) <= y), S(1), x);
    return {y * apply<lower_power>(x, y, r), r * log(base)};
  }
  template <class S>
  static constexpr bool simplify(S& out, S x, S y, bool) {
    if (!x.graph || !y.is_constant() || !detail::is_whole_power(y.constant)) return false;
    return out = detail::whole_power(x, static_cast<int>(y.constant)), true;
  }
};

/// x / r, given r = hypot(x, y); 0 at the origin. Differentiated as a quotient it would lose its
/// digits where x is large.
struct hypot_slope : operation<"hypot_slope", 3> {
  static constexpr operation_kind kind = operation_kind::division;
  static constexpr const char* latex = "\\frac{#1}{#3}";
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T, T r) {
    using detail::select;
    return x / select(r == T(0), T(std::numeric_limits<detail::element_t<T>>::infinity()), r);
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S y, S r, S p) {
    const S q = apply<hypot_slope>(y, x, r), distance = detail::nonzero(r);
    return {q * q / distance, -(p * q / distance), S(0)};
  }
};

/// sqrt(x² + y²) without overflow or underflow on the way. Its derivatives at the origin are 0.
struct hypot_ : operation<"hypot", 2> {
  static constexpr const char* latex = "\\sqrt{(#1)^2 + (#2)^2}";
  static constexpr range domain[] = {{-1e3, 1e3}, {-1e3, 1e3}};
  static constexpr double ulp = 1;
  static constexpr double batch_ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y) {
    if constexpr (detail::batch<T>) {
      return detail::norm(x, y);
    } else {
      using math::hypot;
      return hypot(x, y);
    }
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S x, S y, S r) {
    return {apply<hypot_slope>(x, y, r), apply<hypot_slope>(y, x, r)};
  }
};

/// sqrt(x² + y² + z²), likewise.
struct hypot3_ : operation<"hypot3", 3> {
  static constexpr const char* latex = "\\sqrt{(#1)^2 + (#2)^2 + (#3)^2}";
  static constexpr range domain[] = {{-1e3, 1e3}, {-1e3, 1e3}, {-1e3, 1e3}};
  static constexpr double ulp = 2;
  template <class T>
  ETNA_INLINE static constexpr T value(T x, T y, T z) {
    if constexpr (detail::batch<T>) {
      return detail::norm(x, y, z);
    } else if constexpr (std::floating_point<T>) {
      return math::hypot(x, y, z);
    } else {
      return hypot(T(hypot(x, y)), z);
    }
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S x, S y, S z, S r) {
    const S distance = detail::nonzero(r);
    return {x / distance, y / distance, z / distance};
  }
};

using power_operations = operations<sqrt_, cbrt_, lower_power, pow_, hypot_slope, hypot_, hypot3_>;

}  // namespace op

ETNA_FUNCTION(sqrt)
ETNA_FUNCTION(cbrt)
ETNA_FUNCTION(hypot)
/// sqrt(x² + y² + z²)
template <operand X, operand Y, operand Z>
ETNA_INLINE constexpr applied_t<op::hypot3_, X, Y, Z> hypot(const X& x, const Y& y, const Z& z) {
  return apply<op::hypot3_>(x, y, z);
}

/// x^y. A whole exponent from -16 to 16, of integer type or a literal, makes it a product, whose
/// derivatives of every order are exact at 0 too.
template <operand X, operand Y>
ETNA_INLINE constexpr applied_t<op::pow_, X, Y> pow(const X& x, const Y& y) {
  using R = applied_t<op::pow_, X, Y>;
  if constexpr (std::same_as<R, promoted_t<X, Y>> &&
                (std::integral<Y> || (operand_type<R> && std::floating_point<Y>))) {
    if (detail::is_whole_power(y))
      return detail::whole_power(static_cast<R>(x), static_cast<int>(y));
  }
  return apply<op::pow_>(x, y);
}

}  // namespace etna

ETNA_OPERATION(etna::op::sqrt_)
ETNA_OPERATION(etna::op::cbrt_)
ETNA_OPERATION(etna::op::lower_power)
ETNA_OPERATION(etna::op::pow_)
ETNA_OPERATION(etna::op::hypot_slope)
ETNA_OPERATION(etna::op::hypot_)
ETNA_OPERATION(etna::op::hypot3_)
