// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What the program knows of a kernel that is compiled several times: plain data and functions that
/// are not templates. Nothing here depends on the architecture, nor includes what does.

#include <cstddef>

struct fit {
  const float* x;  // `samples` numbers
  const float* y;  // `samples` numbers
  std::size_t samples;
  int steps;
  float parameters[2];  // in and out: y = parameters[0] exp(-parameters[1] x)
  float loss;           // out
};

struct kernel {
  const char* name;
  void (*train)(fit&);
  void (*predict)(const fit&, float* out);  // at x
};

extern "C" {
kernel kernel_sse2();
kernel kernel_avx2();
kernel kernel_avx512();
}
