// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/jacobian.hpp"

#include <doctest/doctest.h>

#include <boost/hana/define_struct.hpp>
#include <tuple>
#include <utility>

#include "op/modes.hpp"

namespace {

using etna::jacobian, etna::jacfwd, etna::jacrev, etna::wrt, etna::with;

template <class T>
struct polar {
  BOOST_HANA_DEFINE_STRUCT(polar, (T, radius), (T, angle));
};

template <class F, class Expected, class... X>
constexpr bool jacobian_is(F f, const Expected& expected, const X&... x) {
  static_assert(std::is_same_v<decltype(jacobian(f)(x...)), Expected>);
  return jacobian(f)(x...) == expected && jacfwd(f)(x...) == expected &&
         jacrev(f)(x...) == expected && jacobian(f, etna::forward_mode)(x...) == expected &&
         jacobian(f, etna::reverse_mode)(x...) == expected;
}

template <std::size_t N>
using row = std::array<double, N>;
constexpr row<3> point{2.0, 3.0, 5.0};
constexpr auto products = [](const auto& x) { return std::array{x[0] * x[1], x[1] * x[2] * x[2]}; };
constexpr std::array products_jacobian{row<3>{3.0, 2.0, 0.0}, row<3>{0.0, 25.0, 30.0}};

}  // namespace

TEST_CASE("indexed by output and input") {
  ETNA_CHECK_BOTH(jacobian_is(products, products_jacobian, point));
  ETNA_CHECK_BOTH(
      jacobian_is([](auto x) { return std::array{x * x, 3.0 * x}; }, row<2>{4.0, 3.0}, 2.0));
  ETNA_CHECK_BOTH(
      jacobian_is([](const auto& x) { return x[0] * x[1]; }, row<3>{3.0, 2.0, 0.0}, point));
  ETNA_CHECK_BOTH(jacobian_is([](auto x) { return x * x; }, 4.0, 2.0));
}

TEST_CASE("outputs of any shape") {
  constexpr auto f = [](const auto& x) {
    return std::tuple(x[0] * x[0], std::pair(x[1], std::array{x[0] * x[1]}));
  };
  using expected = std::tuple<row<2>, std::pair<row<2>, std::array<row<2>, 1>>>;
  ETNA_CHECK_BOTH(
      jacobian_is(f, expected({4.0, 0.0}, {{0.0, 1.0}, {{{3.0, 2.0}}}}), row<2>{2.0, 3.0}));
  constexpr auto linear = [](const auto& v) { return etna::matrix<double, 2, 2>{1, 2, 3, 4} * v; };
  ETNA_CHECK_BOTH(
      jacobian_is(linear, etna::matrix<double, 2, 2>{1, 2, 3, 4}, etna::vector<double, 2>{5, 7}));
  constexpr auto area = []<class T>(const polar<T>& p) {
    return polar<T>{p.radius * p.radius, p.angle * p.radius};
  };
  constexpr auto j = jacobian(area)(polar<double>{3.0, 2.0});
  ETNA_CHECK_BOTH(j.radius.radius == 6.0 && j.radius.angle == 0.0 && j.angle.radius == 2.0 &&
                  j.angle.angle == 3.0);
}

TEST_CASE("several arguments: a block each") {
  constexpr auto f = [](auto s, const auto& x) { return std::array{s * x[0], s * s, x[1]}; };
  constexpr std::array by_s{3.0, 4.0, 0.0};
  constexpr std::array by_x{row<2>{2.0, 0.0}, row<2>{0.0, 0.0}, row<2>{0.0, 1.0}};
  constexpr row<2> x{3.0, 5.0};
  ETNA_CHECK_BOTH(jacobian_is(f, std::tuple(by_s, by_x), 2.0, x));
  ETNA_CHECK_BOTH(jacobian(f, wrt<1>)(2.0, x) == by_x);
  ETNA_CHECK_BOTH(jacfwd(f, wrt<1, 0>)(2.0, x) == std::tuple(by_x, by_s));
  ETNA_CHECK_BOTH(jacrev(f, wrt<0>)(2.0, x) == by_s);
  ETNA_CHECK_BOTH(jacobian_is(with(f, x), by_s, 2.0));
}

TEST_CASE("the mode of fewer statements") {
  // Two outputs of eight inputs by rows, eight outputs of two inputs by columns.
  constexpr auto wide = [](const auto& x) {
    auto p = x[0], q = x[7];
    for (std::size_t i = 1; i < 8; ++i) {
      p = p * sin(x[i]);
      q = q + p * x[7 - i];
    }
    return std::array{p, q};
  };
  constexpr auto tall = [](const auto& x) {
    std::array<std::remove_cvref_t<decltype(x[0])>, 8> y{};
    for (std::size_t i = 0; i < 8; ++i) y[i] = sin(i == 0 ? x[0] : y[i - 1]) * x[1];
    return y;
  };
  using options = etna::detail::jacobian_options<etna::detail::jacobian_mode::cheaper>;
  constexpr auto is_by_rows = []<class F, std::size_t N>(F, std::type_identity<row<N>>) {
    using trace = etna::trace<F, std::array<etna::symbol, N>>;
    constexpr etna::input_set all{1, {{0, static_cast<int>(N)}}};
    using chosen = typename decltype(etna::detail::jacobian_program<trace, options, all>())::type;
    using by_rows = etna::program<etna::derived<trace, etna::derivation::rows<all, false>>>;
    return std::is_same_v<chosen, by_rows>;
  };
  ETNA_CHECK_BOTH(is_by_rows(wide, std::type_identity<row<8>>{}));
  ETNA_CHECK_BOTH(!is_by_rows(tall, std::type_identity<row<2>>{}));
}

TEST_CASE("branches") {
  constexpr auto f = [](const auto& x) {
    if (x[0] > x[1]) return std::array{x[0] * x[1], x[0]};
    return std::array{x[1], x[0] * x[0]};
  };
  ETNA_CHECK_BOTH(jacobian_is(f, std::array{row<2>{2.0, 3.0}, row<2>{1.0, 0.0}}, row<2>{3.0, 2.0}));
  ETNA_CHECK_BOTH(jacobian_is(f, std::array{row<2>{0.0, 1.0}, row<2>{4.0, 0.0}}, row<2>{2.0, 3.0}));
}

TEST_CASE("of other derivatives, and inside a traced function") {
  constexpr auto f = [](const auto& x) { return x[0] * x[0] * x[1]; };
  constexpr std::array h{row<2>{6.0, 4.0}, row<2>{4.0, 0.0}};
  ETNA_CHECK_BOTH(jacobian_is(etna::grad(f), h, row<2>{2.0, 3.0}));
  constexpr auto trace_of = [](const auto& x) {
    const auto j = jacobian(products)(x);
    return j[0][0] * j[1][1];
  };
  // x1 x2²
  ETNA_CHECK_BOTH(etna::grad(trace_of)(point) == row<3>{0.0, 25.0, 30.0});
}
