// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/evaluate/run.hpp"

#include <doctest/doctest.h>

#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <limits>

#include "evaluate/programs.hpp"
#include "op/modes.hpp"
#include "support/real.hpp"
#include "support/ulp.hpp"

namespace {

using namespace etna::test;
using etna::dual, etna::symbol;

template <class F, class... A>
using value_program = etna::program<etna::derived<etna::trace<F, A...>, etna::derivation::value>>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("which form a program runs in") {
  using small = program_of_two<decltype(polynomial)>;
  using etna::detail::looping, etna::detail::straight;
  const auto is = []<class Form>(std::type_identity<Form>, auto form) {
    return std::is_same_v<Form, decltype(form)>;
  };
  const auto form_for = []<class T>(std::type_identity<T>) {
    return etna::detail::choose_form<small, T, false>();
  };
  CHECK(is(std::type_identity<straight<small, double>>{}, form_for(std::type_identity<double>{})));
  CHECK(is(std::type_identity<straight<small, float>>{}, form_for(std::type_identity<float>{})));
  CHECK(is(std::type_identity<straight<small, dual<double>>>{},
           form_for(std::type_identity<dual<double>>{})));
  // Numbers that are no plain values would be copied and destroyed around every statement.
  CHECK(is(std::type_identity<looping<small, real>>{}, form_for(std::type_identity<real>{})));
}

TEST_CASE("a branch of scalars runs the path that is taken") {
  for (const auto& x : points_of_paths) {
    const std::array y = run_straight(branching, x);
    CHECK(y[0] == branching(x));
    CHECK(!std::isnan(y[1]));
    CHECK(!std::isnan(y[2]));
  }
  // (x y + y)' = y, x + 1
  ETNA_CHECK_BOTH(run_straight(branching, std::array{-0.5, 2.0}) == std::array{1.0, 2.0, 0.5});
  ETNA_CHECK_BOTH(run_straight(branching, std::array{0.0, 2.0}) == std::array{2.0, 2.0, 1.0});
  // A comparison with NaN is false: log(NaN) / y.
  CHECK(std::isnan(run_straight(branching, std::array{not_a_number, 2.0})[0]));
  CHECK(run_straight(branching, std::array{-infinity, 2.0})[1] == 2.0);
}

namespace {

template <class T>
struct pair_of {
  BOOST_HANA_DEFINE_STRUCT(pair_of, (T, first), (T, second));
};

// Outputs of every shape, nested.
constexpr auto shapes = [](auto x, auto y) {
  using T = decltype(x);
  return std::tuple(x + y, std::array{std::array{x, y}, std::array{x * y, T(4.0)}},
                    pair_of<T>{x - y, y - x}, std::pair(etna::vector<T, 2>{y, x}, 2.0 * x));
};
constexpr auto stored_in_place = [](double x, double y) {
  using program = value_program<decltype(shapes), symbol, symbol>;
  std::tuple<double, std::array<std::array<double, 2>, 2>, pair_of<double>,
             std::pair<etna::vector<double, 2>, double>>
      all{};
  const std::array inputs{x, y};
  etna::emission<program, double>::run(inputs.data(), all);
  const auto& [sum, square, differences, rest] = all;
  return sum == x + y && square == std::array{std::array{x, y}, std::array{x * y, 4.0}} &&
         differences.first == x - y && differences.second == y - x &&
         rest.first == etna::vector<double, 2>{y, x} && rest.second == 2 * x;
};
/// The same into several places, in order, one a C array.
constexpr auto stored_in_places = [](double x, double y) {
  using program = value_program<decltype(shapes), symbol, symbol>;
  double sum = 0, square[2][2]{}, last = 0;
  std::array<double, 2> differences{};
  std::tuple<double, double> vector{};
  const std::array inputs{x, y};
  etna::emission<program, double>::run(inputs.data(), sum, square, differences, vector, last);
  return sum == x + y && square[0][1] == y && square[1][0] == x * y && square[1][1] == 4.0 &&
         differences == std::array{x - y, y - x} && vector == std::tuple(y, x) && last == 2 * x;
};

constexpr auto computed = [](double x, double y) {
  const std::array inputs{x, y};
  return etna::compute<
      value_program<decltype(shapes), symbol, symbol>,
      etna::rebind_t<etna::trace<decltype(shapes), symbol, symbol>::result, double>>(inputs.data());
};

}  // namespace

TEST_CASE("outputs are stored where they belong") {
  ETNA_CHECK_BOTH(stored_in_place(3.0, 5.0));
  ETNA_CHECK_BOTH(stored_in_places(3.0, 5.0));
  ETNA_CHECK_BOTH(std::get<0>(computed(3.0, 5.0)) == 8.0);
  ETNA_CHECK_BOTH(std::get<3>(computed(3.0, 5.0)).second == 6.0);
  constexpr auto nothing = [](auto) { return std::array<symbol, 0>{}; };
  using program = value_program<decltype(nothing), symbol>;
  const double x = 1;
  std::array<double, 0> none{};
  etna::emission<program, double>::run(&x, none);
}

namespace {

// 0.1 and 1 / 3 are not the same in float and double.
constexpr auto thirds = [](const auto& x) {
  return x[0] * 0.1 + x[1] / 3.0 + symbol(1) / symbol(3) * x[1] + exp(x[0]);
};

}  // namespace

TEST_CASE("programs run in the number type they are given") {
  using program = program_of_two<decltype(thirds)>;
  static_assert(std::is_same_v<decltype(etna::compute<program, std::array<float, 3>>(
                                   std::declval<const float*>())),
                               std::array<float, 3>>);
  const std::array<float, 2> x{0.7F, 1.3F};
  const std::array<float, 3> y = run_straight(thirds, x);
  CHECK(y[0] == x[0] * 0.1F + x[1] / 3.0F + 1.0F / 3.0F * x[1] + std::exp(x[0]));
  CHECK(y[1] == 0.1F + std::exp(x[0]));
  CHECK(y[2] == 1.0F / 3.0F + 1.0F / 3.0F);

  const std::array<real, 2> wide{real(7) / real(10), real(13) / real(10)};
  const std::array<real, 3> w = run_looping(thirds, wide);
  CHECK(abs(w[2] - real(2) / real(3)) < ldexp(real(1), -1190));
  CHECK(abs(w[1] - real(0.1) - exp(wide[0])) < ldexp(real(1), -1190));
}
