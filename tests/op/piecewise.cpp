// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/op/piecewise.hpp"

#include "op/check.hpp"
#include "op/modes.hpp"

namespace etna::test {

TEST_CASE("piecewise functions") { check_operations(op::piecewise_operations{}); }

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("abs, sign, copysign at 0") {
  constexpr auto f = [](auto x) { return abs(x); };
  ETNA_CHECK_BOTH(derivatives_are(f, 0.0, 0, 0));
  ETNA_CHECK_BOTH(derivatives_are(f, -0.0, 0, 0));
  ETNA_CHECK_BOTH(derivatives_are(f, -2.0, -1, 0));
  ETNA_CHECK_BOTH(derivatives_are(f, inf, 1, 0));
  // |x| x has the second derivative 2 sign(x), and 0 at 0.
  constexpr auto g = [](auto x) { return abs(x) * x; };
  ETNA_CHECK_BOTH(derivatives_are(g, 0.0, 0, 0));
  ETNA_CHECK_BOTH(derivatives_are(g, 3.0, 6, 2));
  ETNA_CHECK_BOTH(derivatives_are(g, -3.0, 6, -2));

  constexpr auto s = [](auto x) { return sign(x) * x; };
  ETNA_CHECK_BOTH(derivatives_are(s, 0.0, 0, 0));
  ETNA_CHECK_BOTH(derivatives_are(s, -5.0, -1, 0));
  ETNA_CHECK_BOTH(sign(-0.0) == 0 && math::signbit(sign(-0.0)) && sign(-3) == -1 &&
                  sign(2.0f) == 1);

  constexpr auto c = [](auto x, auto y) { return copysign(x, y); };
  ETNA_CHECK_BOTH(gradient_is<2>(c, {3, -2}, {-1, 0}) && gradient_is<2>(c, {-3, -2}, {1, 0}));
  ETNA_CHECK_BOTH(gradient_is<2>(c, {3, -0.0}, {-1, 0}) && gradient_is<2>(c, {0, -1}, {0, 0}));
  ETNA_CHECK_BOTH(hessian_is<2>(c, {0, -0.0}, {}));
}

TEST_CASE("min, max: half of the derivative to each side at a tie") {
  constexpr auto larger = [](auto x, auto y) { return max(x, y); };
  constexpr auto smaller = [](auto x, auto y) { return min(x, y); };
  ETNA_CHECK_BOTH(gradient_is<2>(larger, {1, 1}, {0.5, 0.5}));
  ETNA_CHECK_BOTH(gradient_is<2>(larger, {0.0, -0.0}, {0.5, 0.5}));
  ETNA_CHECK_BOTH(gradient_is<2>(larger, {1, 2}, {0, 1}) && gradient_is<2>(larger, {2, 1}, {1, 0}));
  ETNA_CHECK_BOTH(gradient_is<2>(smaller, {1, 1}, {0.5, 0.5}));
  ETNA_CHECK_BOTH(gradient_is<2>(smaller, {1, 2}, {1, 0}) &&
                  gradient_is<2>(smaller, {2, 1}, {0, 1}));
  ETNA_CHECK_BOTH(hessian_is<2>(larger, {1, 1}, {}) && hessian_is<2>(smaller, {1, 1}, {}));
  // As std::max and std::min have it, NaN or not.
  ETNA_CHECK_BOTH(same(max(nan, 1.0), nan) && max(1.0, nan) == 1);
  ETNA_CHECK_BOTH(same(min(nan, 1.0), nan) && min(1.0, nan) == 1);
  ETNA_CHECK_BOTH(max(1, 2.5) == 2.5 && std::is_same_v<decltype(max(1, 2.5f)), float>);
  // A constant operand takes its half with it.
  constexpr auto hinge = [](auto x) { return max(x, 0) * x; };
  ETNA_CHECK_BOTH(derivatives_are(hinge, 0.0, 0, 1));
}

TEST_CASE("fmin, fmax ignore NaN") {
  constexpr auto larger = [](auto x, auto y) { return fmax(x, y); };
  constexpr auto smaller = [](auto x, auto y) { return fmin(x, y); };
  ETNA_CHECK_BOTH(fmax(nan, 1.0) == 1 && fmax(1.0, nan) == 1 && same(fmax(nan, nan), nan));
  ETNA_CHECK_BOTH(fmin(nan, 1.0) == 1 && fmin(1.0, nan) == 1 && same(fmin(nan, nan), nan));
  ETNA_CHECK_BOTH(gradient_is<2>(larger, {nan, 1}, {0, 1}) &&
                  gradient_is<2>(larger, {1, nan}, {1, 0}));
  ETNA_CHECK_BOTH(gradient_is<2>(smaller, {nan, 1}, {0, 1}) &&
                  gradient_is<2>(smaller, {1, nan}, {1, 0}));
  ETNA_CHECK_BOTH(gradient_is<2>(larger, {1, 1}, {0.5, 0.5}) &&
                  gradient_is<2>(smaller, {1, 1}, {0.5, 0.5}));
  ETNA_CHECK_BOTH(gradient_is<2>(larger, {2, 1}, {1, 0}) &&
                  gradient_is<2>(smaller, {2, 1}, {0, 1}));
}

TEST_CASE("fdim, clamp") {
  constexpr auto f = [](auto x, auto y) { return fdim(x, y); };
  ETNA_CHECK_BOTH(gradient_is<2>(f, {2, 1}, {1, -1}) && gradient_is<2>(f, {1, 2}, {0, 0}));
  ETNA_CHECK_BOTH(gradient_is<2>(f, {1, 1}, {0, 0}) && fdim(inf, inf) == 0);
  CHECK(same(fdim(nan, 1.0), nan));

  constexpr auto c = [](auto x, auto low, auto high) { return clamp(x, low, high); };
  ETNA_CHECK_BOTH(gradient_is<3>(c, {0, -1, 1}, {1, 0, 0}));
  ETNA_CHECK_BOTH(gradient_is<3>(c, {-1, -1, 1}, {1, 0, 0}) &&
                  gradient_is<3>(c, {1, -1, 1}, {1, 0, 0}));
  ETNA_CHECK_BOTH(gradient_is<3>(c, {-2, -1, 1}, {0, 1, 0}) &&
                  gradient_is<3>(c, {2, -1, 1}, {0, 0, 1}));
  ETNA_CHECK_BOTH(hessian_is<3>(c, {1, -1, 1}, {}) && same(clamp(nan, 0.0, 1.0), nan));
}

}  // namespace etna::test
