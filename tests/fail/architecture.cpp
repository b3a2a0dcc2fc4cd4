// expect: Etna: the compiler's options do not allow this architecture of xsimd
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>
#include <etna/simd.hpp>
#include <vector>

#if defined(ETNA_TWIN)
using architecture = etna::simd::scalar;
#else
using architecture = xsimd::neon64;
#endif

const auto call = [] {
  return etna::vmap<architecture>([](auto x) { return x * x; })(std::vector<double>(3));
};
template <class F>
void run(const F& f) {
  static_cast<void>(f());
}
template void run(const decltype(call)&);
