// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/any_optimizer.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "etna/optimize.hpp"

namespace {

TEST_CASE("does what the optimizer does that it holds") {
  const auto adam = etna::chain(etna::clip_by_value{.limit = 1}, etna::adam{.learning_rate = 0.1});
  std::vector<float> x(37, 1), y = x, gradient(37);
  auto state = adam.init(x);
  etna::any_optimizer<float> any = etna::chain(etna::sgd{});
  any = adam;
  const etna::any_optimizer<float> copy = any;
  any.set_learning_rate(5);  // of this one only
  auto other = copy.init(y);
  for (int step = 0; step < 10; ++step) {
    for (std::size_t i = 0; i < x.size(); ++i) gradient[i] = x[i] - static_cast<float>(i);
    CHECK(adam.update(x, gradient, state) == copy.update(y, gradient, other));
    CHECK(x == y);
  }
  any.update(y, gradient, other);
  CHECK(std::abs(y[5] - x[5]) > 1);
  CHECK(copy.learning_rate() == 0.1);
  CHECK_FALSE(copy.looks_ahead());

  const etna::any_optimizer<float> taken = std::move(any);
  etna::any_optimizer<float> empty = any;
  empty = taken;
  CHECK(empty.learning_rate() == 5);
}

}  // namespace
