// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// A step of training of a network of 784-200-10 units (ReLU, softmax cross-entropy) in float,
/// against what an expert writes by hand on the same kernel for products of matrices, against the
/// products alone, and where CMake has found it against libtorch, on one thread; then on two
/// threads. As tables in Markdown; options.hpp has the usage.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <etna/nn.hpp>
#include <etna/optimize.hpp>
#include <random>
#include <string>

#include "boundary.hpp"
#include "by_hand.hpp"
#include "interleave.hpp"
#include "options.hpp"
#if defined(ETNA_BENCH_TORCH)
#include "torch/mnist.hpp"
#endif

namespace {

using T = float;
namespace simd = etna::simd;
using V = simd::pack<T>;
constexpr std::size_t width = simd::lanes<V>;
using matrix = etna::array<T, etna::dynamic, etna::dynamic>;
using vector = etna::array<T, etna::dynamic>;

constexpr std::size_t pixels = 784, hidden = 200, classes = 10;

template <class S>
struct network {
  using layer = etna::dense_parameters<S, etna::dynamic, etna::dynamic>;
  BOOST_HANA_DEFINE_STRUCT(network, (layer, hidden), (layer, output));
};

constexpr auto loss = [](const auto& n, const auto& images, const auto& labels) {
  const auto logits = etna::dense(n.output, etna::relu(etna::dense(n.hidden, images)));
  return etna::mean(etna::softmax_cross_entropy(logits, labels));
};

network<T> make_network() {
  std::mt19937 random(1);
  const auto layer = [&](std::size_t inputs, std::size_t units) {
    network<T>::layer l{matrix(inputs, units), vector(units)};
    etna::initializers::he_normal{}(l.weights, random);
    return l;
  };
  return {layer(pixels, hidden), layer(hidden, classes)};
}

/// Images and labels, some of them, and memory for what is made of them.
struct minibatch {
  explicit minibatch(std::size_t count)
      : size(count),
        images(count, pixels),
        h(count, hidden),
        delta(count, hidden),
        logits(count, classes),
        packed(hidden, classes),
        labels(count) {
    std::mt19937 random(2);
    std::uniform_real_distribution<T> number;
    for (T& x : images) x = std::max(T(0), number(random) - T(0.5));
    for (int& l : labels) l = static_cast<int>(random() % classes);
  }
  std::size_t size;
  matrix images, h, delta, logits, packed;
  std::vector<int> labels;
};

// --- optimizers ---

struct sgd {
  static constexpr const char* name = "sgd";
  static constexpr T rate = T(0.01);
  const etna::fused_sgd optimizer{.learning_rate = 0.01};
};
struct adam {
  static constexpr const char* name = "adam";
  decltype(etna::chain(etna::adam{})) optimizer = etna::chain(etna::adam{});
};

template <class Rule>
struct by_library {
  etna::parameters<network<T>> n{make_network()}, gradient{make_network()};
  Rule rule;
  etna::workspace memory;
  decltype(rule.optimizer.init(n)) state = rule.optimizer.init(n);

  ETNA_BENCH_BOUNDARY T step(const minibatch& b) {
    constexpr auto value_and_grad = etna::value_and_grad(loss, etna::wrt<0>);
    if constexpr (requires { Rule::rate; }) {
      return value_and_grad.into(memory, *n, b.images, b.labels, etna::descend(*n, Rule::rate));
    } else {
      const T value = value_and_grad.into(memory, *n, b.images, b.labels, *gradient);
      rule.optimizer.update(n, gradient, state);
      return value;
    }
  }
};

// --- by hand ---

void multiply(bool ta, bool tb, std::size_t rows, std::size_t columns, std::size_t depth,
              const T* a, const T* b, T* c, T alpha, T beta, T* packed) {
  etna::detail::matmul<simd::default_arch, T>(
      {ta, tb, rows, columns, depth, a, b, c, alpha, beta, packed});
}

/// The logits become the derivatives by them, each the softmax minus 1 at the label, divided by the
/// number of rows.
T softmax_and_loss(minibatch& b, const T* bias) {
  static_assert(classes < width, "This code by hand is for AVX-512: all classes are in one batch.");
  const T scale = T(1) / static_cast<T>(b.size);
  const V offset = simd::load_first<V>(bias, classes);
  T value = 0;
  for (std::size_t i = 0; i < b.size; ++i) {
    T* const row = b.logits.data() + i * classes;
    const V z = simd::load_first<V>(row, classes, -std::numeric_limits<T>::infinity()) + offset;
    const T top = bench::of_lanes(z, [](T x, T y) { return std::max(x, y); });
    const V e = simd::exp(V(z - V(top)));
    const T sum = simd::reduce_add(e);
    const auto label = static_cast<std::size_t>(b.labels[i]);
    value += top + std::log(sum) - (row[label] + bias[label]);
    simd::store_first<V>(row, V(e * V(scale / sum)), classes);
    row[label] -= scale;
  }
  return value * scale;
}

struct by_hand_layer {
  matrix weights, moment, square;
  vector bias, bias_moment, bias_square;
  explicit by_hand_layer(const network<T>::layer& l)
      : weights(l.weights),
        moment(l.weights.rows(), l.weights.columns()),
        square(l.weights.rows(), l.weights.columns()),
        bias(l.bias),
        bias_moment(l.bias.size()),
        bias_square(l.bias.size()) {}
};

/// A step of SGD is part of the product that gives the derivatives by the weights; one of Adam
/// follows it.
template <class Rule>
struct by_hand {
  network<T> start = make_network();
  by_hand_layer first{start.hidden}, second{start.output};
  matrix gradient{pixels, hidden};
  vector bias_gradient{hidden};
  double power1 = 1, power2 = 1;

  ETNA_BENCH_BOUNDARY T step(minibatch& b) {
    multiply(false, false, b.size, hidden, pixels, b.images.data(), first.weights.data(),
             b.h.data(), T(1), T(0), nullptr);
    for (std::size_t i = 0; i < b.size; ++i) {
      T* const row = b.h.data() + i * hidden;
      bench::for_each_batch<V>(hidden, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
        store(row, xsimd::max(V(load(row) + load(first.bias.data())), V(T(0))));
      });
    }
    multiply(false, false, b.size, classes, hidden, b.h.data(), second.weights.data(),
             b.logits.data(), T(1), T(0), nullptr);
    const T value = softmax_and_loss(b, second.bias.data());
    multiply(false, true, b.size, hidden, classes, b.logits.data(), second.weights.data(),
             b.delta.data(), T(1), T(0), b.packed.data());
    std::fill_n(bias_gradient.data(), hidden, T(0));
    T* const sum = bias_gradient.data();
    for (std::size_t i = 0; i < b.size; ++i) {
      T* const row = b.delta.data() + i * hidden;
      const T* const h = b.h.data() + i * hidden;
      bench::for_each_batch<V>(hidden, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
        const V d = xsimd::select(load(h) > V(T(0)), load(row), V(T(0)));
        store(row, d);
        store(sum, V(load(sum) + d));
      });
    }
    power1 *= 0.9;
    power2 *= 0.999;
    update(first, b.size, b.images.data(), b.delta.data(), sum);
    V of_classes(T(0));
    for (std::size_t i = 0; i < b.size; ++i)
      of_classes += simd::load_first<V>(b.logits.data() + i * classes, classes);
    simd::store<V>(sum, of_classes);
    update(second, b.size, b.h.data(), b.logits.data(), sum);
    return value;
  }

  /// A step of a layer, given its input, the derivatives by its output and by its bias.
  ETNA_INLINE void update(by_hand_layer& l, std::size_t size, const T* input, const T* delta,
                          const T* of_bias) {
    const std::size_t inputs = l.weights.rows(), units = l.weights.columns();
    if constexpr (requires { Rule::rate; }) {
      multiply(true, false, inputs, units, size, input, delta, l.weights.data(), -Rule::rate, T(1),
               nullptr);
      for (std::size_t i = 0; i < units; ++i) l.bias[i] -= Rule::rate * of_bias[i];
    } else {
      multiply(true, false, inputs, units, size, input, delta, gradient.data(), T(1), T(0),
               nullptr);
      move(l.weights.size(), gradient.data(), l.weights.data(), l.moment.data(), l.square.data());
      move(units, of_bias, l.bias.data(), l.bias_moment.data(), l.bias_square.data());
    }
  }
  ETNA_INLINE void move(std::size_t n, const T* g, T* p, T* m, T* v) const {
    const V rate(static_cast<T>(1e-3 / (1 - power1))),
        scale(static_cast<T>(1 / std::sqrt(1 - power2)));
    bench::for_each_batch<V>(n, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
      const V gradient_now = load(g);
      const V moment = simd::multiply_add(V(T(0.9)), load(m), V(T(0.1)) * gradient_now);
      const V square =
          simd::multiply_add(V(T(0.999)), load(v), V(V(T(0.001)) * gradient_now * gradient_now));
      store(m, moment);
      store(v, square);
      store(p, V(load(p) - rate * moment / (xsimd::sqrt(square) * scale + V(T(1e-8)))));
    });
  }
};

/// The products of matrices of a step.
struct products {
  network<T> n = make_network(), gradient = make_network();
  ETNA_BENCH_BOUNDARY void step(minibatch& b) {
    multiply(false, false, b.size, hidden, pixels, b.images.data(), n.hidden.weights.data(),
             b.h.data(), T(1), T(0), nullptr);
    multiply(false, false, b.size, classes, hidden, b.h.data(), n.output.weights.data(),
             b.logits.data(), T(1), T(0), nullptr);
    multiply(false, true, b.size, hidden, classes, b.logits.data(), n.output.weights.data(),
             b.delta.data(), T(1), T(0), b.packed.data());
    multiply(true, false, hidden, classes, b.size, b.h.data(), b.logits.data(),
             gradient.output.weights.data(), T(1), T(0), nullptr);
    multiply(true, false, pixels, hidden, b.size, b.images.data(), b.delta.data(),
             gradient.hidden.weights.data(), T(1), T(0), nullptr);
  }
};

// --- the table ---

bool near(const matrix& x, const matrix& y) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(std::fabs(x[i] - y[i]) < 1e-4F)) return false;
  }
  return true;
}
void check(const char* name, std::size_t size, bool right) {
  if (right) return;
  std::printf("%s, %zu: the results differ\n", name, size);
  std::exit(1);
}

template <class Rule>
void measure(const bench::options& chosen) {
  if (!bench::is_chosen<Rule>(chosen)) return;
  for (const std::size_t size : {1U, 16U, 64U, 256U}) {
    minibatch b(size);
    by_library<Rule> library;
    by_hand<Rule> hand;
    products alone;
    for (int step = 0; step < 3; ++step) {
      const T ours = library.step(b), theirs = hand.step(b);
      check(Rule::name, size, std::fabs(ours - theirs) < 1e-4F);
    }
    check(Rule::name, size,
          near(library.n->hidden.weights, hand.first.weights) &&
              near(library.n->output.weights, hand.second.weights));
    const auto of_hand = bench::interleave(
        std::min(chosen.rounds, 201), 1, [&] { library.step(b); }, [&] { hand.step(b); });
    const auto of_products = bench::interleave(
        std::min(chosen.rounds, 201), 1, [&] { library.step(b); }, [&] { alone.step(b); });
    std::printf("| %s | %zu | %.1f | %.1f | %.2f | %.1f | %.2f |\n", Rule::name, size,
                of_hand[0].nanoseconds / 1000, of_hand[1].nanoseconds / 1000, of_hand[0].ratio,
                of_products[1].nanoseconds / 1000, of_products[0].ratio);
    std::fflush(stdout);
  }
}

/// Two threads against one.
template <class Rule>
void measure_threads([[maybe_unused]] const bench::options& chosen) {
#if defined(_OPENMP)
  if (!bench::is_chosen<Rule>(chosen)) return;
  for (const std::size_t size : {16U, 64U, 256U}) {
    minibatch b(size);
    by_library<Rule> one, two;
    two.memory.threads = 2;
    if constexpr (requires { two.rule.optimizer.threads; }) two.rule.optimizer.threads = 2;
    for (int step = 0; step < 3; ++step) check(Rule::name, size, one.step(b) == two.step(b));
    const auto timings = bench::interleave(
        std::min(chosen.rounds, 201), 1, [&] { one.step(b); }, [&] { two.step(b); });
    std::printf("| %s | %zu | %.1f | %.2f |\n", Rule::name, size, timings[1].nanoseconds / 1000,
                timings[0].ratio);
    std::fflush(stdout);
  }
#endif
}

#if defined(ETNA_BENCH_TORCH)
template <class Rule>
void measure_torch(const bench::options& chosen) {
  if (!bench::is_chosen<Rule>(chosen)) return;
  for (const std::size_t size : {1U, 16U, 64U, 256U}) {
    minibatch b(size);
    by_library<Rule> library;
    const network<T> n = make_network();
    bench::torch_network torch({n.hidden.weights.data(), n.hidden.weights.size()},
                               {n.output.weights.data(), n.output.weights.size()}, pixels, hidden,
                               classes, {b.images.data(), b.images.size()}, b.labels, Rule::name,
                               1);
    for (int step = 0; step < 5; ++step)
      check(Rule::name, size, std::fabs(library.step(b) - torch.step()) < 1e-3F);
    const auto timings = bench::interleave(
        std::min(chosen.rounds, 201), 1, [&] { torch.step(); }, [&] { library.step(b); });
    std::printf("| %s | %zu | %.1f | %.1f | %.2f |\n", Rule::name, size,
                timings[1].nanoseconds / 1000, timings[0].nanoseconds / 1000, timings[0].ratio);
    std::fflush(stdout);
  }
}
#endif

}  // namespace

int main(int argc, char** argv) {
  const bench::options chosen = bench::read_options(argc, argv);
  std::puts(
      "| optimizer | batch | µs a step | by hand | ratio | products alone | ratio |\n"
      "| --- | --- | --- | --- | --- | --- | --- |");
  measure<sgd>(chosen);
  measure<adam>(chosen);
#if defined(ETNA_BENCH_TORCH)
  std::puts(
      "\n| optimizer | batch | µs a step | by libtorch | times as fast |\n"
      "| --- | --- | --- | --- | --- |");
  measure_torch<sgd>(chosen);
  measure_torch<adam>(chosen);
#endif
  std::puts(
      "\n| optimizer | batch | µs a step of two threads | times as fast as one |\n"
      "| --- | --- | --- | --- |");
  bench::use_all_cores();
  measure_threads<sgd>(chosen);
  measure_threads<adam>(chosen);
}
