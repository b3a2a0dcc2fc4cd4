// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <etna/etna.hpp>
#include <new>

#include "boundary.hpp"
#include "problems/problem.hpp"

#if defined(ETNA_BENCH_CERES)
#include <ceres/jet.h>
#endif

/// \file
/// Those who compute value and gradient of a problem P, all behind the same boundary: a function
/// that is not inlined, begins a cache line, and takes the point and the place for the result.

namespace bench {

template <class P, class T>
[[gnu::always_inline]] inline auto function_at(const point<P, T>& at) {
  if constexpr (P::constants == 0) {
    return typename P::function{};
  } else {
    return etna::with(typename P::function{}, at.constants);
  }
}

template <class P, class T>
[[gnu::always_inline]] inline void differentiate(const point<P, T>& at, result<P, T>& out) {
  if constexpr (P::outputs == 1) {
    out.value = etna::value_and_grad(function_at(at)).into(at.x, out.jacobian[0]);
  } else {
    // Constructed where it is wanted: an assignment would copy it.
    using jacobian = decltype(out.jacobian);
    ::new (static_cast<void*>(&out.jacobian)) jacobian(etna::jacobian(function_at(at))(at.x));
  }
}

template <class P>
ETNA_BENCH_BOUNDARY void by_library(const point<P>& at, result<P>& out) {
  differentiate(at, out);
}

template <class P>
[[gnu::always_inline, gnu::flatten]] inline void write_by_hand(const point<P>& at, result<P>& out) {
  if constexpr (P::outputs > 1) {
    P::by_hand(at.x, at.constants, out.jacobian);
  } else if constexpr (P::constants > 0) {
    out.value = P::by_hand(at.x, at.constants, out.jacobian[0]);
  } else {
    out.value = P::by_hand(at.x, out.jacobian[0]);
  }
}

template <class P>
ETNA_BENCH_BOUNDARY void by_hand(const point<P>& at, result<P>& out) {
  write_by_hand<P>(at, out);
}

#if defined(ETNA_BENCH_CERES)
template <class P>
ETNA_BENCH_BOUNDARY void by_jet(const point<P>& at, result<P>& out) {
  using jet = ceres::Jet<double, static_cast<int>(P::inputs)>;
  std::array<jet, P::inputs> x;
  for (std::size_t i = 0; i < P::inputs; ++i) x[i] = jet(at.x[i], static_cast<int>(i));
  const auto store = [&](const jet& y, std::size_t o) {
    out.value = y.a;
    for (std::size_t i = 0; i < P::inputs; ++i) {
      out.jacobian[o][i] = y.v[static_cast<Eigen::Index>(i)];
    }
  };
  const typename P::function function;
  if constexpr (P::constants == 0) {
    store(function(x), 0);
  } else {
    std::array<jet, P::constants> constants;
    for (std::size_t i = 0; i < P::constants; ++i) constants[i] = jet(at.constants[i]);
    const auto y = function(x, constants);
    if constexpr (P::outputs == 1) {
      store(y, 0);
    } else {
      for (std::size_t o = 0; o < P::outputs; ++o) store(y[o], o);
    }
  }
}
#endif

}  // namespace bench
