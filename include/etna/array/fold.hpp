// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/array/functions.hpp"

namespace etna {

namespace detail {

// What the compiler names when a loop is none that fold knows. (Not constexpr: the trace ends.)
inline void fold_knows_sums_products_maxima_and_minima() {}

/// What a loop over elements has so far, in the user's function: one for all elements, since the
/// element that it is combined with is the whole array.
class accumulator {
 public:
  constexpr accumulator& operator+=(const symbol& x) { return combine(op::sum_::code, x); }
  constexpr accumulator& operator-=(const symbol& x) { return combine(op::sum_::code, -x); }
  constexpr accumulator& operator*=(const symbol& x) { return combine(op::product_::code, x); }
  constexpr accumulator& operator/=(const symbol& x) { return combine(op::product_::code, 1 / x); }
  friend constexpr accumulator operator+(accumulator a, const symbol& x) { return a += x; }
  friend constexpr accumulator operator+(const symbol& x, accumulator a) { return a += x; }
  friend constexpr accumulator operator-(accumulator a, const symbol& x) { return a -= x; }
  friend constexpr accumulator operator*(accumulator a, const symbol& x) { return a *= x; }
  friend constexpr accumulator operator*(const symbol& x, accumulator a) { return a *= x; }
  friend constexpr accumulator operator/(accumulator a, const symbol& x) { return a /= x; }
  constexpr accumulator max_with(const symbol& x) const {
    return accumulator(*this).combine(op::max_over::code, x);
  }
  constexpr accumulator min_with(const symbol& x) const {
    return accumulator(*this).combine(minimum, x);
  }

  /// Of all elements of `all`, beginning with `init`.
  constexpr symbol result(const symbol& init, const symbol& all) const {
    const bool is_same_for_all = terms_.shape_in(*all.graph).rank == 0;
    switch (how_) {
      case op::sum_::code:
        return init + (is_same_for_all ? terms_ * count(all) : sum(terms_));
      case op::product_::code:
        return init * (is_same_for_all ? pow(terms_, count(all)) : prod(terms_));
      case op::max_over::code:
        return max(init, max(terms_));
      case minimum:
        return min(init, min(terms_));
      default:
        return init;
    }
  }

 private:
  static constexpr int minimum = -1;
  constexpr accumulator& combine(int how, const symbol& x) {
    if (how_ != 0 && how_ != how) fold_knows_sums_products_maxima_and_minima();
    if (how_ == 0) {
      terms_ = x;
    } else {
      terms_ = how == op::sum_::code       ? terms_ + x
               : how == op::product_::code ? terms_ * x
               : how == op::max_over::code ? max(terms_, x)
                                           : min(terms_, x);
    }
    how_ = how;
    return *this;
  }

  int how_ = 0;
  symbol terms_;
};

}  // namespace detail

constexpr detail::accumulator max(const detail::accumulator& a, const symbol& x) {
  return a.max_with(x);
}
constexpr detail::accumulator max(const symbol& x, const detail::accumulator& a) {
  return a.max_with(x);
}
constexpr detail::accumulator min(const detail::accumulator& a, const symbol& x) {
  return a.min_with(x);
}
constexpr detail::accumulator min(const symbol& x, const detail::accumulator& a) {
  return a.min_with(x);
}
constexpr detail::accumulator fma(const symbol& x, const symbol& y, const detail::accumulator& a) {
  return a + x * y;
}

/// A loop over the elements of arrays, as a user writes it: with a = init, then a = f(a, x[i], ...)
/// for every i. f(a, x, ...) returns a plus or minus, times, or the max or min of a and, what is
/// made of the elements, perhaps several times the same; `a += x; return a;` will do. It becomes a
/// sum, product, max or min: one SIMD loop, whose order is that of lanes. Arrays of several shapes
/// are repeated to fit.
///
/// Another recurrence cannot be traced: the compiler then names
/// `fold_knows_sums_products_maxima_and_minima`.
template <class F, class Init, std::derived_from<symbol>... X>
  requires(sizeof...(X) > 0)
constexpr symbol fold(const F& f, const Init& init, const X&... x) {
  const detail::accumulator a = f(detail::accumulator(), symbol(x)...);
  return a.result(symbol(init), (symbol(x) + ...));
}

}  // namespace etna
