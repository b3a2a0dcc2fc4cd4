// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/check_grads.hpp"

#include <doctest/doctest.h>

#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <string>

#include "etna/etna.hpp"

namespace {

using etna::check_grads, etna::gradient_check;

template <class T>
struct circle {
  BOOST_HANA_DEFINE_STRUCT(circle, (T, x), (T, y), (T, radius));
};

bool mentions(const gradient_check& check, const char* text) {
  return std::string(check.text()).find(text) != std::string::npos;
}

/// exp with a first derivative that is off by a factor.
template <int Billionths>
constexpr auto wrong_exp = [](auto x) {
  return etna::custom_derivative(
      [](auto y) { return etna::exp(y); },
      [](auto y) { return (1.0 + Billionths * 1e-9) * etna::exp(y); })(x);
};

}  // namespace

TEST_CASE("right derivatives pass") {
  // Order 1: five modes; order 2: four.
  constexpr auto f = [](auto x) { return x * sin(x); };
  CHECK(check_grads(f, 0.7));
  CHECK(check_grads(f, 0.7).comparisons == 5 + 4);
  CHECK(check_grads(f, 0.7f));
  CHECK(check_grads(f, 0.7L));
  CHECK(check_grads([](const auto& c) { return c.radius * c.y * c.x; },
                    circle<double>{1.0, 2.0, 3.0}));
  const auto check = check_grads(
      etna::with(
          [](const auto& x, auto y, auto k) { return std::array{x[0] * y, log(x[1]) / y * k}; },
          3.0),
      std::array{2.0, 3.0}, 0.5);
  CHECK(check);
  CHECK(check.comparisons == 2 * (5 * 3 + 4 * 9));
}

TEST_CASE("branches and kinks, not at the point itself") {
  constexpr auto f = [](auto x) {
    if (x < 1.0) return x * x;
    return exp(x) + abs(x - 1.1);
  };
  CHECK(check_grads(f, 1.01));
  CHECK(check_grads(f, 0.999));
  CHECK_FALSE(check_grads(f, 1.0));  // a jump
}

TEST_CASE("a closure with captures is checked on dual numbers") {
  const double k = 2.0;
  const auto check = check_grads([k](auto x) { return k * x * x; }, 3.0);
  CHECK(check);
  CHECK(check.comparisons == 2);
}

TEST_CASE("wrong rules are found, however small the mistake, and right ones beside them are not") {
  const auto check = check_grads(
      [](const auto& x, auto y) { return std::array{x[0] * x[1], x[0] * wrong_exp<10>(y)}; },
      std::array{2.0, 3.0}, 0.5);
  CHECK_FALSE(check);
  for (int k = 0; k < check.differences && k < gradient_check::capacity; ++k) {
    const auto& d = check.difference[k];
    CHECK(d.output == 1);
    CHECK((d.argument == 1 || d.second_argument == 1));
    CHECK(std::fabs(d.derivative - d.finite_difference) > d.tolerance);
  }
  CHECK(check.difference[0].order == 1);
  CHECK(check.difference[0].scalar == 0);
  CHECK(mentions(check, "derivatives differ from finite differences"));
  CHECK(mentions(check, "order 1, reverse mode: output 1 by scalar 0 of argument 1 is "));

  const auto many = check_grads(
      [](auto x, auto y) { return wrong_exp<1000000>(x) * wrong_exp<1000000>(y); }, 0.5, 1.5);
  CHECK(many.differences > gradient_check::capacity);
  CHECK(many.comparisons == 5 * 2 + 4 * 4);
  CHECK(mentions(many, " of 26 derivatives differ from finite differences"));
  CHECK(mentions(many, "\n..."));
  CHECK_FALSE(check_grads(wrong_exp<1>, 0.5));
  CHECK(check_grads(wrong_exp<0>, 0.5));
}

TEST_CASE("a wrong second derivative is found") {
  // The rule's value is right at 1, where it is checked, and its slope is not.
  const auto check = check_grads(
      [](auto x) {
        return etna::custom_derivative(
            [](auto y) { return etna::exp(y); },
            [](auto y) { return etna::exp(y) + etna::stop_gradient(1e-6 * y) - 1e-6 * y; })(x);
      },
      1.0);
  CHECK_FALSE(check);
  CHECK(check.difference[0].order == 2);
  CHECK(mentions(check, "order 2, hvp: output 0 by scalar 0 of argument 0 and by scalar 0"));
}

TEST_CASE("where there are no finite differences the check fails, and says so") {
  const auto check = check_grads([](auto x) { return sqrt(x); }, 0.0);
  CHECK_FALSE(check);
  CHECK(mentions(check, "is inf, finite differences do not exist there"));
}

TEST_CASE("near a pole, and where squares of values overflow, right derivatives agree") {
  constexpr auto inverse = [](auto x) { return 1.0 / x; };
  constexpr auto inverse_square = [](auto x) { return 1.0 / (x * x); };
  for (const double x : {1e-8, 7.3e-6, 1e-5, 1e-3, -1e-5, 1.0, 1e3}) {
    CAPTURE(x);
    CHECK(check_grads(inverse, x));
    CHECK(check_grads(inverse_square, x));
  }
  CHECK(check_grads([](auto x) { return exp(x); }, 500.0));
  CHECK(check_grads([](auto x) { return exp(x); }, 700.0));
  CHECK(check_grads([](auto x) { return x * x; }, 1e150));
}

TEST_CASE("the text prints") {
  std::string text = "9 derivatives agree with finite differences";
  struct stream {
    std::string written;
    void write(const char* s, std::ptrdiff_t n) { written.append(s, static_cast<std::size_t>(n)); }
  } out;
  out << check_grads([](auto x) { return x * x; }, 1.0);
  CHECK(out.written == text);
}
