// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Training steps of small models in float, against what an expert writes by hand on xsimd, as a
/// table in Markdown; options.hpp has the usage.

#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <cstdio>
#include <etna/train.hpp>
#include <random>

#include "boundary.hpp"
#include "interleave.hpp"
#include "options.hpp"

namespace {

using T = float;
using V = etna::simd::pack<T>;
namespace simd = etna::simd;

// --- logistic regression ---

constexpr std::size_t features = 10, samples = 1000;

template <class S>
struct linear_model {
  using weight_array = std::array<S, features>;
  BOOST_HANA_DEFINE_STRUCT(linear_model, (weight_array, weights), (S, bias));
};

constexpr auto logistic_loss = [](const auto& m, const auto& x, auto label) {
  auto z = m.bias;
  for (std::size_t i = 0; i < features; ++i) z += m.weights[i] * x[i];
  return etna::softplus(z) - label * z;
};

struct logistic_data {
  std::array<etna::aligned_buffer<T>, features> column;
  std::vector<std::array<T, features>> row;
  etna::aligned_buffer<T> label{samples};
};

logistic_data draw() {
  logistic_data d;
  std::mt19937 random(1);
  std::normal_distribution<T> normal;
  d.row.resize(samples);
  for (std::size_t i = 0; i < features; ++i) {
    d.column[i] = etna::aligned_buffer<T>(samples, 0, static_cast<unsigned>(i));
    for (std::size_t s = 0; s < samples; ++s) d.column[i][s] = d.row[s][i] = normal(random);
  }
  for (T& y : d.label) y = static_cast<T>(random() % 2);
  return d;
}

const auto descent = etna::chain(etna::sgd{.learning_rate = 0.01});

ETNA_BENCH_BOUNDARY void full_batch_by_library(const logistic_data& d, linear_model<T>& m,
                                               etna::optimizer_state<T>& state) {
  const auto x = std::apply(
      [](const auto&... c) { return etna::columns<std::array<T, features>>(c...); }, d.column);
  linear_model<T> gradient;
  etna::grad(etna::empirical_risk(logistic_loss)).into(m, x, d.label, gradient);
  descent.update(m, gradient, state);
}

ETNA_BENCH_BOUNDARY void full_batch_by_hand(const logistic_data& d, linear_model<T>& m) {
  constexpr std::size_t width = simd::lanes<V>;
  V w[features], sum[features], bias(m.bias), bias_sum(0.0F);
  for (std::size_t i = 0; i < features; ++i) w[i] = V(m.weights[i]), sum[i] = V(0.0F);
  std::size_t s = 0;
  for (; s + width <= samples; s += width) {
    V x[features], z = bias;
    for (std::size_t i = 0; i < features; ++i) {
      x[i] = simd::load<V>(d.column[i].data() + s);
      z = simd::multiply_add(w[i], x[i], z);
    }
    const V r = V(1.0F) / (V(1.0F) + simd::exp(V(-z))) - simd::load<V>(d.label.data() + s);
    for (std::size_t i = 0; i < features; ++i) sum[i] = simd::multiply_add(r, x[i], sum[i]);
    bias_sum = bias_sum + r;
  }
  T gradient[features + 1];
  for (std::size_t i = 0; i < features; ++i) gradient[i] = simd::reduce_add(sum[i]);
  gradient[features] = simd::reduce_add(bias_sum);
  for (; s < samples; ++s) {
    T z = m.bias;
    for (std::size_t i = 0; i < features; ++i) z += m.weights[i] * d.column[i][s];
    const T r = 1 / (1 + std::exp(-z)) - d.label[s];
    for (std::size_t i = 0; i < features; ++i) gradient[i] += r * d.column[i][s];
    gradient[features] += r;
  }
  const T rate = T(0.01) / samples;
  for (std::size_t i = 0; i < features; ++i) m.weights[i] -= rate * gradient[i];
  m.bias -= rate * gradient[features];
}

ETNA_BENCH_BOUNDARY void one_sample_by_library(const logistic_data& d, std::size_t s,
                                               linear_model<T>& m,
                                               etna::optimizer_state<T>& state) {
  const linear_model<T> gradient = etna::grad(logistic_loss, etna::wrt<0>)(m, d.row[s], d.label[s]);
  descent.update(m, gradient, state);
}

ETNA_BENCH_BOUNDARY void one_sample_by_hand(const logistic_data& d, std::size_t s,
                                            linear_model<T>& m) {
  const auto& x = d.row[s];
  T z = m.bias;
  for (std::size_t i = 0; i < features; ++i) z += m.weights[i] * x[i];
  const T step = T(0.01) * (1 / (1 + std::exp(-z)) - d.label[s]);
  for (std::size_t i = 0; i < features; ++i) m.weights[i] -= step * x[i];
  m.bias -= step;
}

// --- a network of 2, 16 and 1 units ---

constexpr std::size_t hidden = 16, batch = 32;

template <class S>
struct network {
  using vector = std::array<S, hidden>;
  BOOST_HANA_DEFINE_STRUCT(network, (vector, w0), (vector, w1), (vector, b), (vector, v), (S, c));
};

constexpr auto squared_error = [](const auto& n, auto x, auto y, auto target) {
  auto out = n.c;
  for (std::size_t i = 0; i < hidden; ++i)
    out += n.v[i] * etna::tanh(n.w0[i] * x + n.w1[i] * y + n.b[i]);
  return (out - target) * (out - target);
};

struct network_data {
  etna::aligned_buffer<T> x{batch, 0, 0}, y{batch, 0, 1}, target{batch, 0, 2};
};

const auto adam = etna::chain(etna::adam{});

ETNA_BENCH_BOUNDARY void network_by_library(const network_data& d, network<T>& n,
                                            etna::optimizer_state<T>& state) {
  network<T> gradient;
  etna::grad(etna::empirical_risk(squared_error)).into(n, d.x, d.y, d.target, gradient);
  adam.update(n, gradient, state);
}

/// Parameters, moments and the powers of Adam.
struct network_by_hand_state {
  network<T> n;
  alignas(64) T m[4 * hidden + 1]{}, v[4 * hidden + 1]{};
  double power1 = 1, power2 = 1;
};

ETNA_BENCH_BOUNDARY void network_by_hand(const network_data& d, network_by_hand_state& s) {
  constexpr std::size_t width = simd::lanes<V>;
  constexpr std::size_t size = 4 * hidden + 1;
  V sum[size];
  for (V& g : sum) g = V(0.0F);
  const network<T>& n = s.n;
  for (std::size_t at = 0; at < batch; at += width) {
    const V x = simd::load<V>(d.x.data() + at), y = simd::load<V>(d.y.data() + at);
    V h[hidden], out(n.c);
    for (std::size_t i = 0; i < hidden; ++i) {
      const V z = simd::multiply_add(V(n.w0[i]), x, simd::multiply_add(V(n.w1[i]), y, V(n.b[i])));
      h[i] = xsimd::tanh(z);
      out = simd::multiply_add(V(n.v[i]), h[i], out);
    }
    const V r = V(2.0F) * (out - simd::load<V>(d.target.data() + at));
    for (std::size_t i = 0; i < hidden; ++i) {
      const V dz = r * V(n.v[i]) * (V(1.0F) - h[i] * h[i]);
      sum[i] = simd::multiply_add(dz, x, sum[i]);
      sum[hidden + i] = simd::multiply_add(dz, y, sum[hidden + i]);
      sum[2 * hidden + i] = sum[2 * hidden + i] + dz;
      sum[3 * hidden + i] = simd::multiply_add(r, h[i], sum[3 * hidden + i]);
    }
    sum[4 * hidden] = sum[4 * hidden] + r;
  }
  alignas(64) T g[size];
  for (std::size_t k = 0; k < size; ++k) g[k] = simd::reduce_add(sum[k]) / batch;
  s.power1 *= 0.9;
  s.power2 *= 0.999;
  const T rate = static_cast<T>(1e-3 / (1 - s.power1)), scale = static_cast<T>(1 / (1 - s.power2));
  T* const p = &s.n.w0[0];
  std::size_t k = 0;
  for (; k + width <= size; k += width) {
    const V gk = simd::load<V>(g + k);
    const V m = simd::multiply_add(V(0.9F), simd::load<V>(s.m + k), V(0.1F) * gk);
    const V v = simd::multiply_add(V(0.999F), simd::load<V>(s.v + k), V(0.001F) * gk * gk);
    simd::store<V>(s.m + k, m);
    simd::store<V>(s.v + k, v);
    const V step = V(rate) * m / (xsimd::sqrt(V(scale) * v) + V(1e-8F));
    simd::store<V>(p + k, simd::load<V>(p + k) - step);
  }
  for (; k < size; ++k) {
    s.m[k] = 0.9F * s.m[k] + 0.1F * g[k];
    s.v[k] = 0.999F * s.v[k] + 0.001F * g[k] * g[k];
    p[k] -= rate * s.m[k] / (std::sqrt(scale * s.v[k]) + 1e-8F);
  }
}

void show(const char* name, const std::vector<bench::timing>& timings) {
  std::printf("| %s | %.3f | %.3f | %.2f |\n", name, timings[0].nanoseconds / 1000,
              timings[1].nanoseconds / 1000, timings[0].ratio);
}

}  // namespace

int main(int argc, char** argv) {
  const bench::options chosen = bench::read_options(argc, argv);
  std::puts("| model | µs a step | by hand | ratio |\n| --- | --- | --- | --- |");
  const logistic_data d = draw();
  linear_model<T> m{}, by_hand{};
  auto state = descent.init(m);
  for (int k = 0; k < 3; ++k) {
    full_batch_by_library(d, m, state);
    full_batch_by_hand(d, by_hand);
    one_sample_by_library(d, 5, m, state);
    one_sample_by_hand(d, 5, by_hand);
  }
  for (std::size_t i = 0; i < features; ++i) {
    if (!(std::fabs(m.weights[i] - by_hand.weights[i]) < 1e-5F)) return 1;
  }
  show("logistic regression, 10 features, 1,000 samples",
       bench::interleave(
           chosen.rounds, 1, [&] { full_batch_by_library(d, m, state); },
           [&] { full_batch_by_hand(d, by_hand); }));
  std::size_t s = 0, t = 0;
  show("logistic regression, one sample",
       bench::interleave(
           chosen.rounds, 1, [&] { one_sample_by_library(d, s = (s + 1) % samples, m, state); },
           [&] { one_sample_by_hand(d, t = (t + 1) % samples, by_hand); }));

  network_data nd;
  network<T> n;
  std::mt19937 random(2);
  std::normal_distribution<T> normal;
  for (T& x : etna::flat(n)) x = normal(random);
  for (std::size_t k = 0; k < batch; ++k) {
    nd.x[k] = normal(random);
    nd.y[k] = normal(random);
    nd.target[k] = nd.x[k] * nd.y[k];
  }
  network_by_hand_state hand{n};
  auto adam_state = adam.init(n);
  for (int k = 0; k < 10; ++k) {
    network_by_library(nd, n, adam_state);
    network_by_hand(nd, hand);
  }
  for (std::size_t k = 0; k < 4 * hidden + 1; ++k) {
    if (!(std::fabs(etna::flat(n)[k] - etna::flat(hand.n)[k]) < 1e-4F)) return 1;
  }
  show("tanh network, 2-16-1 units, 32 samples, Adam",
       bench::interleave(
           chosen.rounds, 1, [&] { network_by_library(nd, n, adam_state); },
           [&] { network_by_hand(nd, hand); }));
}
