// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <limits>
#include <memory>
#include <type_traits>

namespace etna::test {
class real;
}

template <>
class std::numeric_limits<etna::test::real> {
 public:
  static constexpr bool is_specialized = true, is_signed = true, is_integer = false,
                        is_exact = false, has_infinity = true, has_quiet_NaN = true,
                        is_bounded = true;
  static constexpr int radix = 2, digits = 1200;
  static etna::test::real epsilon();
  static etna::test::real infinity();
  static etna::test::real quiet_NaN();
};

namespace etna::test {

/// A number of 360 digits, to check against: sums, products and quotients that tests ask of it hold
/// every bit. It is also a number type as users have them: not trivial, made by no constant
/// expression.
///
/// Boost.Multiprecision is behind it, in a translation unit of its own since it takes seconds to
/// compile.
class real {
 public:
  real() : real(0.0L) {}
  template <class T>
    requires std::is_arithmetic_v<T>
  real(T x) : real(static_cast<long double>(x)) {
    static_assert(std::numeric_limits<T>::digits <= std::numeric_limits<long double>::digits);
  }
  real(long double x);
  explicit real(const char* decimal);
  real(const real& x);
  real(real&& x) noexcept;
  real& operator=(const real& x);
  real& operator=(real&& x) noexcept;
  ~real();

  template <std::floating_point T>
  explicit operator T() const;

  real& operator+=(const real& x);
  real& operator-=(const real& x);
  real& operator*=(const real& x);
  real& operator/=(const real& x);

  friend real operator+(real x, const real& y) { return x += y; }
  friend real operator-(real x, const real& y) { return x -= y; }
  friend real operator*(real x, const real& y) { return x *= y; }
  friend real operator/(real x, const real& y) { return x /= y; }
  friend real operator+(real x) { return x; }
  friend real operator-(const real& x) { return x * -1; }

  friend bool operator==(const real& x, const real& y);
  friend bool operator<(const real& x, const real& y);
  friend bool operator>(const real& x, const real& y) { return y < x; }
  friend bool operator<=(const real& x, const real& y);
  friend bool operator>=(const real& x, const real& y) { return y <= x; }

  friend real abs(const real& x);
  friend real floor(const real& x);
  friend real sqrt(const real& x);
  friend real exp(const real& x);
  friend real log(const real& x);
  friend real sin(const real& x);
  friend real cos(const real& x);
  friend real atan(const real& x);
  friend real ldexp(const real& x, int exponent);
  friend real frexp(const real& x, int* exponent);

 private:
  struct number;
  std::unique_ptr<number> number_;
};

}  // namespace etna::test
