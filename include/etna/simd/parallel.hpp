// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <stdexcept>

namespace etna {

/// Throws std::logic_error if several threads are to share several calls without OpenMP.
inline void check_threads([[maybe_unused]] int threads, [[maybe_unused]] std::size_t count) {
#if !defined(_OPENMP)
  if (threads > 1 && count > 1)
    throw std::logic_error("Etna: several threads need OpenMP: compile with -fopenmp");
#endif
}

/// Calls f(k) for k from 0 to count - 1, shared by so many threads of OpenMP. Throws
/// std::logic_error for more than one without it. (Compile all of a program with -fopenmp, or
/// nothing.)
template <class F>
void parallel_for(int threads, std::size_t count, const F& f) {
  check_threads(threads, count);
  if (threads <= 1 || count <= 1) {
    for (std::size_t k = 0; k < count; ++k) f(k);
    return;
  }
#if defined(_OPENMP)
#pragma omp parallel for num_threads(threads) schedule(static)
  for (std::size_t k = 0; k < count; ++k) f(k);
#endif
}

}  // namespace etna
