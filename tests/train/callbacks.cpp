// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/callbacks.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

#include "etna/optimize.hpp"
#include "support/temporary_file.hpp"

namespace {

using etna::test::temporary_file;

std::string text_of(const temporary_file& file) {
  std::ifstream stream(file.name);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::unique_ptr<std::FILE, int (*)(std::FILE*)> open(const temporary_file& file) {
  return {std::fopen(file.name.c_str(), "w"), std::fclose};
}

/// Two epochs of two batches.
template <class Callback>
void run(Callback& callback) {
  for (std::int64_t step = 1; step <= 4; ++step) {
    etna::progress now;
    now.epoch = (step - 1) / 2;
    now.epochs = 2;
    now.batch = static_cast<std::size_t>((step - 1) % 2 + 1);
    now.batches = 2;
    now.step = step;
    now.mean_loss = 1 / static_cast<double>(step);
    now.learning_rate = 0.5;
    now.seconds = static_cast<double>(step);
    callback(now);
  }
}

}  // namespace

TEST_CASE("a line an epoch where the output is no terminal") {
  const temporary_file file;
  {
    const auto stream = open(file);
    etna::progress_bar bar(stream.get());
    run(bar);
  }
  CHECK(text_of(file) == "epoch 1/2  loss 0.5  2.0 s\nepoch 2/2  loss 0.25  4.0 s\n");
}

TEST_CASE("a bar with rate and remaining time on a terminal") {
  const temporary_file file;
  {
    const auto stream = open(file);
    etna::progress_bar bar(stream.get(), true);
    run(bar);
  }
  const std::string text = text_of(file);
  CHECK(text.find("\repoch 1/2 [##########..........] loss 1  1 steps/s  3 s left") == 0);
  CHECK(text.find("epoch 2/2 [####################] loss 0.25  1 steps/s  0 s left") !=
        std::string::npos);
}

TEST_CASE("the learning curve as CSV") {
  const temporary_file file;
  {
    etna::csv_log log(file.name);
    run(log);
  }
  CHECK(text_of(file) ==
        "epoch,step,mean_loss,learning_rate,seconds\n1,2,0.5,0.5,2.000\n2,4,0.25,0.5,4.000\n");
  CHECK_THROWS_AS(etna::csv_log("/nowhere/at/all"), std::runtime_error);
}

TEST_CASE("a training that goes on appends to its learning curve") {
  const temporary_file file;
  for (int k = 0; k < 2; ++k) {
    etna::csv_log log(file.name, etna::log_mode::append);
    run(log);
  }
  CHECK(text_of(file) ==
        "epoch,step,mean_loss,learning_rate,seconds\n1,2,0.5,0.5,2.000\n2,4,0.25,0.5,4.000\n"
        "1,2,0.5,0.5,2.000\n2,4,0.25,0.5,4.000\n");
}

TEST_CASE("a bar shows a second training from its beginning") {
  const temporary_file file;
  {
    const auto stream = open(file);
    etna::progress_bar bar(stream.get(), true);
    run(bar);
    std::fputs("second", stream.get());
    run(bar);
  }
  const std::string text = text_of(file);
  CHECK(text.find("epoch 1/2 [##########.", text.find("second")) != std::string::npos);
}

TEST_CASE("checkpoints at the end of epochs") {
  const temporary_file file;
  std::vector<double> p{1, 2};
  const auto optimizer = etna::chain(etna::adam{});
  auto state = optimizer.init(p);
  state.steps = 7;
  etna::save_checkpoints save(file.name, p, state, 1);
  run(save);
  std::vector<double> q{0, 0};
  auto loaded = optimizer.init(q);
  etna::load_checkpoint(file.name, q, loaded);
  CHECK(q == p);
  CHECK(loaded.steps == 7);

  // In the middle of an epoch, if the training is stopped there.
  p[0] = 5;
  etna::progress now{.epochs = 3, .batch = 1, .batches = 4};
  etna::save_checkpoints(file.name, p, state, 0)(now);
  etna::load_checkpoint(file.name, q, loaded);
  CHECK(q[0] == 1);
  now.stopped = true;
  etna::save_checkpoints(file.name, p, state, 0)(now);
  etna::load_checkpoint(file.name, q, loaded);
  CHECK(q == p);
}

TEST_CASE("a bar fits a terminal of 80 columns, and a stopped training ends its line") {
  const temporary_file file;
  {
    const auto stream = open(file);
    etna::progress_bar bar(stream.get(), true);
    bar({.epoch = 123456,
         .epochs = 1234567,
         .batch = 3,
         .batches = 10,
         .step = 123456789,
         .mean_loss = -1.23456e-300,
         .seconds = 1e-3,
         .stopped = true});
  }
  const std::string text = text_of(file);
  CHECK(text.size() <= 1 + 79 + 3 + 1);
  CHECK(text.back() == '\n');
}
