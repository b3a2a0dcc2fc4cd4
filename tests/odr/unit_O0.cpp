// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "odr/gradients.hpp"

odr_tests::results odr_tests::differentiate_unoptimized(const point& x, const point& v) {
  return differentiate(x, v);
}
const void* odr_tests::gradient_of_unoptimized() { return &gradient; }
