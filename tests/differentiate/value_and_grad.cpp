// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/value_and_grad.hpp"

#include <doctest/doctest.h>

#include <span>
#include <tuple>
#include <utility>

#include "op/modes.hpp"

namespace {

using etna::value_and_grad, etna::wrt, etna::forward_mode, etna::has_aux, etna::with;

constexpr auto f = [](const auto& x, auto k) { return x[0] * x[0] * x[1] + k; };
constexpr std::array point{2.0, 3.0};
using vector = std::array<double, 2>;

template <class... Options>
constexpr bool gives_both(Options... options) {
  const auto [value, gradient] = value_and_grad(f, wrt<0>, options...)(point, 5.0);
  static_assert(std::is_same_v<decltype(gradient), const vector>);
  return value == 17.0 && gradient == vector{12.0, 4.0};
}

// A scalar and further outputs, which are not differentiated.
constexpr auto with_parts = [](const auto& x) {
  const auto square = x[0] * x[0];
  return std::pair(square * x[1], std::tuple(square, std::array{x[1], x[0]}));
};
template <class... Options>
constexpr bool gives_aux(Options... options) {
  const auto r = value_and_grad(with_parts, has_aux, options...)(point);
  return r.value == 12.0 && r.gradient == vector{12.0, 4.0} &&
         r.aux == std::tuple(4.0, std::array{3.0, 2.0});
}

template <class... Options>
constexpr bool writes_into(Options... options) {
  vector array{};
  double c_array[2]{};
  const std::span<double, 2> view(c_array);
  const auto both = value_and_grad(f, wrt<0>, options...);
  return both.into(point, 5.0, array) == 17.0 && array == vector{12.0, 4.0} &&
         both.into(point, 6.0, c_array) == 18.0 && c_array[1] == 4.0 &&
         both.into(vector{1.0, 1.0}, 6.0, view) == 7.0 && c_array[0] == 2.0 && c_array[1] == 1.0;
}
constexpr bool writes_tuples() {
  std::tuple<vector, double> gradient{};
  return value_and_grad(f).into(point, 5.0, gradient) == 17.0 &&
         gradient == std::tuple(vector{12.0, 4.0}, 1.0);
}
template <class... Options>
constexpr bool writes_aux(Options... options) {
  vector gradient{};
  std::tuple<double, std::array<double, 2>> aux{};
  return value_and_grad(with_parts, has_aux, options...).into(point, aux, gradient) == 12.0 &&
         gradient == vector{12.0, 4.0} && aux == std::tuple(4.0, std::array{3.0, 2.0});
}
constexpr bool writes_with_constants() {
  vector gradient{};
  return value_and_grad(with(f, 5.0)).into(point, gradient) == 17.0 && gradient[0] == 12.0;
}

}  // namespace

TEST_CASE("value and gradient together") {
  ETNA_CHECK_BOTH(gives_both());
  ETNA_CHECK_BOTH(gives_both(forward_mode));
  ETNA_CHECK_BOTH(gives_both(etna::reverse_mode));
  constexpr auto all = value_and_grad(f)(point, 5.0);
  ETNA_CHECK_BOTH(all.value == 17.0 && all.gradient == std::tuple(vector{12.0, 4.0}, 1.0));
  static_assert(
      std::is_same_v<decltype(value_and_grad(f)(std::array{1.0F, 2.0F}, 5.0F).value), float>);
  constexpr auto bound = value_and_grad(with(f, 5.0))(point);
  ETNA_CHECK_BOTH(bound.value == 17.0 && bound.gradient == vector{12.0, 4.0});
}

TEST_CASE("further outputs") {
  ETNA_CHECK_BOTH(gives_aux());
  ETNA_CHECK_BOTH(gives_aux(forward_mode));
  constexpr auto in_tuple = [](auto x) { return std::tuple(x * x, x); };
  ETNA_CHECK_BOTH(value_and_grad(in_tuple, has_aux)(3.0).gradient == 6.0);
  ETNA_CHECK_BOTH(value_and_grad(in_tuple, has_aux)(3.0).aux == 3.0);
}

TEST_CASE("the gradient in the caller's memory") {
  ETNA_CHECK_BOTH(writes_into());
  ETNA_CHECK_BOTH(writes_into(forward_mode));
  ETNA_CHECK_BOTH(writes_tuples());
  ETNA_CHECK_BOTH(writes_with_constants());
  ETNA_CHECK_BOTH(writes_aux());
  ETNA_CHECK_BOTH(writes_aux(forward_mode));
}

TEST_CASE("inside a traced function") {
  constexpr auto length = [](const auto& x) {
    const auto [value, gradient] = value_and_grad([](const auto& t) { return t[0] * t[1]; })(x);
    return value * gradient[0] + gradient[1];
  };
  // x y² + x
  ETNA_CHECK_BOTH(value_and_grad(length)(point).gradient == vector{10.0, 12.0});
  // As a result: the Jacobian of value and gradient.
  constexpr auto both = [](auto x) { return value_and_grad([](auto t) { return t * t * t; })(x); };
  constexpr auto j = etna::jacobian(both)(2.0);
  ETNA_CHECK_BOTH(j.value == 12.0 && j.gradient == 12.0);
}
