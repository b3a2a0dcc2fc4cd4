// expect: Etna: the shapes of two arrays do not fit together.
// expect: softmax_cross_entropy_
// expect: matrix_of<3, 4>
// expect: vector_of<4>
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/array.hpp>

constexpr auto f = [](const auto& logits, const auto& labels) {
  return etna::sum(etna::softmax_cross_entropy(logits, labels));
};

#if defined(ETNA_TWIN)
const etna::array<int, 3> labels;
#else
const etna::array<int, 4> labels;
#endif
const auto gradient = etna::grad(f, etna::wrt<0>)(etna::array<double, 3, 4>(), labels);
