// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <string>

#include "etna/array/array.hpp"
#include "etna/array/functions.hpp"
#include "etna/core/error.hpp"

/// \file
/// Layers of networks: functions of a struct of parameters and a batch, a sample a row. A network
/// is a hana::Struct of such parameters and a function.

namespace etna {

/// The parameters of a dense layer: S is the number type, and may be rebound.
template <class S, int Inputs, int Units>
struct dense_parameters {
  using weight_matrix = array<S, Inputs, Units>;
  using bias_vector = array<S, Units>;
  BOOST_HANA_DEFINE_STRUCT(dense_parameters, (weight_matrix, weights), (bias_vector, bias));
};

/// x w + b, of a batch x, a sample a row, or of one sample.
template <class P, std::derived_from<symbol> X>
constexpr symbol dense(const P& p, const X& x) {
  return matmul(x, p.weights) + p.bias;
}

/// The parameters of batch normalisation: scale (at first 1) and shift of every feature.
template <class S, int Features>
struct batch_norm_parameters {
  using features = array<S, Features>;
  BOOST_HANA_DEFINE_STRUCT(batch_norm_parameters, (features, scale), (features, shift));
};

/// What batch_norm gives.
struct normalized_batch {
  symbol value;           // in the shape of the batch
  symbol mean, variance;  // of every feature: for running_average
};

/// Batch normalisation in training: every feature (column) of a batch is brought to mean 0 and
/// variance 1, then scaled and shifted by what is learned (Ioffe and Szegedy 2015, algorithm 1). A
/// batch of one sample has the variance 0, and its value is the shift.
template <class P, std::derived_from<symbol> X>
constexpr normalized_batch batch_norm(const P& p, const X& x, double epsilon = 1e-5) {
  const symbol center = mean(x, axis<0>), d = x - center, variance = mean(d * d, axis<0>);
  return {d * (p.scale / sqrt(variance + epsilon)) + p.shift, center, variance};
}
/// The same in inference: with averages of training in the place of the batch's own.
template <class P, class M, class V, std::derived_from<symbol> X>
constexpr symbol batch_norm(const P& p, const M& mean, const V& variance, const X& x,
                            double epsilon = 1e-5) {
  return (x - mean) * (p.scale / sqrt(variance + epsilon)) + p.shift;
}
/// average = decay average + (1 - decay) now, for the mean and variance of inference. Throws
/// size_mismatch if they are not of one size.
template <class A, class B>
void running_average(A& average, const B& now, double decay = 0.9) {
  if (now.size() != average.size())
    throw size_mismatch("running_average: numbers for an average", now.size(), average.size());
  for (std::size_t i = 0; i < average.size(); ++i)
    average[i] += static_cast<typename A::number>((1 - decay) * (now[i] - average[i]));
}

/// Draws which elements survive dropout: 1 / (1 - rate) with the probability 1 - rate, else 0.
/// Throws std::invalid_argument unless 0 ≤ rate < 1.
template <class A, class Random>
void draw_dropout_mask(A& mask, double rate, Random& random) {
  if (!(rate >= 0 && rate < 1))
    throw std::invalid_argument("Etna: draw_dropout_mask: a rate of " + std::to_string(rate) +
                                ", expected one from 0 to less than 1");
  std::bernoulli_distribution survives(1 - rate);
  for (auto& m : mask) m = static_cast<typename A::number>(survives(random) ? 1 / (1 - rate) : 0);
}
/// Dropout in training: x times a mask that was drawn. (In inference there is nothing to do: the
/// mean of the mask is 1.)
template <std::derived_from<symbol> X, class M>
constexpr symbol dropout(const X& x, const M& mask) {
  return x * mask;
}

/// x + f(x): what a layer adds to what it is given (He et al. 2016).
template <class F, std::derived_from<symbol> X>
constexpr symbol residual(const F& f, const X& x) {
  return x + f(x);
}

}  // namespace etna
