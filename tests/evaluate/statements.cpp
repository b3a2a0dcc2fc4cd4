// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/evaluate/statements.hpp"

#include <doctest/doctest.h>

#include "op/modes.hpp"

namespace {

using etna::condition, etna::dual, etna::symbol;
using etna::detail::emitted, etna::detail::has_lanes, etna::detail::is_pair, etna::detail::no_mask,
    etna::detail::put;
namespace op = etna::op;

/// What comparing lanes gives, as a SIMD library has it: convertible to bool all the same.
struct mask {
  bool lane[2];
  explicit operator bool() const { return lane[0] || lane[1]; }
};
struct lanes {
  double lane[2];
  friend mask operator!=(const lanes& x, const lanes& y) {
    return {{x.lane[0] != y.lane[0], x.lane[1] != y.lane[1]}};
  }
  friend lanes select(const mask& m, const lanes& x, const lanes& y) {
    return {{m.lane[0] ? x.lane[0] : y.lane[0], m.lane[1] ? x.lane[1] : y.lane[1]}};
  }
};

static_assert(!has_lanes<double> && !has_lanes<float> && !has_lanes<long double>);
static_assert(!has_lanes<symbol> && !has_lanes<dual<double>> && !has_lanes<dual<dual<float>>>);
static_assert(has_lanes<lanes>);

static_assert(is_pair<op::sine_and_cosine::code> && !is_pair<op::sin_::code>);

constexpr double stored(double old, double value) {
  put<double>(no_mask{}, old, value);
  return old;
}

}  // namespace

TEST_CASE("operations by their codes") {
  ETNA_CHECK_BOTH(emitted<op::add::code>::run(2.0, 3.0, 99.0) == 5.0);
  ETNA_CHECK_BOTH(emitted<op::negate::code>::run(2.0, 99.0, 99.0) == -2.0);
  ETNA_CHECK_BOTH(emitted<op::fma_::code>::run(2.0, 3.0, 4.0) == 10.0);
  ETNA_CHECK_BOTH(emitted<op::multiply_add::code>::run(2.0, 3.0, 4.0) == 10.0);
  ETNA_CHECK_BOTH(emitted<op::multiply_subtract::code>::run(2.0, 3.0, 4.0) == 2.0);
  ETNA_CHECK_BOTH(emitted<op::subtract_product::code>::run(2.0, 3.0, 4.0) == -2.0);
  ETNA_CHECK_BOTH(emitted<op::pi_::code>::run(0.0F, 0.0F, 0.0F) == 3.14159265F);
  // On the library's own numbers an operation is applied, fused ones as what they are made of.
  using D = dual<double>;
  constexpr D x = D::variable(2.0);
  ETNA_CHECK_BOTH(emitted<op::multiply::code>::run(x, x, D()).partials[0] == 4.0);
  ETNA_CHECK_BOTH(emitted<op::multiply_add::code>::run(x, x, x).partials[0] == 5.0);
}

TEST_CASE("one statement gives sine and cosine") {
  constexpr auto pair = [](auto x) {
    decltype(x) target[3]{};
    etna::detail::run_pair(x, target + 1);
    return std::array{target[0], target[1], target[2]};
  };
  ETNA_CHECK_BOTH(pair(0.0) == std::array{0.0, 0.0, 1.0});
  ETNA_CHECK_BOTH(pair(0.5) == std::array{0.0, etna::sin(0.5), etna::cos(0.5)});
  using D = dual<double>;
  ETNA_CHECK_BOTH(pair(D::variable(0.5))[1].partials[0] == etna::cos(0.5));
  ETNA_CHECK_BOTH(pair(D::variable(0.5))[2].partials[0] == -etna::sin(0.5));
}

TEST_CASE("a value is stored where a mask holds") {
  ETNA_CHECK_BOTH(stored(1.0, 2.0) == 2.0);
  lanes place{{1.0, 2.0}};
  put<lanes>(place != lanes{{1.0, 9.0}}, place, {{3.0, 4.0}});
  CHECK(place.lane[0] == 1.0);
  CHECK(place.lane[1] == 4.0);
  put<lanes>(no_mask{}, place, {{5.0, 6.0}});
  CHECK(place.lane[0] == 5.0);
}
