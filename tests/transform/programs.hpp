// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <type_traits>

#include "etna/etna.hpp"

/// \file
/// The programs of derivatives, to be counted and run.

namespace etna::test {

/// All inputs of a function of an array of N.
template <int N>
inline constexpr input_set all_inputs{1, {{0, N}}};

/// The gradient of a function of an array of N numbers by the inputs of Set.
template <class F, int N, input_set Set = all_inputs<N>>
struct gradient_of {
  static constexpr auto inputs = static_cast<std::size_t>(N);
  using trace = etna::trace<F, std::array<symbol, inputs>>;
  using reverse = program<derived<trace, derivation::rows<Set, false>>>;
  using forward = program<derived<trace, derivation::columns<Set, false>>>;
};

/// How many statements of a program are this operation.
template <class Program, class Op>
constexpr int count() {
  int n = 0;
  for (int s = 0; s < etna::code_of<Program>.statements; ++s)
    n += etna::code_of<Program>.op[s] == Op::code;
  return n;
}

/// A program's outputs at x.
template <class Program, std::size_t N>
constexpr auto run(const std::array<double, N>& x) {
  static_assert(N >= static_cast<std::size_t>(etna::derived_of<Program>::inputs));
  std::array<double, static_cast<std::size_t>(etna::derived_of<Program>::outputs)> y{};
  emission<Program, double>::run(x.data(), y);
  return y;
}

}  // namespace etna::test
