// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/simd/xsimd.hpp"

namespace etna::simd {

/// While it lives, and if it is asked to, this thread's numbers below the normal ones are 0,
/// results and operands, where the processor can do that (x86): computing with them is slow.
class flush_denormals {
 public:
#if XSIMD_WITH_SSE2
  explicit flush_denormals(bool flush) : flush_(flush) {
    if (!flush_) return;
    before_ = _mm_getcsr();
    _mm_setcsr(before_ | 0x8040u);
  }
  ~flush_denormals() {
    if (flush_) _mm_setcsr(before_);
  }
#else
  explicit flush_denormals(bool) {}
  ~flush_denormals() {}
#endif
  flush_denormals(const flush_denormals&) = delete;
  flush_denormals& operator=(const flush_denormals&) = delete;

 private:
#if XSIMD_WITH_SSE2
  bool flush_;
  unsigned before_ = 0;
#endif
};

}  // namespace etna::simd
