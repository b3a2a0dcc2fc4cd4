// expect: Etna: the shapes of two arrays do not fit together.
// expect: matmul_
// expect: matrix_of<4, 3>
// expect: vector_of<4>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

// A vector on the right is a column, but it is shown as the vector that it is; a transposed matrix
// as it is given to matmul.
constexpr auto f = [](const auto& a, const auto& x) {
  return etna::sum(etna::matmul(etna::transpose(a), x));
};

#if defined(ETNA_TWIN)
const etna::array<double, 3> x;
#else
const etna::array<double, 4> x;
#endif
const auto gradient = etna::grad(f)(etna::array<double, 3, 4>(), x);
