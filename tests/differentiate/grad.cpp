// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/grad.hpp"

#include <doctest/doctest.h>

#include <boost/hana/define_struct.hpp>
#include <span>
#include <tuple>
#include <utility>

#include "op/modes.hpp"
#include "support/real.hpp"

namespace {

using etna::grad, etna::wrt, etna::forward_mode, etna::reverse_mode, etna::with;
using etna::test::real;

template <class T>
struct body {
  BOOST_HANA_DEFINE_STRUCT(body, (T, mass), (etna::vector<T, 2>, velocity));
};

/// Whether the gradient of f at x... is `expected`, in both modes.
template <class F, class Expected, class... X>
constexpr bool gradient_is(F f, const Expected& expected, const X&... x) {
  static_assert(std::is_same_v<decltype(grad(f)(x...)), Expected>);
  static_assert(std::is_same_v<decltype(grad(f, forward_mode)(x...)), Expected>);
  return grad(f)(x...) == expected && grad(f, forward_mode)(x...) == expected &&
         grad(f, reverse_mode)(x...) == expected;
}

constexpr auto product = [](const auto& x) { return x[0] * x[0] * x[1]; };

}  // namespace

TEST_CASE("the gradient has the shape of the argument") {
  ETNA_CHECK_BOTH(gradient_is([](auto x) { return x * x * x; }, 12.0, 2.0));
  ETNA_CHECK_BOTH(gradient_is(product, std::array{12.0, 4.0}, std::array{2.0, 3.0}));
  ETNA_CHECK_BOTH(gradient_is([](const auto& x) { return x[0][1] * x[1][0]; },
                              std::array{std::array{0.0, 5.0}, std::array{3.0, 0.0}},
                              std::array{std::array{2.0, 3.0}, std::array{5.0, 7.0}}));
  ETNA_CHECK_BOTH(gradient_is([](const auto& x) { return dot(x, x); },
                              etna::vector<double, 2>{4, 6}, etna::vector<double, 2>{2, 3}));
  ETNA_CHECK_BOTH(gradient_is([](const auto& m) { return m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0); },
                              etna::matrix<double, 2, 2>{7, -5, -3, 2},
                              etna::matrix<double, 2, 2>{2, 3, 5, 7}));
  ETNA_CHECK_BOTH(gradient_is(
      [](const auto& t) {
        const auto& [a, b] = t;
        return a * b[0] + b[1];
      },
      std::tuple(3.0, std::array{2.0, 1.0}), std::tuple(2.0, std::array{3.0, 5.0})));
  ETNA_CHECK_BOTH(gradient_is([](const auto& p) { return p.first * p.second; }, std::pair(3.0, 2.0),
                              std::pair(2.0, 3.0)));
}

namespace {

constexpr auto kinetic = [](const auto& b) { return 0.5 * b.mass * dot(b.velocity, b.velocity); };
constexpr auto total = [](const auto& bodies) {
  return kinetic(std::get<0>(bodies)) + 2.0 * kinetic(std::get<1>(bodies)[0]);
};
constexpr bool equal(const body<double>& a, const body<double>& b) {
  return a.mass == b.mass && a.velocity == b.velocity;
}

constexpr double c_array[2] = {2.0, 3.0};
constexpr std::array two_three{2.0, 3.0};
constexpr std::span<const double, 2> view{two_three};
// A function over pointers, whose length the call knows.
constexpr auto by_pointer = [](const auto* x) { return x[0] * x[0] * x[1]; };
template <class T>
constexpr T template_over_pointer(const T* x) {
  return x[0] * x[0] * x[1];
}

}  // namespace

TEST_CASE("structs") {
  constexpr body<double> b{2.0, {3.0, 5.0}};
  constexpr auto g = grad(kinetic)(b);
  static_assert(std::is_same_v<decltype(grad(kinetic)(b)), body<double>>);
  ETNA_CHECK_BOTH(equal(g, {17.0, {6.0, 10.0}}));
  ETNA_CHECK_BOTH(equal(grad(kinetic, forward_mode)(b), g));
  constexpr std::tuple nested(b, std::array{b});
  ETNA_CHECK_BOTH(equal(std::get<1>(grad(total)(nested))[0], {34.0, {12.0, 20.0}}));
}

TEST_CASE("C arrays, spans, functions over pointers") {
  static_assert(std::is_same_v<decltype(grad(product)(c_array)), std::array<double, 2>>);
  ETNA_CHECK_BOTH(grad(product)(c_array) == std::array{12.0, 4.0});
  ETNA_CHECK_BOTH(grad(product)(view) == std::array{12.0, 4.0});
  ETNA_CHECK_BOTH(grad(by_pointer)(two_three) == std::array{12.0, 4.0});
  ETNA_CHECK_BOTH(grad(by_pointer)(view) == std::array{12.0, 4.0});
  ETNA_CHECK_BOTH(grad(by_pointer)(c_array) == std::array{12.0, 4.0});
  ETNA_CHECK_BOTH(grad(by_pointer)(etna::vector<double, 2>{2, 3}) ==
                  etna::vector<double, 2>{12, 4});
  ETNA_CHECK_BOTH(grad(ETNA_FN(template_over_pointer))(two_three) == std::array{12.0, 4.0});
  ETNA_CHECK_BOTH(grad(ETNA_FN(template_over_pointer), forward_mode)(two_three) ==
                  std::array{12.0, 4.0});
}

TEST_CASE("several arguments, and which of them") {
  constexpr auto f = [](auto x, const auto& y, auto z) { return x * y[0] * y[1] + z * z; };
  constexpr std::array y{3.0, 5.0};
  using all = std::tuple<double, std::array<double, 2>, double>;
  ETNA_CHECK_BOTH(gradient_is(f, all(15.0, {10.0, 6.0}, 14.0), 2.0, y, 7.0));
  static_assert(std::is_same_v<decltype(grad(f, wrt<0>)(2.0, y, 7.0)), double>);
  ETNA_CHECK_BOTH(grad(f, wrt<0>)(2.0, y, 7.0) == 15.0);
  ETNA_CHECK_BOTH(grad(f, wrt<1>)(2.0, y, 7.0) == std::array{10.0, 6.0});
  ETNA_CHECK_BOTH(grad(f, forward_mode, wrt<1>)(2.0, y, 7.0) == std::array{10.0, 6.0});
  ETNA_CHECK_BOTH(grad(f, wrt<0, 2>)(2.0, y, 7.0) == std::tuple(15.0, 14.0));
  ETNA_CHECK_BOTH(grad(f, wrt<2, 1>, forward_mode)(2.0, y, 7.0) ==
                  std::tuple(14.0, std::array{10.0, 6.0}));
}

TEST_CASE("run-time constants") {
  constexpr auto f = [](auto x, auto a, const auto& c) { return a * x * x + c[1] * x; };
  ETNA_CHECK_BOTH(gradient_is(with(f, 3.0, std::array{0.0, 5.0}), 17.0, 2.0));
  // They decide branches as other numbers do.
  constexpr auto branch = [](auto x, auto k) {
    if (k > 0.0) return k * x;
    if (x > k) return x * x;
    return 5.0 * x;
  };
  ETNA_CHECK_BOTH(gradient_is(with(branch, 3.0), 3.0, 2.0));
  ETNA_CHECK_BOTH(gradient_is(with(branch, -3.0), 4.0, 2.0));
  ETNA_CHECK_BOTH(gradient_is(with(branch, -3.0), 5.0, -4.0));
}

namespace {

constexpr auto early = [](auto x, auto y) {
  if (x < 0.0) return -x * y;
  if (y < 0.0) return x * x;
  auto sum = x;
  for (int i = 0; i < 4; ++i) {
    switch (i % 3) {
      case 0:
        sum = sum + y;
        break;
      case 1:
        sum = sum * x;
        break;
      default:
        continue;
    }
  }
  return x > y ? sum : sum * 2.0;
};
using two = std::tuple<double, double>;

}  // namespace

TEST_CASE("branches, early return, loops, switch") {
  ETNA_CHECK_BOTH(gradient_is(early, two(-3.0, 2.0), -2.0, 3.0));
  ETNA_CHECK_BOTH(gradient_is(early, two(4.0, 0.0), 2.0, -3.0));
  // (x + y) x + y
  ETNA_CHECK_BOTH(gradient_is(early, two(13.0, 6.0), 5.0, 3.0));
  ETNA_CHECK_BOTH(gradient_is(early, two(22.0, 8.0), 3.0, 5.0));
}

TEST_CASE("number types") {
  static_assert(std::is_same_v<decltype(grad(early)(1.0F, 2.0F)), std::tuple<float, float>>);
  static_assert(std::is_same_v<decltype(grad(early)(1.0F, 2.0)), two>);
  static_assert(
      std::is_same_v<decltype(grad(early)(1.0, 2.0L)), std::tuple<long double, long double>>);
  ETNA_CHECK_BOTH(grad(early)(3.0F, 5.0) == two(22.0, 8.0));
  ETNA_CHECK_BOTH(grad(early)(3.0L, 5.0F) == std::tuple(22.0L, 8.0L));
  using D = etna::dual<double>;
  constexpr auto by_x = grad([](auto x) { return x * x * x; })(D::variable(2.0));
  ETNA_CHECK_BOTH(by_x.value == 12.0 && by_x.partials[0] == 12.0);
  constexpr auto third = [](auto x) { return x * x / 3.0; };
  CHECK(abs(grad(third)(real(1)) - real(2) / real(3)) < ldexp(real(1), -1190));
  CHECK(abs(grad(third, forward_mode)(real(1)) - real(2) / real(3)) < ldexp(real(1), -1190));
}

namespace {

// A step of gradient descent, and the length of a gradient: traced with the function they are in.
constexpr auto energy = [](const auto& x) { return x[0] * x[0] * x[1] + x[1] * x[1]; };
constexpr auto slope = [](const auto& x) {
  const auto g = grad(energy)(x);
  return g[0] * g[0] + g[1];
};
constexpr auto branched_slope = [](auto x) {
  return grad([](auto t) {
    if (t > 1.0) return t * t * t;
    return 2.0 * t * t;
  })(x);
};

}  // namespace

TEST_CASE("a gradient inside a traced function") {
  // (2 x y)² + x² + 2 y: 8 x y² + 2 x, 8 x² y + 2
  ETNA_CHECK_BOTH(gradient_is(slope, std::array{148.0, 98.0}, std::array{2.0, 3.0}));
  ETNA_CHECK_BOTH(gradient_is(branched_slope, 12.0, 2.0));
  ETNA_CHECK_BOTH(gradient_is(branched_slope, 4.0, 0.5));
  constexpr auto power = [](auto x) { return x * x * x * x * x; };
  ETNA_CHECK_BOTH(grad(grad(grad(grad(power))))(2.0) == 240.0);
  ETNA_CHECK_BOTH(grad(grad(grad(power, forward_mode)), forward_mode)(2.0) == 240.0);
}
