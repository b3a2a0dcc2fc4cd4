// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#include "etna/graph/print.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "etna/differentiate/print.hpp"
#include "etna/op/all.hpp"

namespace {

using etna::to_latex;
using etna::to_string;

// Parentheses are where the order of operations needs them, and nowhere else.
static_assert(to_string([](auto x, auto y) { return x * y + sin(x); }) == "x * y + sin(x)");
static_assert(to_string([](auto x, auto y, auto z) { return (x + y) * z - x / (y * z); }) ==
              "(x + y) * z - x / (y * z)");
static_assert(to_string([](auto x, auto y, auto z) { return x + y + z; }) == "x + y + z");
static_assert(to_string([](auto x, auto y, auto z) { return x + (y + z); }) == "x + (y + z)");
static_assert(to_string([](auto x, auto y, auto z) { return x - (y - z); }) == "x - (y - z)");
static_assert(to_string([](auto x, auto y, auto z) { return x / y / z; }) == "x / y / z");
static_assert(to_string([](auto x, auto y, auto z) { return x / (y / z); }) == "x / (y / z)");
static_assert(to_string([](auto x, auto y) { return -(x + y); }) == "-(x + y)");
static_assert(to_string([](auto x, auto y) { return -x * y; }) == "-x * y");
static_assert(to_string([](auto x, auto y) { return -(x * y); }) == "-(x * y)");
static_assert(to_string([](auto x, auto y) { return x / -y; }) == "x / -y");

// Signs join the sum that they are in.
static_assert(to_string([](auto x) { return x + -2.0; }) == "x - 2");
static_assert(to_string([](auto x) { return x - -2.0; }) == "x + 2");
static_assert(to_string([](auto x, auto y) { return x + -2.5 * y; }) == "x - 2.5 * y");
static_assert(to_string([](auto x, auto y) { return x - -2.5 * y; }) == "x + 2.5 * y");
static_assert(to_string([](auto x) { return x * -2.0; }) == "x * -2");
static_assert(to_string([](auto x) { return 1.0 - x; }) == "1 - x");

// Squares; expressions of constants stay exact.
static_assert(to_string([](auto x) { return x * x; }) == "x * x");
static_assert(to_string([](auto x, auto y) { return square(x - y); }) == "square(x - y)");
static_assert(to_string([](auto x) { return x + decltype(x)(1) / decltype(x)(3); }) == "x + 1 / 3");
static_assert(to_string([](auto x) { return 0.1 * x + 1e-9; }) == "0.1 * x + 1e-9");
static_assert(to_string([](auto) { return 1.5; }) == "1.5");

// Functions and selections.
static_assert(to_string([](auto x, auto y) { return atan2(y, fma(x, y, 2.0)); }) ==
              "atan2(y, fma(x, y, 2))");
static_assert(to_string([](auto x, auto y) { return where((x < y) & !(y <= 1), x, y); }) ==
              "where(x < y & !(y <= 1), x, y)");
static_assert(to_string([](auto x, auto y) { return where((x < y) | (x == 2), x, y); }) ==
              "where(x < y | x == 2, x, y)");

// What is used more than once has a name; inputs, constants and their negatives need none.
static_assert(to_string([](auto x) {
                const auto e = exp(x);
                return e / (1 + e);
              }) ==
              "t1 = exp(x)\n"
              "t1 / (1 + t1)");
static_assert(to_string([](auto x) {
                const auto m = -x;
                return sin(m) * cos(m);
              }) == "sin(-x) * cos(-x)");
static_assert(to_string([](auto x, auto y) {
                const auto p = x * y;
                const auto q = exp(p);
                return q * p + q;
              }) ==
              "t1 = x * y\n"
              "t2 = exp(t1)\n"
              "t2 * t1 + t2");

// Results in their shape.
static_assert(to_string([](auto x, auto y) { return std::array{x + y, x * y}; }) ==
              "{x + y, x * y}");
static_assert(to_string([](auto x, auto y) { return std::tuple(x, std::array{y, x}); }) ==
              "{x, {y, x}}");
static_assert(to_string([](auto x) { return std::pair(exp(x), exp(x)); }) ==
              "t1 = exp(x)\n{t1, t1}");

// Paths are cases. What two of them need is computed, and named, in each.
constexpr auto huber = [](auto x) {
  if (x < -1) return -2 * x - 1;
  if (x <= 1) return x * x;
  return 2 * x - 1;
};
static_assert(to_string(huber) ==
              "if x < -1:\n"
              "  -2 * x - 1\n"
              "else if x <= 1:\n"
              "  x * x\n"
              "else:\n"
              "  2 * x - 1");
constexpr auto nested = [](auto x, auto y) {
  const auto e = exp(x);
  if (x < y) {
    if (e < 2) return e;
    return e * e;
  }
  const auto s = sin(y);
  if (s < 0) return s * e;
  return s;
};
static_assert(to_string(nested) ==
              "if x < y:\n"
              "  t1 = exp(x)\n"
              "  if t1 < 2:\n"
              "    t1\n"
              "  else:\n"
              "    t1 * t1\n"
              "else:\n"
              "  t2 = sin(y)\n"
              "  if t2 < 0:\n"
              "    t1 = exp(x)\n"
              "    t2 * t1\n"
              "  else:\n"
              "    t2");

// LaTeX.
static_assert(to_latex([](auto x, auto y) { return x * y + sin(x); }) ==
              R"(x y + \sin\left(x\right))");
static_assert(to_latex([](auto x, auto y) { return (x + y) * 2.0 / (x - y); }) ==
              R"(\frac{2 \left(x + y\right)}{x - y})");
static_assert(to_latex([](auto x) { return 2.0 * (3.0 * x * 4.0); }) ==
              R"(2 \left(4 \left(3 x\right)\right))");
static_assert(to_latex([](auto x, auto y) { return square(x + y) + x * x; }) ==
              R"(\left(x + y\right)^{2} + x^{2})");
static_assert(to_latex([](auto x, auto y) { return square(x / y) - square(sin(x)); }) ==
              R"(\left(\frac{x}{y}\right)^{2} - \left(\sin\left(x\right)\right)^{2})");
static_assert(to_latex([](auto x, auto y) { return x * -2.0 + -x * y; }) ==
              R"(-2 x + \left(-x\right) y)");
static_assert(to_latex([](auto x, auto y) { return y + (-x) + x * -2.5; }) == R"(y - x - 2.5 x)");
static_assert(to_latex([](auto x) { return 1e30 * x; }) == R"(1 \cdot 10^{30} x)");
static_assert(to_latex([](auto x) { return exp(x) * exp2(x) * 3.0; }) ==
              R"(3 \left(e^{x} \cdot 2^{x}\right))");
static_assert(to_latex([](auto x, auto y) { return pow(x + 1, y) + pow(x, y - 1); }) ==
              R"({\left(x + 1\right)}^{y} + {x}^{y - 1})");
static_assert(to_latex([](auto x, auto y) { return sqrt(x + y) * abs(x); }) ==
              R"(\sqrt{x + y} \left|x\right|)");
static_assert(to_latex([](auto x, auto y) { return where(x <= y, x, y); }) ==
              R"(\begin{cases} x & \text{if } x \le y \\ y & \text{otherwise} \end{cases})");
static_assert(to_latex([](auto x) {
                const auto e = exp(x);
                return e / (1 + e);
              }) == R"(\begin{aligned} t_{1} &= e^{x} \\ & \frac{t_{1}}{1 + t_{1}} \end{aligned})");
static_assert(
    to_latex(huber) ==
    R"(\begin{cases} -2 x - 1 & \text{if } x < -1 \\ x^{2} & \text{if } x \le 1 \\ 2 x - 1 & \text{otherwise} \end{cases})");
static_assert(to_latex([](auto x, auto y) { return std::array{x + y, x * y}; }) ==
              R"(\begin{pmatrix} x + y \\ x y \end{pmatrix})");
static_assert(to_latex([](auto x, auto y) {
                return std::array{std::array{x, y}, std::array{y, x}};
              }) == R"(\begin{pmatrix} x & y \\ y & x \end{pmatrix})");
static_assert(to_latex([](auto x, auto y) { return std::tuple(x, y); }) == R"(\left(x, y\right))");

// A user's operation is printed by its name, or as its block says.
struct half_life : etna::operation<"half_life", 1> {
  template <class T>
  static constexpr T value(T x) {
    return x;
  }
  template <class S>
  static constexpr std::array<S, 1> partials(S, S) {
    return {S(1)};
  }
};
struct falling : etna::operation<"falling", 2> {
  static constexpr const char* latex = "(#1)^{\\underline{#2}}";
  template <class T>
  static constexpr T value(T x, T) {
    return x;
  }
  template <class S>
  static constexpr std::array<S, 2> partials(S, S, S) {
    return {S(1), S(0)};
  }
};

}  // namespace

ETNA_OPERATION(half_life)
ETNA_OPERATION(falling)

namespace {

static_assert(to_string([](auto x) { return etna::apply<half_life>(x + 1); }) ==
              "half_life(x + 1)");
static_assert(to_latex([](auto x) { return etna::apply<half_life>(x + 1); }) ==
              R"(\operatorname{half\_life}\left(x + 1\right))");
static_assert(to_latex([](auto x, auto y) {
                return etna::apply<falling>(x + 1, y + 1) * etna::apply<falling>(x, y);
              }) == R"(\left(x + 1\right)^{\underline{y + 1}} x^{\underline{y}})");

/// A long sum is a deep graph: neither the compiler's limit on nested calls nor its patience is
/// reached.
template <class T>
constexpr T long_sum(const std::array<T, 600>& x) {
  T sum = x[0];
  for (std::size_t i = 1; i < 600; ++i) sum += x[i];
  return sum;
}
constexpr auto long_sum_fn = [](const auto& x) { return long_sum(x); };

TEST_CASE("A sum of 600 terms is one line without parentheses") {
  std::string expected = "x0";
  for (int i = 1; i < 600; ++i) expected += " + x" + std::to_string(i);
  CHECK(to_string<std::array<double, 600>>(long_sum_fn) == expected);
}

TEST_CASE("Texts are made at compile time and look the same at run time") {
  CHECK(std::string(to_string(huber)).find("else if x <= 1") != std::string::npos);
  CHECK(to_latex(nested).size() > 100);
}

}  // namespace
