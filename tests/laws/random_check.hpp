// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <memory>

#include "laws/running_error.hpp"
#include "laws/wide_arithmetic.hpp"

namespace etna::test {

/// Why a program can be checked, or has to be drawn again.
enum class verdict {
  checked,
  too_large,        // for the graphs that are put aside for it
  rounded,          // more constants than are kept exactly were folded in double
  undecided,        // a branch depends on rounding
  ill_conditioned,  // the bound is so large that it says nothing
  not_finite,       // a derivative is infinite, or beyond the range of double
  kink,             // the function has no derivative there
};
inline constexpr std::size_t verdicts = 7;

/// The outputs of a derived program in double, and their bounds.
template <class Derivation>
struct outputs_in_double {
  static constexpr auto size = static_cast<std::size_t>(current_program<Derivation>::outputs);
  verdict is = verdict::checked;
  std::array<double, size> got{};
  std::array<bounded, size> bound{};
};

/// The bounds of a derived program's outputs at x.
template <class Derivation>
outputs_in_double<Derivation> bound_outputs(const derived_program<Derivation>& d, const double* x) {
  constexpr auto inputs = static_cast<std::size_t>(current_program<Derivation>::inputs);
  long double wide[inputs];
  for (std::size_t k = 0; k < inputs; ++k) wide[k] = x[k];
  running_error node(d.nodes, wide);
  outputs_in_double<Derivation> y;
  int branch = d.paths.root;
  while (branch >= 0) {
    const decision& decision = d.paths.decisions[branch];
    const bounded& test = node(decision.test);
    if (test.error != 0) y.is = verdict::undecided;
    branch = test.value != 0 ? decision.yes : decision.no;
  }
  for (std::size_t k = 0; k < y.size; ++k) {
    constexpr long double useful = 0x1p-20L, largest = 1e300L;
    y.bound[k] = node(d.paths.output[~branch][k]);
    const auto [value, error] = y.bound[k];
    if (!(std::fabs(value) <= largest)) {
      y.is = verdict::not_finite;
    } else if (!(error <= useful * (1 + std::fabs(value))) && y.is == verdict::checked) {
      y.is = verdict::ill_conditioned;
    }
  }
  return y;
}

/// Derives, schedules and runs a traced program.
template <class Derivation>
outputs_in_double<Derivation> run_in_double(const traced_program& t, const double* x) {
  const auto d = derive<Derivation>(t);
  if (!schedule<Derivation>(*d)) return {verdict::too_large, {}, {}};
  auto y = bound_outputs<Derivation>(*d, x);
  if (y.is == verdict::checked) y.got = run_current<Derivation>(x);
  return y;
}

/// A program in all modes in double, and in 50 digits.
struct program_results {
  verdict is = verdict::checked;
  outputs_in_double<reverse_gradient> reverse;
  outputs_in_double<forward_gradient> forward;
  outputs_in_double<second_order> second;
  exact_results exact;
};

inline program_results run_all(const random_program& p) {
  constexpr std::size_t n = random_program::inputs;
  double x[2 * n];
  for (std::size_t k = 0; k < n; ++k) {
    x[k] = p.x[k];
    x[n + k] = p.v[k];
  }
  program_results r;
  const auto t = trace(p);
  const auto usable = [&](const auto& outputs) {
    r.is = outputs.is;
    return r.is == verdict::checked;
  };
  if (t->nodes.full) r.is = verdict::too_large;
  if (t->nodes.rounded) r.is = verdict::rounded;
  if (r.is == verdict::checked && usable(r.reverse = run_in_double<reverse_gradient>(*t, x)) &&
      usable(r.forward = run_in_double<forward_gradient>(*t, x)) &&
      usable(r.second = run_in_double<second_order>(*t, x))) {
    r.exact = run_in_50_digits(p);
    if (r.exact.kink) r.is = verdict::kink;
  }
  return r;
}

/// Whether a number is within its bound of what it is in 50 digits.
inline bool within(double got, const bounded& bound, long double exact) {
  return std::fabs(static_cast<long double>(got) - exact) <= bound.error;
}

}  // namespace etna::test
