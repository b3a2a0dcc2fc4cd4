// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <stdexcept>

namespace etna {

/// Calls f(k) for k from 0 to count - 1, shared by so many threads of OpenMP. Throws
/// std::logic_error for more than one without it. (Compile all of a program with -fopenmp, or
/// nothing.)
template <class F>
void parallel_for(int threads, std::size_t count, const F& f) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t k = 0; k < count; ++k) f(k);
    return;
  }
#if defined(_OPENMP)
#pragma omp parallel for num_threads(threads) schedule(static)
  for (std::size_t k = 0; k < count; ++k) f(k);
#else
  throw std::logic_error("Etna: several threads need OpenMP: compile with -fopenmp");
#endif
}

}  // namespace etna
