// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Run-time dispatch: one kernel, compiled for three architectures, of which the best is picked
/// that the processor has. This file is compiled for every processor.

#include <cmath>
#include <cstdio>
#include <vector>

#include "kernel.hpp"

namespace {

/// The kernels that the processor can run, the best first. (The compiler's builtin asks as well
/// whether the operating system saves the registers.)
std::vector<kernel> usable_kernels() {
  __builtin_cpu_init();
  std::vector<kernel> usable;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    usable.push_back(kernel_avx512());
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    usable.push_back(kernel_avx2());
  usable.push_back(kernel_sse2());
  return usable;
}

}  // namespace

int main() {
  std::vector<float> x(1000), y(1000), predicted(1000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = 0.003F * static_cast<float>(i);
    y[i] = 2 * std::exp(-0.7F * x[i]);
  }
  const std::vector<kernel> usable = usable_kernels();
  std::printf("picked: %s\n", usable.front().name);
  bool all_good = true;
  for (const kernel& k : usable) {  // a program would run the first only
    fit task{x.data(), y.data(), x.size(), 500, {1, 0}, 0};
    k.train(task);
    k.predict(task, predicted.data());
    const bool good = std::fabs(task.parameters[0] - 2) < 1e-3F &&
                      std::fabs(task.parameters[1] - 0.7F) < 1e-3F &&
                      std::fabs(predicted.back() - y.back()) < 1e-3F;
    std::printf("%-12s %.3f exp(-%.3f x)%s\n", k.name, static_cast<double>(task.parameters[0]),
                static_cast<double>(task.parameters[1]), good ? "" : ", expected 2 exp(-0.7 x)");
    all_good = all_good && good;
  }
  return all_good ? 0 : 1;
}
