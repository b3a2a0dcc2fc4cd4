// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/formula.hpp"

#include <doctest/doctest.h>

#include "etna/differentiate/cost.hpp"
#include "etna/differentiate/print.hpp"
#include "etna/expression/literals.hpp"
#include "etna/op/all.hpp"
#include "support/real.hpp"
#include "support/ulp.hpp"

using namespace etna::literals;

namespace derivatives_of_formulas {

using etna::test::real;
using etna::test::ulp_error;

constexpr auto x = "x"_v;
constexpr auto y = "y"_v;
constexpr auto e = x * x * y + 3_c * y;

// By name. 2xy, x² + 3
constexpr auto g = grad(e)(x = 2.0, y = 5.0);
static_assert(g[x] == 20 && g[y] == 7);
static_assert(grad(e, etna::forward_mode)(y = 5.0, x = 2.0) == g);
static_assert(grad(e, etna::reverse_mode)(x = 2.0, y = 5.0) == g);
static_assert(value_and_grad(e)(x = 2.0, y = 5.0).value == 35 &&
              value_and_grad(e)(x = 2.0, y = 5.0).gradient == g);
static_assert(grad(e)(g)[x] == 280, "at a map of values");
static_assert(grad(x * x)(x = 3.0)[x] == 6);

// Printed, with the variables' names; numbers that a formula carries are further arguments.
static_assert(to_string(grad(e)) == "{2 * y * x, x * x + 3}");
static_assert(to_string(e, x = 2.0, y = 5.0) == to_string(e));
static_assert(to_latex(grad(x * sin(y))) ==
              R"(\begin{pmatrix} \sin\left(y\right) \\ x \cos\left(y\right) \end{pmatrix})");
static_assert(to_string(derivative<2>(sin("t"_v))) == "-sin(t)");
static_assert(to_string(etna::arg<0> * etna::arg<1>) == "x * y");
static_assert(etna::cost(etna::arg<0> * etna::arg<1>).value.total() == 1);

// Derivatives by one variable inside others.
static_assert(grad(derivative<2>(x * x * x * x))(x = 2.0)[x] == 48);
static_assert(hessian(derivative<2>(x * x * x * x))(x = 2.0)[x][x] == 24);
static_assert(jacobian(taylor<1>(x * x * x))(x = 2.0)[1][x] == 12);
static_assert(grad(derivative<1>(2.0 * x * x * x))(x = 2.0)[x] == 24);
static_assert(to_string(grad(etna::arg<0> * etna::arg<1>)) == "{y, x}");
static_assert(to_string(hessian(x * y)) == "{{0, 1}, {1, 0}}");
static_assert(to_string(grad(2.5 * x * y)) == "{y * y0, y0 * x}");

constexpr auto h = hessian(e)(x = 2.0, y = 5.0);
static_assert(h[x][x] == 10 && h[x][y] == 4 && h[y][x] == 4 && h[y][y] == 0);
static_assert(jacobian(grad(e))(x = 2.0, y = 5.0) == h && jacfwd(grad(e))(x = 2.0, y = 5.0) == h &&
              jacrev(grad(e))(x = 2.0, y = 5.0) == h);
static_assert(jacobian(e)(x = 2.0, y = 5.0) == g);

constexpr auto point = std::tuple(x = 2.0, y = 5.0);
constexpr auto direction = std::tuple(y = 1.0, x = 0.5);
static_assert(jvp(e)(point, direction).value == 35 && jvp(e)(point, direction).tangent == 17);
static_assert(hvp(e)(point, direction)[x] == 9 && hvp(e)(point, direction)[y] == 2);
static_assert(hvp(e)(point, g)[x] == 228, "a map of values for a direction");
static_assert(vjp(e)(x = 2.0, y = 5.0).value == 35 &&
              vjp(e)(x = 2.0, y = 5.0).pullback(2.0)[x] == 40);
static_assert(jvp(grad(e))(point, direction).tangent[x] == 9, "of a derivative");

static_assert(etna::derivative<3>(pow(x, 5_c))(x = 2.0) == 240);
static_assert(etna::derivative(x * x)(x = 2.0) == 4);
static_assert(etna::taylor<3>(x * x * x)(x = 1.0) == std::array{1.0, 3.0, 3.0, 1.0});

// By position, as of a function of the same arguments
constexpr auto p = etna::arg<0> * etna::arg<0> * etna::arg<1>;
static_assert(grad(p)(2.0, 5.0) == std::tuple(20.0, 4.0));
static_assert(grad(p, etna::wrt<1>)(2.0, 5.0) == 4);
static_assert(grad(grad(etna::arg<0> * etna::arg<0> * etna::arg<0>))(2.0) == 12);
static_assert(value_and_grad(p)(2.0, 5.0).value == 20);
static_assert(std::get<1>(std::get<0>(hessian(p)(2.0, 5.0))) == 4);
static_assert(jvp(p)(std::tuple(2.0, 5.0), std::tuple(0.5, 1.0)).tangent == 14);
static_assert(etna::derivative<2>(4.0 * etna::arg<0> * etna::arg<0>)(2.0) == 8);

// Numbers that the formula carries are not differentiated by, in derivatives of derivatives
// neither.
constexpr auto k = 2.0 * x * x * y + x * 0.5;
static_assert(grad(k)(x = 2.0, y = 5.0)[x] == 40.5 && grad(k)(x = 2.0, y = 5.0)[y] == 8);
static_assert(hessian(k)(x = 2.0, y = 5.0)[x][x] == 20 && hessian(k)(x = 2.0, y = 5.0)[x][y] == 8);
static_assert(jacobian(grad(k))(x = 2.0, y = 5.0) == hessian(k)(x = 2.0, y = 5.0));
static_assert(jacobian(jacobian(grad(k)))(x = 2.0, y = 5.0)[x][x][y] == 4);
static_assert(jvp(k)(point, direction).tangent == 28.25 && hvp(k)(point, direction)[x] == 18);
static_assert(vjp(k)(x = 2.0, y = 5.0).pullback(2.0)[y] == 16);
static_assert(etna::derivative<2>(3.0 * x * x)(x = 2.0) == 6 &&
              etna::taylor<2>(3.0 * x * x)(x = 2.0)[1] == 12);
static_assert(grad(grad(3.0 * etna::arg<0> * etna::arg<0>))(2.0) == 6);
static_assert(grad(3.0 * etna::arg<0> * etna::arg<1>)(2.0, 5.0) == std::tuple(15.0, 6.0));
static_assert(grad(with(e, "y"_v = 5.0))(x = 2.0)[x] == 20);

// Only the side that is taken counts.
static_assert(grad(where(x > 0_c, log(x), 2_c * x))(x = -1.0)[x] == 2);
static_assert(grad(where(x > 0_c, log(x), 2_c * x))(x = 4.0)[x] == 0.25);

// The number type is the variables'.
static_assert(std::is_same_v<decltype(grad(k)(x = 2.0f, y = 5.0f)[x]), float&&> ||
              std::is_same_v<std::remove_cvref_t<decltype(grad(k)(x = 2.0f, y = 5.0f)[x])>, float>);
static_assert(std::is_same_v<decltype(value_and_grad(k)(x = 2.0f, y = 5.0)),
                             decltype(value_and_grad(k)(x = 2.0, y = 5.0))>);
static_assert(std::is_same_v<decltype(grad(2.0 * etna::arg<0>)(2.0f)), float>);

// In a function that is traced
constexpr auto slope = [](auto a) { return grad(a * x * y * y)(x = a, y = a * a)["y"_v]; };  // 2 a⁴
static_assert(etna::grad(slope)(2.0) == 64);

/// x² sin(k y): value and derivatives, in T and in 50 digits.
template <class T>
void check_against_50_digits() {
  const T factor = T(0.9), at_x = T(0.7), at_y = T(-1.3);
  const auto f = x * x * sin(factor * y);
  const real k50(factor), u(at_x), v(at_y), s = sin(real(k50 * v)), c = cos(real(k50 * v));
  const auto r = value_and_grad(f)(x = at_x, y = at_y);
  static_assert(std::is_same_v<decltype(r.value), T>);
  CHECK(ulp_error(r.value, real(u * u * s)) <= 3);
  CHECK(ulp_error(r.gradient[x], real(2 * u * s)) <= 3);
  CHECK(ulp_error(r.gradient[y], real(u * u * k50 * c)) <= 4);
  const auto second = hessian(f)(x = at_x, y = at_y);
  CHECK(ulp_error(second[x][x], real(2 * s)) <= 3);
  CHECK(ulp_error(second[x][y], real(2 * u * k50 * c)) <= 4);
  CHECK(ulp_error(second[y][y], real(-u * u * k50 * k50 * s)) <= 5);
  CHECK(second[x][y] == second[y][x]);
}

TEST_CASE_TEMPLATE("derivatives of formulas against 50 digits", T, float, double, long double) {
  check_against_50_digits<T>();
}

TEST_CASE("derivatives of formulas in 50 digits") {
  const real u("0.7"), v("-1.3"), factor("0.9");
  const auto r = value_and_grad(x * x * sin(factor * y) / 3_c)(x = u, y = v);
  const real tolerance("1e-48");
  CHECK(abs(real(r.value - u * u * sin(real(factor * v)) / 3)) < tolerance);
  CHECK(abs(real(r.gradient[x] - 2 * u * sin(real(factor * v)) / 3)) < tolerance);
  CHECK(abs(real(r.gradient[y] - u * u * factor * cos(real(factor * v)) / 3)) < tolerance);
}

TEST_CASE("a gradient is written where the user says") {
  std::array<double, 2> out{};
  CHECK(value_and_grad(k).into(y = 5.0, x = 2.0, out) == 41);
  CHECK(out == std::array{40.5, 8.0});
  decltype(grad(e)(x = 2.0, y = 5.0)) map{};
  CHECK(value_and_grad(e).into(x = 2.0, y = 5.0, map) == 35);
  CHECK(map == g);
  std::tuple<double, double> pair;
  CHECK(value_and_grad(p).into(2.0, 5.0, pair) == 20);
  CHECK(pair == std::tuple(20.0, 4.0));
}

TEST_CASE("run time and compile time agree") {
  const double u = 2, v = 5;
  CHECK(grad(e)(x = u, y = v) == g);
  CHECK(hessian(e)(x = u, y = v) == h);
  CHECK(jvp(e)(std::tuple(x = u, y = v), direction).tangent == 17);
}

}  // namespace derivatives_of_formulas
