// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

#include "etna/etna.hpp"
#include "etna/evaluate/dual.hpp"
#include "op/reference.hpp"

/// \file
/// Checks that all operations share: value, gradient in every mode and second derivatives, over the
/// domain that stands beside the operation, against 160-digit arithmetic.

namespace etna::test {

/// The operation as a function of an array.
template <class Op>
struct applied {
  template <class T>
  constexpr auto operator()(const std::array<T, static_cast<std::size_t>(Op::arity)>& x) const {
    return std::apply([](const auto&... operand) { return apply<Op>(operand...); }, x);
  }
};

/// By how many units in the last place derivatives may be off. Where cancellation makes a result
/// inexact next to a zero, units at the magnitude of the `scale` count instead; for second
/// derivatives those at the largest of them count in any case.
struct tolerance {
  double gradient = 4, second = 8;
  long double value_scale = 0, gradient_scale = 0, second_scale = 0;
};
template <class Op>
inline constexpr tolerance tolerance_of{};

/// Numbers for the operands of an operation: many over the whole range of each, some of them
/// close to 0, all with all digits of T. The same in every run, with every library.
class sampler {
 public:
  template <std::floating_point T>
  T draw(range r) {
    const long double from = r.from, to = r.to;
    if (from > 0 && to / from > 1000) {
      return static_cast<T>(from * std::exp(uniform() * std::log(to / from)));
    }
    const long double x = from + uniform() * (to - from);
    const bool close_to_0 = from < 0 && to > 0 && uniform() < 0.25L;
    return static_cast<T>(close_to_0 ? x * std::exp2(-20 * uniform()) : x);
  }

 private:
  long double uniform() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX
    const std::uint64_t high = state_ >> 32;
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<long double>(high << 32 | state_ >> 32) * 0x1p-64L;
  }

  std::uint64_t state_ = 20260101;
};

/// The largest of some errors, and where it is.
template <class T, std::size_t N>
struct worst_error {
  double error = 0;
  std::array<T, N> at{};

  void add(double e, const std::array<T, N>& x) {
    if (!(e <= error)) error = e, at = x;
  }
};

template <class T, std::size_t N>
void check_worst(std::string_view name, const char* what, const worst_error<T, N>& worst,
                 double bound) {
  INFO(name, ", ", what, " in ", sizeof(T), " bytes at ", static_cast<double>(worst.at[0]), ", ",
       static_cast<double>(worst.at[N > 1 ? 1 : 0]), ", ",
       static_cast<double>(worst.at[N > 2 ? 2 : N - 1]));
  CHECK(worst.error <= bound);
}

template <class F, class T, std::size_t N>
std::array<T, N> gradient_by_dual(const std::array<T, N>& x) {
  using D = dual<T, static_cast<int>(N)>;
  std::array<D, N> lifted;
  for (std::size_t k = 0; k < N; ++k) lifted[k] = D::variable(x[k], static_cast<int>(k));
  return F{}(lifted).partials;
}

/// Checks F at random points of its domain in the number type T. Every mode is checked in double.
template <class F, std::floating_point T, std::size_t N>
void check_samples(std::string_view name, const range (&domain)[N], double ulp, tolerance bound,
                   int count) {
  constexpr bool every_mode = std::same_as<T, double>;
  sampler random;
  worst_error<T, N> value, reverse, forward, by_dual, second;
  for (int i = 0; i < count; ++i) {
    std::array<T, N> x;
    std::array<long double, N> wide;
    for (std::size_t k = 0; k < N; ++k) wide[k] = x[k] = random.draw<T>(domain[k]);
    const reference_jet expected = reference(name, wide);
    value.add(ulp_error<T>(F{}(x), expected.value, bound.value_scale), x);
    const auto add_gradient = [&](auto& worst, const std::array<T, N>& gradient) {
      for (std::size_t k = 0; k < N; ++k) {
        worst.add(ulp_error<T>(gradient[k], expected.gradient[k], bound.gradient_scale), x);
      }
    };
    add_gradient(reverse, grad(F{})(x));
    if constexpr (every_mode) {
      add_gradient(forward, grad(F{}, forward_mode)(x));
      add_gradient(by_dual, gradient_by_dual<F>(x));
      const auto h = hessian(F{})(x);
      long double scale = bound.second_scale;
      for (std::size_t k = 0; k < N * N; ++k) {
        scale = std::max(scale, std::abs(expected.second[k / N][k % N].high));
      }
      for (std::size_t k = 0; k < N * N; ++k) {
        second.add(ulp_error<T>(h[k / N][k % N], expected.second[k / N][k % N], scale), x);
      }
    }
  }
  check_worst(name, "value", value, ulp);
  check_worst(name, "gradient in reverse mode", reverse, bound.gradient);
  check_worst(name, "gradient in forward mode", forward, bound.gradient);
  check_worst(name, "gradient on dual numbers", by_dual, bound.gradient);
  check_worst(name, "second derivatives", second, bound.second);
}

/// Checks F at one point in a constant expression.
template <class F, const auto& Domain, std::size_t N>
void check_constant(std::string_view name, double ulp, tolerance bound) {
  static constexpr std::array<double, N> x = [] {
    std::array<double, N> point{};
    for (std::size_t k = 0; k < N; ++k) {
      point[k] = Domain[k].from +
                 (0.6 + 0.0625 * static_cast<double>(k)) * (Domain[k].to - Domain[k].from);
    }
    return point;
  }();
  constexpr auto value = F{}(x);
  constexpr auto gradient = grad(F{})(x);
  static_assert(gradient == grad(F{}, forward_mode)(x));
  std::array<long double, N> wide;
  for (std::size_t k = 0; k < N; ++k) wide[k] = x[k];
  const reference_jet expected = reference(name, wide);
  INFO(name, " in a constant expression");
  CHECK(ulp_error<double>(value, expected.value, bound.value_scale) <= ulp);
  for (std::size_t k = 0; k < N; ++k) {
    CHECK(ulp_error<double>(gradient[k], expected.gradient[k], bound.gradient_scale) <=
          bound.gradient);
  }
}

template <class F, const auto& Domain>
void check_function(std::string_view name, double ulp, tolerance bound = {}) {
  constexpr std::size_t n = std::extent_v<std::remove_cvref_t<decltype(Domain)>>;
  check_samples<F, float>(name, Domain, ulp, bound, 100);
  check_samples<F, double>(name, Domain, ulp, bound, 200);
  check_samples<F, long double>(name, Domain, ulp, bound, 100);
  check_constant<F, Domain, n>(name, ulp, bound);
}

/// Checks the operations of a list that have a domain.
template <class... Op>
void check_operations(operations<Op...>) {
  const auto check = []<class One>(std::type_identity<One>) {
    if constexpr (requires { One::domain; }) {
      check_function<applied<One>, One::domain>(One::name.text, One::ulp, tolerance_of<One>);
    }
  };
  (check(std::type_identity<Op>{}), ...);
}

}  // namespace etna::test
