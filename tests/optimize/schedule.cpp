// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/schedule.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace {

using namespace etna::schedule;

constexpr bool near(double x, double y) {
  const double error = x > y ? x - y : y - x;
  return error <= 1e-14 * (y < 0 ? -y : y);
}

// At compile time.
static_assert(constant{.value = 0.3}(17) == 0.3);
static_assert(near(step_decay{.initial = 1, .divisor = 10, .every = 5}(4), 1));
static_assert(near(step_decay{.initial = 1, .divisor = 10, .every = 5}(5), 0.1));
static_assert(near(step_decay{.initial = 1, .divisor = 2, .every = 5}(14), 0.25));
static_assert(near(exponential_decay{.initial = 2, .rate = 0.25, .every = 10}(5), 1));
static_assert(near(inverse_decay{.initial = 1, .decay = 0.5}(6), 0.25));
static_assert(near(inverse_root_decay{.initial = 1, .decay = 0.5}(6), 0.5));
static_assert(near(polynomial_decay{.initial = 1, .end = 0.5, .power = 2, .steps = 10}(5), 0.625));
static_assert(polynomial_decay{.initial = 1, .end = 0.5, .power = 2, .steps = 10}(10) == 0.5);
static_assert(polynomial_decay{.initial = 1, .end = 0.5, .steps = 10}(1000) == 0.5);
static_assert(linear{.from = 0, .to = 1, .steps = 4}(0) == 0);
static_assert(linear{.from = 0, .to = 1, .steps = 4}(1) == 0.25);
static_assert(linear{.from = 0, .to = 1, .steps = 4}(9) == 1);
static_assert(near(cosine{.initial = 2, .end = 1, .steps = 8}(0), 2));
static_assert(near(cosine{.initial = 2, .end = 1, .steps = 8}(4), 1.5));
static_assert(cosine{.initial = 2, .end = 1, .steps = 8}(8) == 1);
static_assert(cosine{.initial = 2, .end = 1, .steps = 8}(100) == 1);
constexpr cosine restarting{.initial = 2, .end = 1, .steps = 8, .restarts = true};
static_assert(near(restarting(8), 2) && near(restarting(12), 1.5) && near(restarting(800), 2));
constexpr cosine growing{.initial = 2, .end = 1, .steps = 8, .restarts = true, .period_factor = 2};
static_assert(near(growing(8), 2) && near(growing(16), 1.5) && near(growing(24), 2));
constexpr cyclic triangle{.low = 1, .high = 3, .half_cycle = 4};
static_assert(triangle(0) == 1 && triangle(2) == 2 && triangle(4) == 3 && triangle(7) == 1.5);
static_assert(triangle(8) == 1 && triangle(12) == 3);
constexpr cyclic halved{.low = 1, .high = 3, .half_cycle = 4, .mode = cycle::triangular2};
static_assert(near(halved(4), 3) && near(halved(12), 2) && near(halved(20), 1.5));
constexpr cyclic shrinking{
    .low = 1, .high = 3, .half_cycle = 4, .mode = cycle::exp_range, .factor = 0.5};
static_assert(near(shrinking(4), 1 + 2 / 16.0));
constexpr one_cycle once{.high = 1, .steps = 100};
static_assert(near(once(0), 0.04) && near(once(30), 1) && near(once(100), 4e-6));
static_assert(near(once(15), 0.52) && once(65) < once(64) && near(once(1000), 4e-6));
static_assert(one_cycle{.high = 1, .steps = 100, .rising = 1}(100) == 1);
constexpr auto joined = join({10, 20}, linear{.from = 0, .to = 1, .steps = 10}, constant{5},
                             linear{.from = 5, .to = 0, .steps = 5});
static_assert(joined(0) == 0 && joined(9) == 0.9 && joined(10) == 5 && joined(19) == 5);
static_assert(joined(20) == 5 && joined(21) == 4 && joined(30) == 0);
constexpr batch_size<linear> growing_batches{{.from = 16, .to = 64, .steps = 3}};
static_assert(growing_batches(0) == 16 && growing_batches(1) == 32 && growing_batches(5) == 64);
static_assert(batch_size<constant>{{0.1}}(3) == 1);
static_assert(batch_size<constant>{{__builtin_nan("")}}(3) == 1);
static_assert(batch_size<constant>{{1e300}}(3) == std::size_t{1} << 31);

// Counts of less than one step, and periods beyond all numbers.
static_assert(step_decay{.initial = 8, .divisor = 2, .every = 0}(3) == 1);
static_assert(near(exponential_decay{.initial = 2, .rate = 0.5, .every = 0}(1), 1));
static_assert(linear{.from = 0, .to = 1, .steps = 0}(0) == 1);
static_assert(polynomial_decay{.initial = 1, .end = 0.1, .power = 0, .steps = 4}(4) == 0.1);
static_assert(polynomial_decay{.initial = 1, .end = 0.1, .steps = 0}(0) == 0.1);
static_assert(cosine{.initial = 2, .steps = 0, .restarts = true}(5) == 2);
static_assert(cosine{.initial = 2, .steps = 0, .restarts = true, .period_factor = 2}(1) == 2);
constexpr cosine steep{.initial = 2, .steps = 1000, .restarts = true, .period_factor = 10};
static_assert(steep(std::int64_t{1} << 62) < 2 && steep((std::int64_t{1} << 62) + 1) > 0);
static_assert(cyclic{.low = 1, .high = 3, .half_cycle = 0}(1) == 3);

}  // namespace

TEST_CASE("schedules at run time, against the formulas in long double") {
  for (std::int64_t step = 0; step < 3000; step += 7) {
    const auto k = static_cast<long double>(step);
    CHECK(near(exponential_decay{.initial = 0.1, .rate = 0.9, .every = 100}(step),
               static_cast<double>(0.1L * std::pow(static_cast<long double>(0.9), k / 100))));
    const long double at = step < 1000 ? k / 1000 : 1;
    const double expected =
        static_cast<double>(0.05L * (1 + std::cos(3.14159265358979323846L * at)));
    CHECK(std::fabs(cosine{.initial = 0.1}(step)-expected) <= 3e-17);
    CHECK(near(inverse_decay{.initial = 0.1}(step), static_cast<double>(0.1L / (1 + 0.001L * k))));
  }
}
