// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// A step of each optimizer in float, against a loop that only reads and writes the same arrays,
/// and against the plain loop that one would write (compiled with -fno-math-errno, without which it
/// is not vectorised), as a table in Markdown; where CMake has found libtorch, against its
/// optimizers as well, on one thread, with how many times as fast as those the loop that only reads
/// and writes is. options.hpp has the usage.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <etna/optimize.hpp>

#include "boundary.hpp"
#include "interleave.hpp"
#include "options.hpp"
#if defined(ETNA_BENCH_TORCH)
#include "torch/optimizers.hpp"
#endif

namespace {

using T = float;
using V = etna::simd::pack<T>;

/// What a step works on.
struct arrays {
  std::size_t size;
  T *p, *m, *v;
  const T* g;
};

// The same streams with as little arithmetic as there can be.
template <int Slots>
ETNA_BENCH_BOUNDARY void stream(const arrays& a, T zero) {
  constexpr std::size_t width = etna::simd::lanes<V>;
  const arrays at = a;  // a store to an array does not change this copy
  const V share(zero);
  const auto through = [&](const T* x, std::size_t i, const V& g) {
    return etna::multiply_add(share, g, etna::simd::load<V>(x + i));
  };
  for (std::size_t i = 0; i + width <= at.size; i += width) {
    const V g = etna::simd::load<V>(at.g + i);
    const V p = through(at.p, i, g);
    const V m = Slots > 0 ? through(at.m, i, g) : g;
    const V v = Slots > 1 ? through(at.v, i, g) : g;
    etna::simd::store(at.p + i, p);
    if (Slots > 0) etna::simd::store(at.m + i, m);
    if (Slots > 1) etna::simd::store(at.v + i, v);
  }
}

// As one would write them.
struct plain_sgd {
  static constexpr int slots = 0;
  void operator()(T& p, T g, T&, T&) const { p -= T(0.01) * g; }
};
struct plain_momentum {
  static constexpr int slots = 1;
  void operator()(T& p, T g, T& m, T&) const {
    m = T(0.9) * m + g;
    p -= T(0.01) * m;
  }
};
struct plain_adagrad {
  static constexpr int slots = 1;
  void operator()(T& p, T g, T& m, T&) const {
    m += g * g;
    p -= T(0.01) * g / (std::sqrt(m) + T(1e-10));
  }
};
struct plain_rmsprop {
  static constexpr int slots = 1;
  void operator()(T& p, T g, T& m, T&) const {
    m = T(0.99) * m + T(0.01) * g * g;
    p -= T(0.01) * g / (std::sqrt(m) + T(1e-8));
  }
};
template <bool Decay>
struct plain_adam {
  static constexpr int slots = 2;
  T rate = T(1e-3), root_scale = 1;
  void operator()(T& p, T g, T& m, T& v) const {
    m = T(0.9) * m + T(0.1) * g;
    v = T(0.999) * v + T(0.001) * g * g;
    const T step = rate * m / (std::sqrt(v) * root_scale + T(1e-8));
    p = Decay ? p * T(0.99999) - step : p - step;
  }
};

template <class Plain>
ETNA_BENCH_BOUNDARY void plain_loop(const arrays& a, const Plain& step) {
  T* __restrict p = a.p;
  T* __restrict m = a.m;
  T* __restrict v = a.v;
  const T* __restrict g = a.g;
  const Plain rule = step;
  T none = 0;
  for (std::size_t i = 0; i < a.size; ++i) {
    if constexpr (Plain::slots == 0) rule(p[i], g[i], none, none);
    if constexpr (Plain::slots == 1) rule(p[i], g[i], m[i], none);
    if constexpr (Plain::slots == 2) rule(p[i], g[i], m[i], v[i]);
  }
}

constexpr std::size_t sizes[] = {10'000, 100'000, 1'000'000, 10'000'000, 50'000'000};

template <class Optimizer>
ETNA_BENCH_BOUNDARY void by_library(const Optimizer& optimizer, std::span<T> p,
                                    std::span<const T> g, etna::optimizer_state<T>& state) {
  optimizer.update(p, g, state);
}

/// What an optimizer is compared with beside the streams: a loop, or another optimizer.
template <class Plain>
void run_other(const arrays& a, const Plain& plain, std::span<T>, std::span<const T>,
               etna::optimizer_state<T>&) {
  plain_loop(a, plain);
}
template <class... Rules>
void run_other(const arrays&, const etna::optimizer<Rules...>& other, std::span<T> p,
               std::span<const T> g, etna::optimizer_state<T>& state) {
  by_library(other, p, g, state);
}

etna::aligned_buffer<T> gradient_of(std::size_t size) {
  etna::aligned_buffer<T> g(size, T(0), 1);
  for (std::size_t i = 0; i < size; ++i) g[i] = T(0.001) * static_cast<T>(1 + i * 7919 % 1000);
  return g;
}

arrays arrays_of(etna::aligned_buffer<T>& p, const etna::aligned_buffer<T>& g,
                 etna::optimizer_state<T>& state) {
  const auto slot = [&](std::size_t k) {
    return k < state.slots.size() ? state.slots[k].values.data() : nullptr;
  };
  return {p.size(), p.data(), slot(0), slot(1), g.data()};
}

template <int Slots, class Optimizer, class Other>
void measure(const char* name, const Optimizer& optimizer, const Other& other,
             const bench::options& chosen) {
  if (std::string(name).find(chosen.name) == std::string::npos) return;
  for (const std::size_t size : sizes) {
    etna::aligned_buffer<T> p(size, T(1), 0);
    const etna::aligned_buffer<T> g = gradient_of(size);
    auto state = optimizer.init(p);
    const arrays a = arrays_of(p, g, state);
    volatile T zero = 0;
    const int rounds = size > 1'000'000 ? 15 : std::min(chosen.rounds, 301);
    const auto timings = bench::interleave(
        rounds, static_cast<double>(size), [&] { by_library(optimizer, p, g, state); },
        [&] { run_other(a, other, p, g, state); }, [&] { stream<Slots>(a, zero); });
    std::printf("| %s | %.0e | %.3f | %.2f | %.2f |\n", name, static_cast<double>(size),
                timings[0].nanoseconds, timings[0].ratio, timings[0].ratio / timings[1].ratio);
    std::fflush(stdout);
  }
}

#if defined(ETNA_BENCH_TORCH)
template <int Slots, class Optimizer>
void measure_torch(const char* name, const Optimizer& optimizer, const bench::options& chosen) {
  if (std::string(name).find(chosen.name) == std::string::npos) return;
  for (const std::size_t size : sizes) {
    if (size > 1'000'000) break;  // libtorch's temporaries are many arrays as long
    etna::aligned_buffer<T> p(size, T(1), 0);
    const etna::aligned_buffer<T> g = gradient_of(size);
    auto state = optimizer.init(p);
    bench::torch_optimizer torch(name, p, g);
    for (int step = 0; step < 3; ++step) {
      by_library(optimizer, p, g, state);
      torch.step();
    }
    for (std::size_t i = 0; i < size; ++i) {
      if (!(std::fabs(p[i] - torch.parameters()[i]) < 1e-5F)) {
        std::printf("%s: the library's step and libtorch's differ\n", name);
        std::exit(1);
      }
    }
    // Several steps at a time, since the arrays of one push those of the other out of the caches.
    constexpr int steps = 20;
    const arrays a = arrays_of(p, g, state);
    volatile T zero = 0;
    const auto timings = bench::interleave(
        std::min(chosen.rounds, 51), static_cast<double>(size) * steps,
        [&] {
          for (int step = 0; step < steps; ++step) torch.step();
        },
        [&] {
          for (int step = 0; step < steps; ++step) stream<Slots>(a, zero);
        },
        [&] {
          for (int step = 0; step < steps; ++step) by_library(optimizer, p, g, state);
        });
    std::printf("| %s | %.0e | %.3f | %.3f | %.1f | %.1f |\n", name, static_cast<double>(size),
                timings[2].nanoseconds, timings[0].nanoseconds, timings[0].ratio,
                timings[0].ratio / timings[1].ratio);
    std::fflush(stdout);
  }
}
#endif

#if defined(_OPENMP)
template <class Optimizer>
void measure_threads(const char* name, const Optimizer& optimizer, const bench::options& chosen) {
  for (const std::size_t size : sizes) {
    etna::aligned_buffer<T> p(size, T(1), 0), g(size, T(0.001), 1);
    auto state = optimizer.init(p);
    auto shared = optimizer;
    shared.threads = 2;
    const auto timings = bench::interleave(
        size > 1'000'000 ? 15 : std::min(chosen.rounds, 301), static_cast<double>(size),
        [&] { by_library(optimizer, p, g, state); }, [&] { by_library(shared, p, g, state); });
    std::printf("| %s | %.0e | %.2f |\n", name, static_cast<double>(size), timings[0].ratio);
  }
}
#endif

}  // namespace

int main(int argc, char** argv) {
  const bench::options chosen = bench::read_options(argc, argv);
  std::puts("| optimizer | parameters | ns a parameter | times the streams | times a plain loop |");
  std::puts("| --- | --- | --- | --- | --- |");
  measure<0>("sgd", etna::chain(etna::sgd{}), plain_sgd{}, chosen);
  measure<1>("momentum", etna::chain(etna::momentum{}), plain_momentum{}, chosen);
  measure<1>("adagrad", etna::chain(etna::adagrad{}), plain_adagrad{}, chosen);
  measure<1>("rmsprop", etna::chain(etna::rmsprop{}), plain_rmsprop{}, chosen);
  measure<2>("adam", etna::chain(etna::adam{}), plain_adam<false>{}, chosen);
  measure<2>("adamw", etna::chain(etna::adamw{}), plain_adam<true>{}, chosen);
  std::puts("\n| chain | parameters | ns a parameter | times the streams | times Adam alone |");
  std::puts("| --- | --- | --- | --- | --- |");
  measure<2>("clip, adam, decay",
             etna::chain(etna::clip_by_value{}, etna::adam{}, etna::decoupled_weight_decay{}),
             etna::chain(etna::adam{}), chosen);
#if defined(ETNA_BENCH_TORCH)
  std::puts(
      "\n| optimizer | parameters | ns a parameter | by libtorch | times as fast | the streams |");
  std::puts("| --- | --- | --- | --- | --- | --- |");
  measure_torch<0>("sgd", etna::chain(etna::sgd{}), chosen);
  measure_torch<1>("momentum", etna::chain(etna::momentum{}), chosen);
  measure_torch<1>("adagrad", etna::chain(etna::adagrad{}), chosen);
  measure_torch<1>("rmsprop", etna::chain(etna::rmsprop{}), chosen);
  measure_torch<2>("adam", etna::chain(etna::adam{}), chosen);
  measure_torch<2>("adamw", etna::chain(etna::adamw{}), chosen);
#endif
#if defined(_OPENMP)
  if (!chosen.name.empty()) return 0;
  std::puts("\n| two threads | parameters | times as fast as one |\n| --- | --- | --- |");
  bench::use_all_cores();
  measure_threads("adam", etna::chain(etna::adam{}), chosen);
#endif
}
