// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/sampler.hpp"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

namespace {

std::vector<std::uint32_t> copy(std::span<const std::uint32_t> batch) {
  return {batch.begin(), batch.end()};
}

}  // namespace

TEST_CASE("every epoch has every sample once, in another order") {
  etna::minibatch_sampler sampler(10, {.batch_size = 4, .seed = 1});
  CHECK(sampler.batches_per_epoch() == 3);
  std::set<std::vector<std::uint32_t>> orders;
  for (int epoch = 0; epoch < 5; ++epoch) {
    std::vector<std::uint32_t> order;
    for (const std::size_t size : {4U, 4U, 2U}) {
      const auto batch = sampler.next();
      CHECK(batch.size() == size);
      CHECK(sampler.epoch() == epoch);
      CHECK(sampler.epoch_ends() == (size == 2));
      order.insert(order.end(), batch.begin(), batch.end());
    }
    orders.insert(order);
    std::sort(order.begin(), order.end());
    for (std::uint32_t i = 0; i < 10; ++i) CHECK(order[i] == i);
  }
  CHECK(orders.size() == 5);
}

TEST_CASE("short batches may be dropped") {
  etna::minibatch_sampler sampler(10, {.batch_size = 4, .drop_last = true});
  CHECK(sampler.batches_per_epoch() == 2);
  for (int k = 0; k < 7; ++k) {
    CHECK(sampler.next().size() == 4);
    CHECK(sampler.epoch() == k / 2);
  }
}

TEST_CASE("the same seed gives the same batches, and another others") {
  etna::minibatch_sampler a(100, {.batch_size = 100, .seed = 5}), b = a;
  etna::minibatch_sampler c(100, {.batch_size = 100, .seed = 6});
  const auto first = copy(a.next());
  CHECK(copy(b.next()) == first);
  CHECK(copy(c.next()) != first);
  // Of an independent implementation: what a seed means must not change.
  etna::minibatch_sampler small(5, {.batch_size = 5, .seed = 1});
  CHECK(copy(small.next()) == std::vector<std::uint32_t>{2, 3, 1, 4, 0});
}

TEST_CASE("seek goes to where it is after so many batches") {
  for (const bool drop_last : {false, true}) {
    for (const std::size_t size : {3U, 5U, 10U}) {
      etna::minibatch_sampler through(10, {.batch_size = size, .seed = 2, .drop_last = drop_last});
      etna::minibatch_sampler sought = through;
      sought.next();
      for (int batches = 0; batches < 13; ++batches) {
        sought.seek(batches);
        CHECK(sought.epoch() == through.epoch());
        CHECK(sought.epoch_ends() == through.epoch_ends());
        CHECK(sought.batch() == through.batch());
        CHECK(sought.batches_left() == through.batches_left());
        const auto expected = copy(through.next());
        CHECK(copy(sought.next()) == expected);
      }
    }
  }
}

TEST_CASE("a loop that is resumed takes as many batches as one that is not") {
  for (int before = 0; before <= 12; ++before) {
    etna::minibatch_sampler sampler(10, {.batch_size = 3});
    sampler.seek(before);
    int batches = before;
    while (sampler.epoch() < 2 || !sampler.epoch_ends()) {
      sampler.next();
      ++batches;
    }
    CHECK(batches == 12);
  }
}

TEST_CASE("the batch size may change") {
  etna::minibatch_sampler sampler(10, {.batch_size = 2});
  CHECK(sampler.next().size() == 2);
  sampler.set_batch_size(5);
  CHECK(sampler.next().size() == 5);
  CHECK(sampler.next().size() == 3);
  CHECK_THROWS_AS(sampler.set_batch_size(0), std::invalid_argument);
}

TEST_CASE("sizes without a meaning") {
  CHECK_THROWS_AS(etna::minibatch_sampler(10, {.batch_size = 0}), std::invalid_argument);
  CHECK_THROWS_AS(etna::minibatch_sampler(3, {.batch_size = 4, .drop_last = true}),
                  std::invalid_argument);
  etna::minibatch_sampler none(0, {});
  CHECK(none.next().empty());
  CHECK(none.epoch_ends());
}

TEST_CASE("a curriculum begins with the easy samples") {
  const std::vector<double> difficulty{5, 1, 4, 2, 3};
  etna::curriculum_sampler sampler(difficulty, {.batch_size = 2, .seed = 1});
  std::set<std::uint32_t> easy, all;
  for (int k = 0; k < 100; ++k) {
    for (const auto i : sampler.next(0.6)) easy.insert(i);
    for (const auto i : sampler.next(1)) all.insert(i);
  }
  CHECK(easy == std::set<std::uint32_t>{1, 3, 4});
  CHECK(all.size() == 5);
  CHECK(sampler.next(std::numeric_limits<double>::quiet_NaN()).size() == 2);
  etna::curriculum_sampler few(difficulty, {.batch_size = 8});
  CHECK(few.next(0.5).size() == 8);
  etna::curriculum_sampler none(std::vector<double>(), {});
  none.seek(3);
  CHECK(none.epoch() == 0);
  CHECK(none.next().empty());
  CHECK_THROWS_AS(etna::curriculum_sampler(difficulty, {.batch_size = 0}), std::invalid_argument);
}

TEST_CASE("minibatches of some samples only") {
  const auto [training, validation] = etna::split(50, 0.3, 7);
  etna::minibatch_sampler sampler(training, {.batch_size = 4, .seed = 3});
  CHECK(sampler.batches_per_epoch() == 9);
  for (int epoch = 0; epoch < 2; ++epoch) {
    std::set<std::uint32_t> seen;
    do {
      for (const auto i : sampler.next()) seen.insert(i);
    } while (!sampler.epoch_ends());
    CHECK(seen == std::set<std::uint32_t>(training.begin(), training.end()));
  }
  const std::vector<std::uint32_t> none;
  CHECK(etna::minibatch_sampler(none, {}).next().empty());
}

TEST_CASE("samples to train on and samples held out are all samples") {
  const auto [training, validation] = etna::split(103, 0.2, 7);
  CHECK(validation.size() == 20);
  std::set<std::uint32_t> all(training.begin(), training.end());
  all.insert(validation.begin(), validation.end());
  CHECK(all.size() == 103);
  CHECK(etna::split(10, 0).validation.empty());
  CHECK(etna::split(100, 0.29).validation.size() == 29);
  CHECK(etna::split(10, 1).training.empty());
  CHECK_THROWS_AS(etna::split(10, 1.5), std::invalid_argument);
}
