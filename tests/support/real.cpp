// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "support/real.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace etna::test {

namespace {

using wide = boost::multiprecision::number<
    boost::multiprecision::cpp_bin_float<std::numeric_limits<real>::digits,
                                         boost::multiprecision::digit_base_2>,
    boost::multiprecision::et_off>;

}  // namespace

struct real::number {
  wide value;
};

real::real(long double x) : number_(new number{wide(x)}) {}
real::real(const char* decimal) : number_(new number{wide(decimal)}) {}
real::real(const real& x) : number_(new number(*x.number_)) {}
real::real(real&& x) noexcept = default;
real& real::operator=(const real& x) {
  number_.reset(new number(*x.number_));
  return *this;
}
real& real::operator=(real&& x) noexcept = default;
real::~real() = default;

template <std::floating_point T>
real::operator T() const {
  return static_cast<T>(number_->value);
}
template real::operator float() const;
template real::operator double() const;
template real::operator long double() const;

real& real::operator+=(const real& x) {
  number_->value += x.number_->value;
  return *this;
}
real& real::operator-=(const real& x) {
  number_->value -= x.number_->value;
  return *this;
}
real& real::operator*=(const real& x) {
  number_->value *= x.number_->value;
  return *this;
}
real& real::operator/=(const real& x) {
  number_->value /= x.number_->value;
  return *this;
}

bool operator==(const real& x, const real& y) { return x.number_->value == y.number_->value; }
bool operator<(const real& x, const real& y) { return x.number_->value < y.number_->value; }
bool operator<=(const real& x, const real& y) { return x.number_->value <= y.number_->value; }

#define ETNA_TEST_FUNCTION(NAME)               \
  real NAME(const real& x) {                   \
    real y;                                    \
    y.number_->value = NAME(x.number_->value); \
    return y;                                  \
  }
ETNA_TEST_FUNCTION(abs)
ETNA_TEST_FUNCTION(floor)
ETNA_TEST_FUNCTION(sqrt)
ETNA_TEST_FUNCTION(exp)
ETNA_TEST_FUNCTION(log)
ETNA_TEST_FUNCTION(sin)
ETNA_TEST_FUNCTION(cos)
ETNA_TEST_FUNCTION(atan)

real ldexp(const real& x, int exponent) {
  real y;
  y.number_->value = ldexp(x.number_->value, exponent);
  return y;
}
real frexp(const real& x, int* exponent) {
  real y;
  y.number_->value = frexp(x.number_->value, exponent);
  return y;
}

}  // namespace etna::test

using limits = std::numeric_limits<etna::test::real>;
etna::test::real limits::epsilon() { return ldexp(etna::test::real(1), 1 - digits); }
etna::test::real limits::infinity() { return std::numeric_limits<double>::infinity(); }
etna::test::real limits::quiet_NaN() { return std::numeric_limits<double>::quiet_NaN(); }
