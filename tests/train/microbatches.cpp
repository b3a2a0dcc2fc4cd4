// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/microbatches.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <boost/hana/define_struct.hpp>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "etna/train.hpp"
#include "support/allocations.hpp"

namespace {

std::vector<std::uint32_t> indices_below(std::size_t count) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

/// The mean of ½ (w₀ + w₁ k - k²)² over k = index / 8, and its gradient.
template <class T>
double mean_square(const std::array<T, 2>& w, std::span<const std::uint32_t> indices,
                   std::array<T, 2>& gradient) {
  double loss = 0, by_0 = 0, by_1 = 0;
  for (const std::uint32_t index : indices) {
    const double k = index / 8.0, z = double(w[0]) + double(w[1]) * k - k * k;
    loss += z * z / 2;
    by_0 += z;
    by_1 += z * k;
  }
  const auto count = static_cast<double>(indices.size());
  gradient = {static_cast<T>(by_0 / count), static_cast<T>(by_1 / count)};
  return loss / count;
}

template <class T>
void check_means(double tolerance) {
  const std::array<T, 2> w{T(0.5), T(-0.25)};
  for (std::size_t count = 1; count <= 40; ++count) {
    const auto indices = indices_below(count);
    std::array<T, 2> whole{}, summed{};
    const double loss = mean_square<T>(w, indices, whole);
    for (const std::size_t size : {1U, 2U, 3U, 7U, 39U, 40U, 41U}) {
      const etna::microbatches in_parts(size, mean_square<T>);
      CHECK(in_parts(w, indices, summed) == doctest::Approx(loss).epsilon(1e-14));
      for (std::size_t i = 0; i < 2; ++i)
        CHECK(double(summed[i]) == doctest::Approx(double(whole[i])).epsilon(tolerance));
    }
  }
}

}  // namespace

TEST_CASE("parts make the mean of a minibatch, whatever its size and theirs") {
  check_means<double>(1e-13);
  check_means<float>(1e-5);
}

TEST_CASE("parts are in order, nearly equal, and no more than the size") {
  for (std::size_t count = 1; count <= 60; ++count) {
    std::vector<std::uint32_t> seen;
    std::vector<std::size_t> sizes;
    const etna::microbatches in_parts(
        8, [&](const std::array<double, 1>&, auto indices, std::array<double, 1>& g) {
          seen.insert(seen.end(), indices.begin(), indices.end());
          sizes.push_back(indices.size());
          g = {0};
          return 0.0;
        });
    std::array<double, 1> w{}, g{};
    in_parts(w, indices_below(count), g);
    CHECK(seen == indices_below(count));
    CHECK(sizes.size() == (count + 7) / 8);
    const auto [least, most] = std::minmax_element(sizes.begin(), sizes.end());
    CHECK(*most <= 8);
    CHECK(*most - *least <= 1);
  }
}

TEST_CASE("a training in parts is the same but for rounding") {
  const auto trained = [](const auto& loss) {
    std::array<double, 2> w{};
    const auto optimizer = etna::chain(etna::adam{.learning_rate = 0.05});
    auto state = optimizer.init(w);
    etna::fit(w, optimizer, state, {.epochs = 20, .batches = {.batch_size = 50}}, 120, loss);
    return w;
  };
  const auto whole = trained(mean_square<double>);
  const auto in_parts = trained(etna::microbatches(16, mean_square<double>));
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(in_parts[i] == doctest::Approx(whole[i]).epsilon(1e-10));
}

TEST_CASE("they allocate nothing after the first") {
  const etna::microbatches in_parts(3, mean_square<double>);
  const auto indices = indices_below(10);
  std::array<double, 2> w{}, g{};
  in_parts(w, indices, g);
  const auto before = etna::test::allocations();
  in_parts(w, indices, g);
  CHECK(etna::test::allocations() == before);
}

TEST_CASE("microbatches of nothing are refused") {
  CHECK_THROWS_AS(etna::microbatches(0, mean_square<double>), std::invalid_argument);
}
