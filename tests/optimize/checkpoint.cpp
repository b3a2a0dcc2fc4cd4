// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/checkpoint.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "etna/optimize.hpp"
#include "support/temporary_file.hpp"

namespace {

using etna::test::temporary_file;

std::vector<char> read(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}
void write(const std::string& file, const std::vector<char>& content) {
  std::ofstream(file, std::ios::binary)
      .write(content.data(), static_cast<std::streamsize>(content.size()));
}

template <class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const etna::checkpoint_error& error) {
    return error.what();
  }
  return "";
}

template <class T>
void step(const auto& optimizer, std::vector<T>& p, etna::optimizer_state<T>& state) {
  std::vector<T> g(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) g[i] = p[i] * T(0.3) + T(0.01) * T(i % 5);
  optimizer.update(p, g, state);
}

}  // namespace

TEST_CASE_TEMPLATE("a training that is stopped and resumed gives the same bits", T, float, double) {
  const temporary_file file;
  const auto optimizer = etna::chain(etna::clip_by_global_norm{.limit = 1},
                                     etna::nadam{.learning_rate = 0.1}, etna::average_parameters{});
  std::vector<T> through(77, T(1));
  auto state = optimizer.init(through);
  for (int k = 0; k < 10; ++k) step(optimizer, through, state);
  etna::save_checkpoint(file.name, through, state);
  for (int k = 0; k < 10; ++k) step(optimizer, through, state);

  std::vector<T> resumed(77);
  auto loaded = optimizer.init(resumed);
  etna::load_checkpoint(file.name, resumed, loaded);
  CHECK(loaded.steps == 10);
  for (int k = 0; k < 10; ++k) step(optimizer, resumed, loaded);
  CHECK(resumed == through);
  CHECK(std::equal(loaded.find("average").begin(), loaded.find("average").end(),
                   state.find("average").begin()));
}

TEST_CASE("a file that is no checkpoint, damaged, or of something else is refused") {
  const temporary_file file;
  const auto adam = etna::chain(etna::adam{});
  std::vector<float> p(20, 1.0F);
  auto state = adam.init(p);
  step(adam, p, state);
  etna::save_checkpoint(file.name, p, state);
  const std::vector<char> good = read(file.name);
  const std::vector<float> before = p;
  const auto load = [&] { etna::load_checkpoint(file.name, p, state); };
  const auto refused = [&](const std::vector<char>& content, const std::string& message) {
    write(file.name, content);
    CHECK(error_of(load) == file.name + ": " + message);
    CHECK(p == before);
    CHECK(state.steps == 1);
  };

  for (const std::size_t length : {good.size() - 1, good.size() / 2, std::size_t(20)}) {
    refused({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)},
            "is damaged or truncated: its checksum is wrong");
  }
  for (std::size_t at = 8; at < good.size(); at += 37) {
    std::vector<char> flipped = good;
    flipped[at] = static_cast<char>(flipped[at] ^ 4);
    refused(flipped, "is damaged or truncated: its checksum is wrong");
  }
  refused({}, "is no checkpoint: it is too short");
  refused(std::vector<char>(100, 'x'), "is no checkpoint");
  std::vector<char> newer = good;
  newer[4] = 9;
  refused(newer, "is a checkpoint of version 9, expected 1");

  write(file.name, good);
  std::vector<float> other(21);
  auto its = adam.init(other);
  CHECK(error_of([&] { etna::load_checkpoint(file.name, other, its); }) ==
        file.name + ": has 20 parameters, expected 21");
  auto momentum = etna::chain(etna::momentum{}).init(p);
  CHECK(error_of([&] { etna::load_checkpoint(file.name, p, momentum); }) ==
        file.name + ": has 3 slots, expected 1");
  std::vector<double> wide(20);
  auto wide_state = adam.init(wide);
  CHECK(error_of([&] { etna::load_checkpoint(file.name, wide, wide_state); }) ==
        file.name + ": has numbers of 4 bytes, expected 8");
  load();
  CHECK(error_of([&] { etna::load_checkpoint(file.name + ".no", p, state); }) ==
        file.name + ".no: cannot be opened");
  CHECK(error_of([&] { etna::load_checkpoint("/", p, state); }) == "/: cannot be read");
  etna::grouped_state<float> grouped;
  grouped.states = {state};
  etna::save_checkpoint(file.name, p, grouped);
  CHECK(error_of(load) == file.name + ": holds more than is to be loaded");
}

TEST_CASE("a state of other parameters is not saved") {
  const temporary_file temporary;
  std::vector<double> p{1, 2, 3};
  const auto optimizer = etna::chain(etna::adam{});
  auto state = optimizer.init(p);
  etna::save_checkpoint(temporary.name, p, state);
  const std::vector<double> fewer{1, 2};
  CHECK_THROWS_AS(etna::save_checkpoint(temporary.name, fewer, state), etna::size_mismatch);
  etna::load_checkpoint(temporary.name, p, state);
  CHECK(p[2] == 3);
}

TEST_CASE("a file that cannot be written leaves the old one as it is") {
  const auto adam = etna::chain(etna::adam{});
  std::vector<float> p(20, 1.0F);
  const auto state = adam.init(p);
  CHECK(error_of([&] { etna::save_checkpoint("/nowhere/at/all", p, state); }) ==
        "/nowhere/at/all: cannot be written");
  const temporary_file file;
  etna::save_checkpoint(file.name, p, state);
  CHECK_FALSE(std::filesystem::exists(file.name + ".new"));
  // A directory cannot be replaced.
  const std::string folder = file.name + ".folder";
  std::filesystem::create_directories(folder + "/inside");
  CHECK_THROWS_AS(etna::save_checkpoint(folder, p, state), etna::checkpoint_error);
  CHECK_FALSE(std::filesystem::exists(folder + ".new"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("what else a training remembers is in the file") {
  const temporary_file file;
  const auto optimizer = etna::chain(etna::momentum{.learning_rate = 0.1});
  std::vector<double> through(5, 1.0);
  auto state = optimizer.init(through);
  etna::reduce_on_plateau plateau({.initial = 0.5, .patience = 1, .cooldown = 2});
  etna::gradient_accumulator<double> sums(5, 3);
  const auto losses = {4.0, 5.0, 5.0, 3.0, 6.0, 6.0, 6.0, 6.0};
  const auto go_on = [](auto& rate, auto& sum, double loss) {
    sum.add(std::vector<double>(5, loss / 7));
    return std::pair(rate(loss), sum.mean()[2]);
  };
  for (const double loss : losses) go_on(plateau, sums, loss);
  etna::save_checkpoint(file.name, through, state, plateau, sums);

  std::vector<double> resumed(5);
  auto its_state = optimizer.init(resumed);
  etna::reduce_on_plateau its_plateau({.initial = 0.5, .patience = 1, .cooldown = 2});
  etna::gradient_accumulator<double> its_sums(5, 3);
  etna::load_checkpoint(file.name, resumed, its_state, its_plateau, its_sums);
  for (const double loss : {6.0, 2.0, 7.0, 7.0, 7.0, 7.0, 7.0})
    CHECK(go_on(its_plateau, its_sums, loss) == go_on(plateau, sums, loss));

  // In another order, without one, with one more, of another size: nothing changes.
  const auto load = [&](auto&... others) {
    return error_of([&] { etna::load_checkpoint(file.name, resumed, its_state, others...); });
  };
  resumed[0] = 7;
  const double before = its_plateau.learning_rate();
  etna::gradient_accumulator<double> larger(6, 3);
  CHECK(load(its_sums, its_plateau) ==
        file.name + ": has a 'reduce_on_plateau', expected 'gradient_accumulator'");
  CHECK(load(its_plateau) == file.name + ": holds more than is to be loaded");
  CHECK(load(its_plateau, its_sums, its_sums) == file.name + ": has no gradient_accumulator");
  CHECK(load(its_plateau, larger) == file.name + ": has 5 numbers in an array, expected 6");
  CHECK(resumed[0] == 7);
  CHECK(its_plateau.learning_rate() == before);
}
