// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <utility>

#include "etna/evaluate/run.hpp"
#include "laws/random_check.hpp"

/// \file
/// Some random programs as the functions of users are: traced, differentiated and emitted by the
/// compiler, in both forms of emission.

namespace etna::test {

template <std::uint64_t Seed>
struct random_function {
  static constexpr random_program program =
      program_drawing(Seed, 4 + static_cast<int>(Seed % 7)).program();
  template <class T>
  constexpr T operator()(const std::array<T, random_program::inputs>& x) const {
    return run(program, x.data());
  }
};

template <class F, class Derivation>
using emitted_program =
    program<derived<etna::trace<F, std::array<symbol, random_program::inputs>>, Derivation>>;

/// Both forms of emission, against the bounds.
template <class F, class Derivation>
void check_forms(const double* x, const outputs_in_double<Derivation>& expected,
                 const long double* exact) {
  using emitted = emitted_program<F, Derivation>;
  std::array<double, outputs_in_double<Derivation>::size> straight, looping;
  detail::straight<emitted, double>::run(x, straight);
  detail::looping<emitted, double>::run(x, looping);
  for (std::size_t k = 0; k < straight.size(); ++k) {
    INFO("output ", k);
    CHECK(within(straight[k], expected.bound[k], exact[k]));
    CHECK(within(looping[k], expected.bound[k], exact[k]));
  }
}

/// Checks a program that was compiled as F. 1 if it has to be left out.
template <class F>
int check(const random_program& p) {
  const program_results r = run_all(p);
  if (r.is != verdict::checked) return 1;
  INFO("seed ", p.seed);
  constexpr std::size_t n = random_program::inputs;
  double x[2 * n];
  long double exact[1 + 2 * n];
  exact[0] = r.exact.value;
  for (std::size_t k = 0; k < n; ++k) {
    x[k] = p.x[k];
    x[n + k] = p.v[k];
    exact[1 + k] = r.exact.gradient[k];
    exact[1 + n + k] = r.exact.product[k];
  }
  check_forms<F>(x, r.forward, exact);
  check_forms<F>(x, r.second, exact);
  return 0;
}

/// How many of the functions from First on had to be left out.
template <std::uint64_t First, std::uint64_t... K>
int check_functions(std::integer_sequence<std::uint64_t, K...>) {
  return (0 + ... + check<random_function<First + K>>(random_function<First + K>::program));
}

}  // namespace etna::test
