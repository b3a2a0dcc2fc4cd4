// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Every operation with a stated domain, on batches against long double (which tests/op checks
// against 50 digits).

#include <doctest/doctest.h>

#include <algorithm>

#include "etna/simd.hpp"
#include "laws/running_error.hpp"
#include "op/check.hpp"
#include "support/ulp.hpp"

namespace {

using etna::test::rounding_scale, etna::test::ulp_at, etna::test::ulp_error;

template <class Op>
constexpr double bound() {
  if constexpr (requires { Op::batch_ulp; }) return Op::batch_ulp;
  return std::max(4.0, Op::ulp);
}

/// The error of a result whose terms, or zeros next to which it is asked, are of this size.
template <class T>
double error(T got, long double expected, long double scale) {
  if (!std::isfinite(expected) || std::fabs(expected) >= scale) return ulp_error<T>(got, expected);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - expected) /
                             ulp_at<T>(scale));
}

template <class Op, class T, std::size_t... I>
void check(std::index_sequence<I...>) {
  using batch = xsimd::batch<T>;
  constexpr std::size_t lanes = batch::size;
  etna::test::sampler sampler;
  double worst = 0;
  T at[sizeof...(I)]{};
  for (int sample = 0; sample < 4000; ++sample) {
    T x[sizeof...(I)][lanes];
    for (std::size_t k = 0; k < sizeof...(I); ++k) {
      for (T& lane : x[k]) lane = sampler.draw<T>(Op::domain[k]);
    }
    T y[lanes];
    etna::apply<Op>(batch::load_unaligned(x[I])...).store_unaligned(y);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const long double expected = Op::value(static_cast<long double>(x[I][lane])...);
      // Below the normal numbers some of xsimd's functions give 0.
      constexpr long double smallest = std::numeric_limits<T>::min();
      const double e = error(y[lane], expected, std::max(rounding_scale<Op>, smallest));
      if (e <= worst) continue;
      worst = e;
      ((at[I] = x[I][lane]), ...);
    }
  }
  INFO(Op::name.text, " in ", sizeof(T), " bytes at ", at[0], ", ", at[sizeof...(I) - 1]);
  CHECK(worst <= bound<Op>());
}

template <class Op>
void check() {
  if constexpr (requires { Op::domain; }) {
    if constexpr (!Op::is_comparison) {
      check<Op, float>(std::make_index_sequence<Op::arity>{});
      check<Op, double>(std::make_index_sequence<Op::arity>{});
    }
  }
}
template <class... Op>
void check_all(etna::operations<Op...>) {
  (check<Op>(), ...);
}

}  // namespace

TEST_CASE("operations on batches") { check_all(etna::op::all_operations{}); }
