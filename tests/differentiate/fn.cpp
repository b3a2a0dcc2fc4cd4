// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/fn.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"

namespace {

template <class T>
constexpr T square_of(T x) {
  return x * x;
}
template <class T, class U>
constexpr auto weighted(const T* x, U k) {
  return x[0] * k + x[1];
}
constexpr double overloaded(double x) { return x; }
template <etna::operand_type T>
constexpr T overloaded(T x) {
  return x * x * x;
}

namespace inner {
template <int N, class T>
constexpr T multiple(T x) {
  return x * N;
}
}  // namespace inner

constexpr auto lifted = ETNA_FN(square_of);
static_assert(std::is_empty_v<decltype(lifted)>);
static_assert(std::is_default_constructible_v<decltype(lifted)>);
static_assert(std::is_invocable_v<decltype(lifted), double>);
static_assert(!std::is_invocable_v<decltype(lifted), double, double>, "it can be asked");

// Whatever it is called.
template <class T>
constexpr T x(T v) {
  return v * v;
}

}  // namespace

TEST_CASE("names as callables") {
  ETNA_CHECK_BOTH(lifted(3.0) == 9.0);
  ETNA_CHECK_BOTH(etna::grad(lifted)(3.0) == 6.0);
  ETNA_CHECK_BOTH(etna::grad(ETNA_FN(weighted), etna::wrt<0>)(std::array{2.0, 3.0}, 5.0) ==
                  std::array{5.0, 1.0});
  ETNA_CHECK_BOTH(ETNA_FN(overloaded)(2.0) == 2.0);
  ETNA_CHECK_BOTH(etna::grad(ETNA_FN(overloaded))(2.0) == 12.0);
  ETNA_CHECK_BOTH(etna::grad(ETNA_FN(inner::multiple<3>))(2.0) == 3.0);
  ETNA_CHECK_BOTH(etna::grad(ETNA_FN(etna::sin))(0.0) == 1.0);
  ETNA_CHECK_BOTH(etna::grad(ETNA_FN(x))(3.0) == 6.0);
}
