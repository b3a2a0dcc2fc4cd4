// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>
#include <concepts>

#include "etna/core/math/arithmetic.hpp"
#include "etna/evaluate/dual.hpp"
#include "etna/op/all.hpp"

/// \file
/// Dual numbers as scalars of Eigen's matrices and arrays.

namespace etna {

/// What Eigen asks of scalars, beyond the operations. It is asked of the value; partial derivatives
/// may be anything.
template <class T, int N>
bool isfinite(const dual<T, N>& x) {
  using math::isfinite;
  return isfinite(x.value);
}
template <class T, int N>
bool isinf(const dual<T, N>& x) {
  using math::isinf;
  return isinf(x.value);
}
template <class T, int N>
bool isnan(const dual<T, N>& x) {
  using math::isnan;
  return isnan(x.value);
}

}  // namespace etna

template <class T, int N>
struct Eigen::NumTraits<etna::dual<T, N>> : Eigen::GenericNumTraits<etna::dual<T, N>> {
  enum {
    ReadCost = (N + 1) * Eigen::NumTraits<T>::ReadCost,
    AddCost = (N + 1) * Eigen::NumTraits<T>::AddCost,
    MulCost = (2 * N + 1) * Eigen::NumTraits<T>::MulCost + N * Eigen::NumTraits<T>::AddCost
  };
  static constexpr etna::dual<T, N> dummy_precision() {
    return Eigen::NumTraits<T>::dummy_precision();
  }
};

/// Dual numbers and constants mix: a Matrix3d times a vector of duals. The constants are what the
/// dual number has as its value, and floating-point numbers.
template <class T, int N, class S, class Operation>
  requires(!std::same_as<S, etna::dual<T, N>> && (std::same_as<S, T> || std::floating_point<S>))
struct Eigen::ScalarBinaryOpTraits<etna::dual<T, N>, S, Operation> {
  using ReturnType = etna::dual<T, N>;
};
template <class T, int N, class S, class Operation>
  requires(!std::same_as<S, etna::dual<T, N>> && (std::same_as<S, T> || std::floating_point<S>))
struct Eigen::ScalarBinaryOpTraits<S, etna::dual<T, N>, Operation> {
  using ReturnType = etna::dual<T, N>;
};
