// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#include "etna/differentiate/print.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/hana/define_struct.hpp>
#include <string>

#include "etna/etna.hpp"

namespace {

using namespace etna;

constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };
constexpr auto norm2 = [](const auto& x) { return x[0] * x[0] + x[1] * x[1]; };

// Derivative functions are functions, and print as such.
static_assert(to_string(f) == "x * y + sin(x)");
static_assert(to_string(grad(f)) == "{cos(x) + y, x}");
static_assert(to_string(grad(f, wrt<1>)) == "x");
static_assert(to_string(value_and_grad(f)) == "{x * y + sin(x), {cos(x) + y, x}}");
static_assert(to_string(grad(grad([](auto x) { return sin(x); }))) == "-sin(x)");
static_assert(to_string(derivative<3>([](auto x) { return sin(x); })) == "-cos(x)");
static_assert(to_string(hessian(f)) == "{{-sin(x), 1}, {1, 0}}");
static_assert(to_string<double, double, double, double>(hvp(f)) == "{u - z * sin(x), z}");
static_assert(to_string(jvp(f), std::tuple(1.0, 2.0), std::tuple(1.0, 0.0)) ==
              "{x0 * x1 + sin(x0), y0 * cos(x0) + (y1 * x0 + y0 * x1)}");
static_assert(to_latex(hessian(norm2), std::array<double, 2>{}) ==
              R"(\begin{pmatrix} 2 & 0 \\ 0 & 2 \end{pmatrix})");

// The derivative of a path is on the same path.
static_assert(to_string(grad([](auto x) {
                if (x < 0) return -x;
                return x * x;
              })) ==
              "if x < 0:\n"
              "  -1\n"
              "else:\n"
              "  2 * x");

// Shapes by arguments or by type, and what their scalars are called.
static_assert(to_string(norm2, std::array{1.0, 2.0}) == "x0 * x0 + x1 * x1");
static_assert(to_string<std::array<double, 2>>(norm2) == to_string(norm2, std::array{1.0, 2.0}));
static_assert(to_string(norm2, std::array{1.0, 2.0}, names<"theta">) ==
              "theta0 * theta0 + theta1 * theta1");
static_assert(to_latex<std::array<float, 2>>(norm2, names<"theta">) ==
              R"(\theta_{0}^{2} + \theta_{1}^{2})");
static_assert(to_string(f, names<"radius", "h">) == "radius * h + sin(radius)");
static_assert(to_latex(f, names<"radius", "h2">) ==
              R"(\mathrm{radius} h_{2} + \sin\left(\mathrm{radius}\right))");
static_assert(to_string(f, names<"r">) == "r * y + sin(r)");
static_assert(to_string([](auto a, auto b, auto c, auto d, auto e, auto g, auto h, auto i) {
                return a + b + c + d + e + g + h + i;
              }) == "x + y + z + u + v + w + p + q");
static_assert(to_string<double, double, double, double, double, double, double, double, double>(
                  [](auto a, auto... rest) { return (a + ... + rest); }) ==
              "x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8");
static_assert(to_string([](const auto& m) { return m[0][1] * m[1][0]; },
                        std::array<std::array<double, 2>, 2>{}) == "x0_1 * x1_0");
static_assert(to_latex([](const auto& m) { return m[0][1] * m[1][0]; },
                       std::array<std::array<double, 2>, 2>{}) == "x_{0,1} x_{1,0}");

// Names of subexpressions avoid those of the arguments.
static_assert(to_string([](auto x) { return exp(x) * (1 - exp(x)); }, names<"t">) ==
              "s1 = exp(t)\ns1 * (1 - s1)");

template <class T>
struct planet {
  BOOST_HANA_DEFINE_STRUCT(planet, (T, mass), (std::array<T, 2>, position));
};
static_assert(to_string([](const auto& p) { return p.mass * p.position[1]; }, planet<double>{}) ==
              "x.mass * x.position1");
static_assert(to_latex([](const auto& p) { return p.mass * p.position[1]; }, planet<double>{},
                       names<"p">) == R"(p_{\mathrm{mass}} p_{\mathrm{position},1})");

// Constants that are bound are arguments, whatever their values.
static_assert(to_string(with(f, 3.0)) == "x * y + sin(x)");
static_assert(to_string(with(f, 3.0), names<"x", "k">) == "x * k + sin(x)");

TEST_CASE("The same function object gives the same text, wherever it is asked") {
  const std::string first = to_string(f), second = to_string(f, 1.0, 2.0),
                    third = to_string<double, double>(f);
  CHECK(first == second);
  CHECK(first == third);
}

}  // namespace
