// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/norm.hpp"

#include <doctest/doctest.h>

#include "etna/etna.hpp"

namespace {

constexpr auto root = [](auto x) { return root_of_squares(x); };
constexpr auto ordinary_root = [](auto x) { return sqrt(x); };

// Where sqrt has infinite derivatives this has none; elsewhere they are the same to the last bit.
template <class T>
constexpr bool is_flat_at_0_only() {
  using etna::derivative;
  bool right = etna::root_of_squares(T(0)) == T(0) && derivative<1>(root)(T(0)) == T(0) &&
               derivative<2>(root)(T(0)) == T(0) && derivative<3>(root)(T(0)) == T(0);
  for (const T x : {T(1e-30), T(0.3), T(2), T(1e30)}) {
    right &= etna::root_of_squares(x) == etna::sqrt(x);
    right &= derivative<1>(root)(x) == derivative<1>(ordinary_root)(x);
  }
  using D = etna::dual<etna::dual<T>>;
  const D second = root_of_squares(D::variable(etna::dual<T>::variable(T(0))));
  return right && second.partials[0].value == T(0) && second.partials[0].partials[0] == T(0);
}
static_assert(is_flat_at_0_only<float>());
static_assert(is_flat_at_0_only<double>());
static_assert(is_flat_at_0_only<long double>());

}  // namespace

TEST_CASE_TEMPLATE("root_of_squares is flat at 0 only", T, float, double, long double) {
  CHECK(is_flat_at_0_only<T>());
  const T nan = std::numeric_limits<T>::quiet_NaN();
  const T slope = etna::grad(root)(nan);
  CHECK(slope != slope);
}
