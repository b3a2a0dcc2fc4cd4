// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dlfcn.h>
#include <torch/utils.h>

namespace bench {

/// Has libtorch compute on so many threads. OpenBLAS, which it has multiply, does not listen to it,
/// and begins with as many as there are cores.
inline void set_torch_threads(int threads) {
  torch::set_num_threads(threads);
  using setter = void (*)(int);
  if (void* const found = dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
    reinterpret_cast<setter>(found)(threads);
}

}  // namespace bench
