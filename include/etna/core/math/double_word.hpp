// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <limits>
#include <type_traits>

/// \file
/// Arithmetic for the constexpr kernels of the elementary functions: a number kept as the
/// unevaluated sum of two.
///
/// Sources: Dekker, "A floating-point technique for extending the available precision" (1971);
/// Joldes, Muller, Popescu, "Tight and rigorous error bounds for basic building blocks of
/// double-word arithmetic" (2017), algorithms 3, 6, 12, 17.
///
/// A function here is one declaration and one return wherever it can be: Clang's constant evaluator
/// charges per statement.

namespace etna::math::kernel {

/// The unevaluated sum hi + lo, |lo| at most half a unit in the last place of hi: twice the digits
/// of T.
template <std::floating_point T>
struct double_word {
  T hi = 0;
  T lo = 0;

  constexpr double_word() = default;
  constexpr double_word(T high, T low = 0) : hi(high), lo(low) {}
  constexpr explicit operator T() const { return hi; }

  friend constexpr double_word operator-(double_word a) { return {-a.hi, -a.lo}; }
  friend constexpr double_word operator+(double_word a, double_word b) {
    const double_word s = exact_sum(a.hi, b.hi), t = exact_sum(a.lo, b.lo),
                      v = ordered_sum(s.hi, s.lo + t.hi);
    return ordered_sum(v.hi, t.lo + v.lo);
  }
  friend constexpr double_word operator-(double_word a, double_word b) { return a + -b; }
  friend constexpr double_word operator*(double_word a, double_word b) {
    const double_word p = exact_product(a.hi, b.hi);
    return ordered_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
  }
  friend constexpr double_word operator/(double_word a, double_word b) {
    const T q = a.hi / b.hi;
    const double_word p = double_word(q) * b;
    return ordered_sum(q, ((a.hi - p.hi) + (a.lo - p.lo)) / b.hi);
  }
  friend constexpr bool operator==(double_word, double_word) = default;
  friend constexpr bool operator<(double_word a, double_word b) {
    return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
  }

  /// a + b exactly, if |a| >= |b| or a = 0.
  static constexpr double_word ordered_sum(T a, T b) {
    const T s = a + b;
    return {s, b - (s - a)};
  }
  /// a + b exactly.
  static constexpr double_word exact_sum(T a, T b) {
    const T s = a + b, t = s - a;
    return {s, (a - (s - t)) + (b - t)};
  }
  /// a * b exactly, unless it overflows, underflows, or a factor is within `splitter` of the
  /// largest number.
  ///
  /// GCC fuses products with the sums that follow wherever there are fma instructions. An fma of
  /// our own stops it: p is rounded then.
  static constexpr double_word exact_product(T a, T b) {
#ifdef __FP_FAST_FMA
    if (!__builtin_is_constant_evaluated() && !std::is_same_v<T, long double>) {
      const T p = a * b;
      return {p, T(__builtin_fma(double(a), double(b), double(-p)))};
    }
#endif
    const T p = a * b, sa = a * splitter, ah = (a + sa) - sa, al = a - ah, sb = b * splitter,
            bh = (b + sb) - sb, bl = b - bh;
    return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
  }

 private:
  static constexpr T splitter = T(1ULL << ((std::numeric_limits<T>::digits + 1) / 2));
};

template <class W>
inline constexpr bool is_double_word = false;
template <class T>
inline constexpr bool is_double_word<double_word<T>> = true;

/// The floating-point number nearest to w.
template <std::floating_point T>
constexpr T leading(T w) {
  return w;
}
template <std::floating_point T>
constexpr T leading(double_word<T> w) {
  return w.hi;
}

/// Relative precision, in bits, to which kernels compute in W. Of a double_word not all digits are
/// used: those of the result, up to 14 that a product by an exponent eats (as in pow), and 14 so
/// that the result is rounded well.
template <class W>
inline constexpr int precision = std::numeric_limits<W>::digits;
template <class T>
inline constexpr int precision<double_word<T>> = std::numeric_limits<T>::digits + 28;

/// The type whose kernel serves T. float takes double's: rounding its result once more still leaves
/// 0.5000001 ulp.
template <std::floating_point T>
using kernel_type =
    std::conditional_t<(std::numeric_limits<T>::digits <= std::numeric_limits<double>::digits),
                       double, long double>;

/// The type in which most kernels for T compute: with at least 11 bits to spare.
template <std::floating_point T>
using working = std::conditional_t<(std::numeric_limits<long double>::digits >=
                                    std::numeric_limits<T>::digits + 11),
                                   long double, double_word<T>>;

}  // namespace etna::math::kernel
