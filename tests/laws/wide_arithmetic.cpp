// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "laws/wide_arithmetic.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>

#include "laws/run_time_pipeline.hpp"

namespace etna::test {

namespace {

using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>,
                                           boost::multiprecision::et_off>;

/// All values of a program at x + t v.
struct values {
  wide of_slot[random_program::slots], output;
};

/// What stop_gradient stops stays as it was at x, if those values are given.
values run_at(const random_program& p, const wide& t, const values* at_x = nullptr) {
  wide x[random_program::inputs];
  for (int k = 0; k < random_program::inputs; ++k) x[k] = p.x[k] + t * p.v[k];
  values w;
  w.output = run(p, static_cast<const wide*>(x), [&](int k, role is, const wide& y) {
    return w.of_slot[k] = is == role::frozen && at_x ? at_x->of_slot[k] : y;
  });
  return w;
}

/// Differences of a function to both sides.
struct differences {
  long double slope, curvature;

  differences(const wide& before, const wide& at, const wide& after) {
    const wide h = exact_results::step;
    slope = static_cast<long double>((after - before) / (2 * h));
    curvature = static_cast<long double>((after - at + (before - at)) / (h * h));
  }
  /// Whether they say different things.
  bool kink(const wide& value) const {
    return std::fabs(curvature) * exact_results::step >
           0x1p-20L * std::fabs(slope) + 1e-25L * std::fabs(static_cast<long double>(value));
  }
};

}  // namespace

exact_results run_in_50_digits(const random_program& p) {
  constexpr int n = random_program::inputs;
  wide inputs[2 * n];
  for (int k = 0; k < n; ++k) {
    inputs[k] = p.x[k];
    inputs[n + k] = p.v[k];
  }
  const auto y = run_current<second_order>(static_cast<const wide*>(inputs));
  exact_results r;
  r.value = static_cast<long double>(y[0]);
  for (std::size_t k = 0; k < n; ++k) {
    r.gradient[k] = static_cast<long double>(y[1 + k]);
    r.product[k] = static_cast<long double>(y[1 + n + k]);
  }
  const wide h = exact_results::step;
  const values at = run_at(p, 0), after = run_at(p, h, &at), before = run_at(p, -h, &at);
  const differences d(before.output, at.output, after.output);
  r.value_of_function = static_cast<long double>(at.output);
  r.slope = d.slope;
  r.curvature = d.curvature;
  for (int k = n; k < n + p.size; ++k) {
    r.kink = r.kink ||
             differences(before.of_slot[k], at.of_slot[k], after.of_slot[k]).kink(at.of_slot[k]);
  }
  return r;
}

}  // namespace etna::test
