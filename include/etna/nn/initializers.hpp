// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// \file
/// What parameters are before the first step. An initialiser is called with an array and a random
/// number engine, and writes every element. The weights of a layer are a matrix of a row for each
/// of its inputs (fan in) and a column for each of its units (fan out).

namespace etna::initializers {

namespace detail {

template <class A>
using number = std::remove_cvref_t<decltype(*std::declval<A&>().begin())>;

template <class A, class Distribution, class Random>
void draw(A& a, Distribution distribution, Random& random) {
  for (auto& x : a) x = static_cast<number<A>>(distribution(random));
}

}  // namespace detail

/// All elements the same: zeros, or a small positive bias before relu. (Weights that are all the
/// same remain so: the units of a layer get the same gradient.)
struct constant {
  double value = 0;
  template <class A, class Random>
  void operator()(A& a, Random&) const {
    std::fill(a.begin(), a.end(), static_cast<detail::number<A>>(value));
  }
};

/// Uniform between two numbers.
struct uniform {
  double from = -0.01, to = 0.01;
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    detail::draw(a, std::uniform_real_distribution<double>(from, to), random);
  }
};

/// Normal, with this standard deviation.
struct normal {
  double stddev = 0.01, mean = 0;
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    detail::draw(a, std::normal_distribution<double>(mean, stddev), random);
  }
};

/// Uniform between ±√(6 / (fan in + fan out)): neither activations nor gradients grow from layer to
/// layer of a network that is nearly linear (Glorot and Bengio 2010, equation 16).
struct glorot_uniform {
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    const double limit = std::sqrt(6.0 / static_cast<double>(a.rows() + a.columns()));
    uniform{-limit, limit}(a, random);
  }
};

/// Normal, of variance 2 / (fan in + fan out).
struct glorot_normal {
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    normal{std::sqrt(2.0 / static_cast<double>(a.rows() + a.columns()))}(a, random);
  }
};

/// Uniform between ±√(6 / fan in): glorot for relu, which takes half of the variance (He et al.
/// 2015).
struct he_uniform {
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    const double limit = std::sqrt(6.0 / static_cast<double>(a.rows()));
    uniform{-limit, limit}(a, random);
  }
};

/// Normal, of variance 2 / fan in (He et al. 2015, equation 10).
struct he_normal {
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    normal{std::sqrt(2.0 / static_cast<double>(a.rows()))}(a, random);
  }
};

/// A random matrix whose rows or columns, whichever are fewer, are orthogonal and of length `gain`
/// (Saxe et al. 2013). Takes O(rows columns min(rows, columns)).
struct orthogonal {
  double gain = 1;
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    const bool tall = a.rows() > a.columns();
    const std::size_t count = tall ? a.columns() : a.rows(), length = tall ? a.rows() : a.columns();
    std::normal_distribution<double> number;
    std::vector<std::vector<double>> q(count, std::vector<double>(length));
    for (std::size_t k = 0; k < count; ++k) {
      // Orthogonalised twice, so that rounding leaves nothing of the others; drawn again in the
      // unlikely case that little else is there.
      double norm = 0;
      while (norm < 1e-3) {
        for (double& x : q[k]) x = number(random);
        for (int pass = 0; pass < 2; ++pass) {
          for (std::size_t j = 0; j < k; ++j) {
            const double along = std::inner_product(q[k].begin(), q[k].end(), q[j].begin(), 0.0);
            for (std::size_t i = 0; i < length; ++i) q[k][i] -= along * q[j][i];
          }
        }
        norm = std::sqrt(std::inner_product(q[k].begin(), q[k].end(), q[k].begin(), 0.0));
      }
      for (std::size_t i = 0; i < length; ++i) {
        q[k][i] /= norm;
        a(tall ? i : k, tall ? k : i) = static_cast<detail::number<A>>(gain * q[k][i]);
      }
    }
  }
};

/// Exactly `nonzero` weights of every unit (column) are not 0, but normal: units start different
/// though they have many inputs (Martens 2010).
struct sparse {
  std::size_t nonzero = 15;
  double stddev = 1;
  template <class A, class Random>
  void operator()(A& a, Random& random) const {
    if (nonzero > a.rows())
      throw std::invalid_argument("Etna: sparse initialisation of " + std::to_string(nonzero) +
                                  " weights a unit, which has " + std::to_string(a.rows()));
    std::fill(a.begin(), a.end(), detail::number<A>(0));
    std::normal_distribution<double> number(0, stddev);
    std::vector<std::size_t> input(a.rows());
    std::iota(input.begin(), input.end(), std::size_t(0));
    for (std::size_t unit = 0; unit < a.columns(); ++unit) {
      for (std::size_t k = 0; k < nonzero; ++k) {
        std::uniform_int_distribution<std::size_t> place(k, input.size() - 1);
        std::swap(input[k], input[place(random)]);
        a(input[k], unit) = static_cast<detail::number<A>>(number(random));
      }
    }
  }
};

/// The bias of an output layer from the shares of the classes: with weights of 0 the softmax of the
/// bias b is them, b = ln c (its mean is taken off: softmax does not see it). The counts need not
/// sum to 1; each must be positive, else std::invalid_argument.
template <class Counts>
struct class_shares {
  const Counts& counts;
  template <class A, class Random>
  void operator()(A& bias, Random&) const {
    double mean = 0;
    std::size_t n = 0;
    for (const auto c : counts) {
      if (!(c > 0))
        throw std::invalid_argument("Etna: class " + std::to_string(n) + " has the share " +
                                    std::to_string(c) + "; the logarithm of a share is its bias");
      mean += std::log(static_cast<double>(c));
      ++n;
    }
    if (n != bias.size())
      throw std::invalid_argument("Etna: " + std::to_string(n) + " shares of classes for " +
                                  std::to_string(bias.size()) + " biases");
    auto* next = bias.begin();
    for (const auto c : counts)
      *next++ = static_cast<detail::number<A>>(std::log(static_cast<double>(c)) -
                                               mean / static_cast<double>(n));
  }
};
template <class Counts>
class_shares(const Counts&) -> class_shares<Counts>;

}  // namespace etna::initializers
