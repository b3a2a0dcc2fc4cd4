// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/train/fit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <boost/hana/define_struct.hpp>
#include <limits>
#include <numeric>

#include "etna/array.hpp"
#include "etna/train.hpp"
#include "support/allocations.hpp"

namespace {

/// y = 2 x₀ - 3 x₁, without noise.
struct plane {
  std::vector<std::array<double, 2>> x;
  std::vector<double> y;
  plane() {
    for (int i = 0; i < 100; ++i) {
      x.push_back({std::sin(i), std::cos(3 * i)});
      y.push_back(2 * x.back()[0] - 3 * x.back()[1]);
    }
  }
};

constexpr auto squared_error = [](const auto& w, const auto& x, auto y) {
  const auto r = w[0] * x[0] + w[1] * x[1] - y;
  return r * r;
};

using parameters = std::array<double, 2>;

template <class T>
struct plane_model {
  BOOST_HANA_DEFINE_STRUCT(plane_model, (T, slope), (T, other_slope));
};

auto loss_of(const plane& data) {
  return [&data](const parameters& p, std::span<const std::uint32_t> batch, parameters& gradient) {
    constexpr auto risk = etna::value_and_grad(etna::empirical_risk(squared_error));
    return risk.into(p, etna::at_indices(data.x, batch), etna::at_indices(data.y, batch), gradient);
  };
}

}  // namespace

TEST_CASE("fit finds what the data were made with") {
  const plane data;
  parameters p{};
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 0.1});
  auto state = optimizer.init(p);
  const auto end =
      etna::fit(p, optimizer, state, etna::fit_options{.epochs = 50}, 100, loss_of(data));
  CHECK(end.step == 200);
  CHECK(end.epoch == 49);
  CHECK(end.ends());
  CHECK(p[0] == doctest::Approx(2).epsilon(1e-6));
  CHECK(p[1] == doctest::Approx(-3).epsilon(1e-6));
}

TEST_CASE("the loop by hand is the same") {
  const plane data;
  const etna::minibatch_sampler::options batches{.batch_size = 8, .seed = 3};
  const etna::schedule::cosine rate{.initial = 0.1, .steps = 130};
  auto optimizer = etna::chain(etna::momentum{});

  parameters fitted{};
  auto state = optimizer.init(fitted);
  etna::fit(fitted, optimizer, state,
            etna::fit_options{.epochs = 10, .batches = batches, .schedule = rate}, 100,
            loss_of(data));

  parameters by_hand{}, gradient{};
  auto its_state = optimizer.init(by_hand);
  etna::minibatch_sampler sampler(100, batches);
  const auto loss = loss_of(data);
  while (sampler.epoch() < 10 - 1 || !sampler.epoch_ends()) {
    loss(by_hand, sampler.next(), gradient);
    optimizer.set_learning_rate(rate(its_state.steps));
    optimizer.update(by_hand, gradient, its_state);
  }
  CHECK(by_hand == fitted);
}

TEST_CASE("a training that is stopped and goes on is the same as one that is not") {
  const plane data;
  const auto optimizer = etna::chain(etna::adam{.learning_rate = 0.01});
  const etna::fit_options options{.epochs = 6, .batches = {.batch_size = 7, .seed = 1}};
  parameters through{}, stopped{};
  auto state = optimizer.init(through);
  etna::fit(through, optimizer, state, options, 100, loss_of(data));

  auto other = optimizer.init(stopped);
  const auto at = etna::fit(stopped, optimizer, other, options, 100, loss_of(data),
                            [](const etna::progress& now) { return now.step == 40; });
  CHECK(at.step == 40);
  CHECK_FALSE(at.ends());
  etna::fit(stopped, optimizer, other, options, 100, loss_of(data));
  CHECK(stopped == through);
  // Nothing is left to do, and nothing is done.
  const auto end = etna::fit(stopped, optimizer, other, options, 100, loss_of(data),
                             [](const etna::progress&) { FAIL("a step"); });
  CHECK(end.ends());
  CHECK(end.step == at.step + 50);
  CHECK(end.seconds == 0);
  CHECK(stopped == through);
}

TEST_CASE("a step allocates nothing after the first") {
  const plane data;
  parameters p{};
  const auto optimizer = etna::chain(etna::clip_by_global_norm{}, etna::adam{});
  auto state = optimizer.init(p);
  std::size_t after_first = 0, at_end = 0;
  etna::fit(p, optimizer, state, etna::fit_options{.epochs = 5}, 100, loss_of(data),
            [&](const etna::progress& now) {
              (now.step == 1 ? after_first : at_end) = etna::test::allocations();
            });
  CHECK(after_first > 0);
  CHECK(at_end == after_first);
}

TEST_CASE("callbacks see every step, and may end the training") {
  const plane data;
  parameters p{};
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 0.1});
  const auto run = [&](auto&&... callbacks) {
    p = {};
    auto state = optimizer.init(p);
    return etna::fit(p, optimizer, state, etna::fit_options{.epochs = 20}, 100, loss_of(data),
                     callbacks...);
  };
  int calls = 0, epochs = 0;
  run(
      [&](const etna::progress& now) {
        ++calls;
        CHECK(now.batches == 4);
        CHECK(now.batch == static_cast<std::size_t>((calls - 1) % 4 + 1));
        CHECK(now.epoch == (calls - 1) / 4);
      },
      etna::every_epoch{[&](const etna::progress&) { ++epochs; }, 5});
  CHECK(calls == 80);
  CHECK(epochs == 4);
  const auto below = run(etna::stop_below{.loss = 0.1});
  CHECK(below.epoch_ends());
  CHECK(below.mean_loss <= 0.1);
  CHECK(below.epoch < 19);
  CHECK(run(etna::stop_after{.seconds = 0}).step == 1);
}

TEST_CASE("a callback that knows how the training ends is asked last") {
  const plane data;
  parameters p{};
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 0.1});
  auto state = optimizer.init(p);
  int last = 0;
  const auto end = etna::fit(
      p, optimizer, state, etna::fit_options{.epochs = 20}, 100, loss_of(data),
      [&](const etna::progress& now) { last += now.is_last(); },
      [](const etna::progress& now) { return now.step == 3; });
  CHECK(end.step == 3);
  CHECK(end.stopped);
  CHECK_FALSE(end.ends());
  CHECK(last == 1);
}

TEST_CASE("nesterov_look_ahead has its gradient ahead of the parameters") {
  const plane data;
  const auto loss = loss_of(data);
  const auto optimizer = etna::chain(etna::nesterov_look_ahead{.learning_rate = 0.05});
  parameters by_hand{}, ahead{}, gradient{};
  auto state = optimizer.init(by_hand);
  etna::minibatch_sampler sampler(100, {});
  for (int step = 0; step < 12; ++step) {
    optimizer.look_ahead(by_hand, state, ahead);
    loss(ahead, sampler.next(), gradient);
    optimizer.update(by_hand, gradient, state);
  }
  parameters p{}, q{};
  auto its = optimizer.init(p), others = optimizer.init(q);
  etna::fit(p, optimizer, its, etna::fit_options{.epochs = 3}, 100, loss);
  CHECK(p == by_hand);
  etna::fit(q, etna::any_optimizer<double>(optimizer), others, etna::fit_options{.epochs = 3}, 100,
            loss);
  CHECK(q == by_hand);
  using model = plane_model<double>;
  const auto grouped = etna::groups(etna::group(optimizer, &model::slope),
                                    etna::group(optimizer, &model::other_slope));
  model m{0, 0};
  auto state_of_groups = grouped.init(m);
  etna::fit(m, grouped, state_of_groups, etna::fit_options{.epochs = 3}, 100,
            [&](const model& x, auto batch, model& g) {
              parameters at{x.slope, x.other_slope}, slope{};
              const double value = loss(at, batch, slope);
              g = {slope[0], slope[1]};
              return value;
            });
  CHECK(parameters{m.slope, m.other_slope} == by_hand);
  // Of a view the point is a view.
  std::array<double, 2> numbers{};
  std::span<double> view(numbers);
  auto again = optimizer.init(view);
  etna::fit(view, optimizer, again, etna::fit_options{.epochs = 3}, 100,
            [&](auto x, auto batch, auto g) {
              parameters at{x[0], x[1]}, slope{};
              const double value = loss(at, batch, slope);
              g[0] = slope[0], g[1] = slope[1];
              return value;
            });
  CHECK(numbers == by_hand);
}

TEST_CASE("the mean loss is of samples, and of none if all batches were skipped") {
  parameters p{1, 1};
  const auto optimizer = etna::chain(etna::skip_not_finite{}, etna::sgd{.learning_rate = 0});
  auto state = optimizer.init(p);
  const auto first_costs = [](const auto&, auto batch, auto& gradient) {
    gradient = {0, 0};
    return batch.size() == 1 ? 33.0 : 0.0;
  };
  CHECK(etna::fit(p, optimizer, state, {.epochs = 1}, 33, first_costs).mean_loss == 1);
  const auto not_finite = [](const auto&, auto, auto& gradient) {
    gradient = {std::numeric_limits<double>::infinity(), 0};
    return 0.0;
  };
  auto other = optimizer.init(p);
  const auto end =
      etna::fit(p, optimizer, other, {.epochs = 5}, 33, not_finite, etna::stop_below{.loss = 1});
  CHECK(end.mean_loss != end.mean_loss);
  CHECK(end.epoch == 4);
}

TEST_CASE("batches whose size follows a schedule, and a training that goes on with them") {
  const plane data;
  const auto optimizer = etna::chain(etna::momentum{});
  const etna::fit_options options{
      .epochs = 4,
      .batches = {.seed = 2},
      .batch_sizes = etna::schedule::linear{.from = 4, .to = 40, .steps = 20}};
  std::vector<std::size_t> sizes;
  const auto loss = [&](const auto& x, auto batch, auto& gradient) {
    sizes.push_back(batch.size());
    return loss_of(data)(x, batch, gradient);
  };
  parameters through{}, stopped{};
  auto state = optimizer.init(through);
  int epochs = 0;
  const auto end = etna::fit(through, optimizer, state, options, 100, loss,
                             etna::every_epoch{[&](const etna::progress&) { ++epochs; }});
  CHECK(epochs == 4);
  CHECK(end.ends());
  CHECK(sizes[0] == 4);
  CHECK(sizes[1] == 6);
  CHECK(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}) == 400);
  auto its = optimizer.init(stopped);
  etna::fit(stopped, optimizer, its, options, 100, loss,
            [](const etna::progress& now) { return now.step == 13; });
  etna::fit(stopped, optimizer, its, options, 100, loss);
  CHECK(stopped == through);
  CHECK(its.steps == state.steps);
}

TEST_CASE("every epoch ends once, whatever the sizes of its batches") {
  parameters p{};
  const auto optimizer = etna::chain(etna::sgd{});
  const auto loss = [](const auto&, auto, auto& gradient) {
    gradient = {0, 0};
    return 0.0;
  };
  const auto check = [&](std::size_t samples, const etna::any_schedule& sizes, bool drop_last) {
    auto state = optimizer.init(p);
    const etna::fit_options options{
        .epochs = 5, .batches = {.drop_last = drop_last}, .batch_sizes = sizes};
    std::vector<std::int64_t> ended;
    const auto count = [&](const etna::progress& now) {
      CHECK(now.batch <= now.batches);
      if (now.epoch_ends()) ended.push_back(now.epoch);
      return now.step > 1000;
    };
    const auto end = etna::fit(p, optimizer, state, options, samples, loss, count);
    CHECK(end.ends());
    CHECK(ended == std::vector<std::int64_t>{0, 1, 2, 3, 4});
    const auto again = etna::fit(p, optimizer, state, options, samples, loss, count);
    CHECK(again.step == end.step);
    CHECK(ended.size() == 5);
  };
  for (const bool drop_last : {false, true}) {
    check(26, [](std::int64_t k) { return k < 2 ? 8.0 : 16.0; }, drop_last);
    check(13, [](std::int64_t k) { return k < 1 ? 8.0 : 4.0; }, drop_last);
    check(20, etna::schedule::constant{8}, drop_last);
    check(33, [](std::int64_t k) { return k % 3 == 0 ? 3.0 : 7.0; }, drop_last);
  }
}

TEST_CASE("a curriculum instead of all samples") {
  const plane data;
  std::vector<double> difficulty(100);
  for (std::size_t i = 0; i < 100; ++i) difficulty[i] = double(i);
  const auto optimizer = etna::chain(etna::momentum{});
  const auto sampler = [&] {
    return etna::curriculum_sampler(
        difficulty, {.batch_size = 8,
                     .seed = 1,
                     .pacing = etna::schedule::linear{.from = 0.1, .to = 1, .steps = 30}});
  };
  std::uint32_t hardest_at_first = 0, hardest = 0;
  const auto loss = [&](const auto& x, auto batch, auto& gradient) {
    hardest = std::max(hardest, *std::max_element(batch.begin(), batch.end()));
    if (hardest_at_first == 0) hardest_at_first = hardest;
    return loss_of(data)(x, batch, gradient);
  };
  parameters through{}, stopped{};
  auto state = optimizer.init(through), its = optimizer.init(stopped);
  const auto end = etna::fit(through, optimizer, state, {.epochs = 4}, sampler(), loss);
  CHECK(end.step == 4 * 13);
  CHECK(end.ends());
  CHECK(hardest_at_first < 10);
  CHECK(hardest >= 80);
  etna::fit(stopped, optimizer, its, {.epochs = 4}, sampler(), loss,
            [](const etna::progress& now) { return now.step == 17; });
  etna::fit(stopped, optimizer, its, {.epochs = 4}, sampler(), loss);
  CHECK(stopped == through);
}

TEST_CASE("parameters may be a view") {
  const plane data;
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 0.1});
  parameters p{}, expected{};
  auto state = optimizer.init(expected);
  etna::fit(expected, optimizer, state, etna::fit_options{.epochs = 3}, 100, loss_of(data));
  std::span<double> view(p);
  auto its = optimizer.init(view);
  const auto loss = loss_of(data);
  etna::fit(view, optimizer, its, etna::fit_options{.epochs = 3}, 100,
            [&](std::span<const double> at, std::span<const std::uint32_t> batch,
                std::span<double> gradient) {
              parameters g{};
              const double value = loss({at[0], at[1]}, batch, g);
              std::copy(g.begin(), g.end(), gradient.begin());
              return value;
            });
  CHECK(p == expected);

  // As a function of arrays takes it: x -> x - 2 x / 10.
  etna::workspace memory;
  auto again = optimizer.init(view);
  p = {1, -1};
  constexpr auto square = etna::value_and_grad([](const auto& x) { return etna::norm_squared(x); });
  etna::fit(view, optimizer, again, etna::fit_options{.epochs = 1}, 1,
            [&](const auto& x, auto, auto& g) { return square.into(memory, x, g); });
  CHECK(p[0] == doctest::Approx(0.8));
  CHECK(p[1] == doctest::Approx(-0.8));
}

TEST_CASE("parameters whose copies share their memory are refused") {
  double numbers[2]{};
  etna::array_view<double, 2> p(numbers);
  const auto optimizer = etna::chain(etna::sgd{});
  auto state = optimizer.init(p);
  CHECK_THROWS_AS(etna::fit(p, optimizer, state, etna::fit_options{}, 10,
                            [](const auto&, auto, auto&) { return 0.0; }),
                  std::invalid_argument);
}

TEST_CASE("a training without an end, one at its end, and a step that is skipped") {
  const plane data;
  const auto optimizer = etna::chain(etna::skip_not_finite{}, etna::sgd{.learning_rate = 0.1});
  parameters p{};
  auto state = optimizer.init(p);
  etna::fit_options options{.epochs = std::numeric_limits<std::int64_t>::max()};
  const auto stop = [](const etna::progress& now) { return now.step == 6; };
  CHECK(etna::fit(p, optimizer, state, options, 100, loss_of(data), stop).step == 6);
  options.epochs = 1;
  const auto end = etna::fit(p, optimizer, state, options, 100, loss_of(data));
  CHECK(end.step == 6);
  CHECK(end.ends());

  auto again = optimizer.init(p);
  int batches = 0;
  const auto with_nan = [&, loss = loss_of(data)](const parameters& at, auto batch, parameters& g) {
    const double value = loss(at, batch, g);
    if (++batches == 2) return g[0] = std::numeric_limits<double>::quiet_NaN();
    return value;
  };
  const auto skipped = etna::fit(p, optimizer, again, options, 100, with_nan);
  CHECK(again.skipped == 1);
  CHECK(std::isfinite(skipped.mean_loss));
}

TEST_CASE("no samples, no steps") {
  const plane data;
  parameters p{1, 2};
  const auto optimizer = etna::chain(etna::sgd{});
  auto state = optimizer.init(p);
  CHECK(etna::fit(p, optimizer, state, etna::fit_options{}, 0, loss_of(data)).step == 0);
  CHECK(p == parameters{1, 2});
}

TEST_CASE("groups of parameters are fitted as well, and what is in none stays") {
  constexpr auto loss = [](const auto& m, const auto& x, auto y) {
    return etna::square(m.slope * x[0] + m.other_slope * x[1] - y);
  };
  using model = plane_model<double>;
  const plane data;
  const auto loss_and_gradient = [&](const model& m, auto batch, model& gradient) {
    return etna::value_and_grad(etna::empirical_risk(loss))
        .into(m, etna::at_indices(data.x, batch), etna::at_indices(data.y, batch), gradient);
  };
  model m{0, -3};
  const auto optimizer =
      etna::groups(etna::group(etna::chain(etna::sgd{.learning_rate = 0.1}), &model::slope));
  auto state = optimizer.init(m);
  etna::fit(m, optimizer, state, etna::fit_options{.epochs = 50}, 100, loss_and_gradient);
  CHECK(state.steps == 200);
  CHECK(m.slope == doctest::Approx(2).epsilon(1e-9));
  CHECK(m.other_slope == -3);
}

namespace {

template <class S>
struct line {
  using weights = etna::array<S, 2, 1>;
  BOOST_HANA_DEFINE_STRUCT(line, (weights, slope));
};

}  // namespace

TEST_CASE("fused_sgd takes the steps of sgd, and needs no gradient") {
  const plane data;
  constexpr auto loss = [](const auto& p, const auto& x, const auto& y) {
    return etna::mean(etna::square(etna::matmul(x, p.slope) - y));
  };
  etna::workspace memory;
  const auto loss_and_gradient = [&](const auto& p, const auto& batch, auto& gradient) {
    etna::array<double, etna::dynamic, 2> x(batch.size());
    etna::array<double, etna::dynamic, 1> y(batch.size());
    for (std::size_t k = 0; k < batch.size(); ++k) {
      x(k, 0) = data.x[batch[k]][0], x(k, 1) = data.x[batch[k]][1];
      y(k, 0) = data.y[batch[k]];
    }
    return etna::value_and_grad(loss, etna::wrt<0>).into(memory, *p, x, y, *gradient);
  };
  const auto train = [&](auto optimizer) {
    etna::parameters<line<double>> p;
    auto state = optimizer.init(p);
    const etna::fit_options options{
        .epochs = 20, .schedule = etna::schedule::linear{.from = 0.2, .to = 0.02, .steps = 60}};
    const auto end = etna::fit(p, optimizer, state, options, 100, loss_and_gradient);
    CHECK(state.steps == end.step);
    CHECK(end.learning_rate == doctest::Approx(0.02));
    return p;
  };
  const auto p = train(etna::chain(etna::sgd{})), q = train(etna::fused_sgd{});
  CHECK(p->slope[0] == doctest::Approx(2).epsilon(1e-3));
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(p->slope[i] == doctest::Approx(q->slope[i]).epsilon(1e-12));
}
