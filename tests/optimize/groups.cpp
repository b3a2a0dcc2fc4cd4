// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/groups.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/hana/define_struct.hpp>

#include "etna/optimize.hpp"
#include "support/temporary_file.hpp"

namespace {

template <class T>
struct model {
  using row = std::array<T, 3>;
  BOOST_HANA_DEFINE_STRUCT(model, (row, weights), (T, bias), (row, fixed));
};

}  // namespace

TEST_CASE("groups have rules of their own, and what is in none is frozen") {
  model<double> p{{1, 2, 3}, 4, {5, 6, 7}};
  const model<double> g{{1, 1, 1}, 1, {1, 1, 1}};
  auto optimizer =
      etna::groups(etna::group(etna::chain(etna::add_decayed_weights{.weight_decay = 1},
                                           etna::sgd{.learning_rate = 0.5}),
                               &model<double>::weights),
                   etna::group(etna::chain(etna::sgd{.learning_rate = 2}), &model<double>::bias));
  auto state = optimizer.init(p);
  CHECK(optimizer.update(p, g, state));
  CHECK(p.weights == std::array<double, 3>{0, 0.5, 1});
  CHECK(p.bias == 2);
  CHECK(p.fixed == std::array<double, 3>{5, 6, 7});
  CHECK(state.steps == 1);
  optimizer.set_learning_rate(0);
  optimizer.get<1>().set_learning_rate(1);
  optimizer.update(p, g, state);
  CHECK(p.weights == std::array<double, 3>{0, 0.5, 1});
  CHECK(p.bias == 1);
}

TEST_CASE("one optimizer for all groups is that optimizer for all parameters") {
  model<float> p{{1, 2, 3}, 4, {5, 6, 7}}, q = p;
  const auto adam = etna::chain(etna::adam{.learning_rate = 0.1});
  const auto grouped = etna::groups(etna::group(adam, &model<float>::weights, &model<float>::fixed),
                                    etna::group(adam, &model<float>::bias));
  auto state = adam.init(p);
  auto its_state = grouped.init(q);
  for (int step = 0; step < 20; ++step) {
    adam.update(p, model<float>(p), state);
    grouped.update(q, model<float>(q), its_state);
  }
  CHECK(p.weights == q.weights);
  CHECK(p.bias == q.bias);
  CHECK(p.fixed == q.fixed);
}

TEST_CASE("a checkpoint of groups") {
  const etna::test::temporary_file temporary;
  const std::string& file = temporary.name;
  model<float> p{{1, 2, 3}, 4, {5, 6, 7}};
  const auto grouped =
      etna::groups(etna::group(etna::chain(etna::adam{}), &model<float>::weights),
                   etna::group(etna::chain(etna::momentum{}), &model<float>::bias));
  auto state = grouped.init(p);
  for (int step = 0; step < 3; ++step) grouped.update(p, model<float>(p), state);
  etna::save_checkpoint(file, p, state);
  model<float> q{};
  auto loaded = grouped.init(q);
  etna::load_checkpoint(file, q, loaded);
  CHECK(loaded.steps == 3);
  grouped.update(p, model<float>(p), state);
  grouped.update(q, model<float>(q), loaded);
  CHECK(p.weights == q.weights);
  CHECK(p.bias == q.bias);
  auto other = etna::chain(etna::adam{}).init(q);
  CHECK_THROWS_AS(etna::load_checkpoint(file, q, other), etna::checkpoint_error);
}

TEST_CASE("another optimizer's state is refused") {
  model<float> p{};
  const auto one = etna::groups(etna::group(etna::chain(etna::sgd{}), &model<float>::bias));
  const auto two = etna::groups(
      etna::group(etna::chain(etna::sgd{}), &model<float>::bias, &model<float>::weights));
  auto state = one.init(p);
  CHECK_THROWS_AS(two.update(p, p, state), etna::size_mismatch);
}
