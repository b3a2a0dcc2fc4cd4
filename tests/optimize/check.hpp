// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "etna/optimize/optimizer.hpp"
#include "support/ulp.hpp"

namespace etna::test {

using wide = long double;

/// One parameter in long double, with its slots as the rule under test has them.
struct wide_parameter {
  wide epsilon = 0;  // of the numbers under test; coefficients are double
  wide value = 0;
  std::vector<wide> slots;
};

/// Checks a rule against its formula, step by step: before each step the formula, in long double,
/// is given what the rule has, so that a step's own error is seen, and no other.
///
/// The formula is a callable `wide operator()(std::int64_t step, wide gradient, wide_parameter&)`
/// that changes the parameter and its slots, and returns the sum of the absolute values of the
/// terms that it has added up to the change. The parameter may be wrong by a unit in the last
/// place, and by so many of the change's terms as `ulp` says; a slot by `slot_ulp` of its terms'.
template <class T, class Arch, class Rule, class Formula>
void check_steps(const Rule& rule, const Formula& formula, std::size_t size, int steps, double ulp,
                 double slot_ulp, bool exact) {
  constexpr std::size_t before = 1;  // nothing is aligned
  constexpr T guard = T(-12345);
  std::vector<T> parameters(size + before + 1, guard), gradients(size + before + 1, guard);
  std::mt19937 random(static_cast<unsigned>(size) + 1);
  std::normal_distribution<double> normal;
  const std::span<T> p(parameters.data() + before, size), g(gradients.data() + before, size);
  for (T& x : p) x = static_cast<T>(normal(random));

  auto optimizer = chain(rule);
  optimizer.exact = exact;
  auto state = optimizer.init(p);
  double worst = 0;
  for (int step = 1; step <= steps; ++step) {
    for (T& x : g) {
      // Of several sizes, and 0 at times.
      x = static_cast<T>(normal(random) * std::pow(10.0, static_cast<int>(random() % 5) - 3));
      if (random() % 8 == 0) x = 0;
    }
    std::vector<wide_parameter> expected(size);
    for (std::size_t i = 0; i < size; ++i) {
      expected[i].epsilon = std::numeric_limits<T>::epsilon();
      expected[i].value = p[i];
      for (const auto& slot : state.slots)
        expected[i].slots.push_back(slot.values.size() > 0 ? wide(slot.values[i]) : 0);
    }
    const std::vector<wide_parameter> last = expected;
    REQUIRE(optimizer.template update<Arch>(p, g, state));
    for (std::size_t i = 0; i < size; ++i) {
      const wide terms = formula(step, wide(g[i]), expected[i]);
      const wide allowed =
          ulp_at<T>(std::max(std::fabs(expected[i].value), std::fabs(last[i].value))) +
          ulp * ulp_at<T>(terms);
      worst =
          std::max(worst, static_cast<double>(std::fabs(wide(p[i]) - expected[i].value) / allowed));
      for (std::size_t k = 0; k < state.slots.size(); ++k) {
        if (state.slots[k].values.size() == 0) continue;
        const wide all = std::fabs(expected[i].slots[k]) + std::fabs(last[i].slots[k]);
        const wide error = std::fabs(wide(state.slots[k].values[i]) - expected[i].slots[k]);
        worst = std::max(worst, static_cast<double>(error / (slot_ulp * ulp_at<T>(all))));
      }
      if (!(worst <= 1)) {
        INFO("step ", step, ", parameter ", i, " of ", size, ", ", sizeof(T), " bytes, gradient ",
             g[i], ": ", p[i], ", expected ", double(expected[i].value));
        REQUIRE(worst <= 1);
      }
    }
  }
  CHECK(parameters.front() == guard);
  CHECK(parameters.back() == guard);
  CHECK(state.steps == steps);
}

/// The same for float and double, batches and single numbers: 1,000 steps of every number of
/// parameters up to one more than two batches, and some of every number up to one more than steps
/// with quotients take at twice.
template <class Rule, class Formula>
void check_rule(const Rule& rule, const Formula& formula, double ulp = 8, double slot_ulp = 4) {
  const auto check = [&]<class T, class Arch>(T, Arch) {
    constexpr std::size_t width = simd::lanes<simd::pack<T, Arch>>;
    constexpr std::size_t block = detail::batches_begun * width;
    for (std::size_t size = 0; size <= 2 * block + 1; ++size)
      check_steps<T, Arch>(rule, formula, size, size <= 2 * width + 1 ? 1000 : 8, ulp, slot_ulp,
                           false);
    check_steps<T, Arch>(rule, formula, block + 1, 100, ulp, slot_ulp, true);
  };
  check(float(), simd::default_arch());
  check(double(), simd::default_arch());
  check(float(), simd::scalar());
  check(double(), simd::scalar());
}

}  // namespace etna::test
