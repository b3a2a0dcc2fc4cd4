// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/math/bernoulli.hpp"

#include <doctest/doctest.h>

#include "support/real.hpp"

namespace {

namespace kernel = etna::math::kernel;

constexpr auto numbers = kernel::bernoulli_numbers<double, 15>();

constexpr bool close(double got, double numerator, double denominator) {
  const double want = numerator / denominator, error = got - want;
  return (error < 0 ? -error : error) <= 4e-16 * (want < 0 ? -want : want);
}
static_assert(close(numbers.at[0], 1, 6) && close(numbers.at[1], -1, 30));
static_assert(close(numbers.at[2], 1, 42) && close(numbers.at[3], -1, 30));
static_assert(close(numbers.at[4], 5, 66) && close(numbers.at[5], -691, 2730));
static_assert(close(numbers.at[6], 7, 6) && close(numbers.at[7], -3617, 510));
static_assert(close(numbers.at[14], 8615841276005, 14322));

static_assert(kernel::precision_bits<double> == 53);

TEST_CASE("Bernoulli numbers in many digits") {
  using etna::test::real;
  const auto b = kernel::bernoulli_numbers<real, 20>();
  const real want = real("-261082718496449122051") / 13530;  // B_40
  CHECK(abs(b.at[19] - want) <= 20 * std::numeric_limits<real>::epsilon() * abs(want));
}

}  // namespace
