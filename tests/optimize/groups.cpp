// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/groups.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <boost/hana/define_struct.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/nn/layers.hpp"
#include "etna/optimize.hpp"
#include "etna/train.hpp"
#include "support/allocations.hpp"
#include "support/temporary_file.hpp"

namespace {

template <class T>
struct model {
  using row = std::array<T, 3>;
  BOOST_HANA_DEFINE_STRUCT(model, (row, weights), (T, bias), (row, fixed));
};

template <class T>
struct layer {
  using row = std::array<T, 2>;
  using square = std::array<row, 2>;
  BOOST_HANA_DEFINE_STRUCT(layer, (square, weights), (row, bias));
};
/// Structs of numbers in a struct.
template <class T>
struct network {
  BOOST_HANA_DEFINE_STRUCT(network, (layer<T>, first), (layer<T>, second), (T, scale));
};

/// Structs of arrays in a struct.
template <class T>
struct dense_network {
  using inner = etna::dense_parameters<T, etna::dynamic, 8>;
  using outer = etna::dense_parameters<T, 8, 1>;
  using gain = etna::array<T, 1>;
  BOOST_HANA_DEFINE_STRUCT(dense_network, (inner, first), (outer, second), (gain, scale));
};

constexpr auto first_weights = [](auto& n) -> auto& { return n.first.weights; };
constexpr auto first_bias = [](auto& n) -> auto& { return n.first.bias; };
constexpr auto second_bias = [](auto& n) -> auto& { return n.second.bias; };

/// Different numbers, of both signs.
void fill(auto& p) {
  double x = 0;
  for (auto& number : etna::flat(p))
    number = static_cast<std::remove_cvref_t<decltype(number)>>(std::sin(x += 1));
}
template <class T>
auto some_network() {
  etna::parameters<network<T>> p;
  fill(p);
  return p;
}
template <class T>
auto some_dense_network() {
  dense_network<T> n;
  n.first.weights = typename dense_network<T>::inner::weight_matrix(9);
  etna::parameters<dense_network<T>> p(n);
  fill(p);
  return p;
}
template <class P>
bool same(const P& x, const P& y) {
  const auto a = etna::flat(x), b = etna::flat(y);
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}
bool same_run(const auto& x, const auto& y) {
  return std::equal(x.begin(), x.end(), y.begin(), y.end());
}

template <class Error, class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();

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

TEST_CASE_TEMPLATE("parts are structs, and named inside of structs", T, float, double) {
  const auto p = some_network<T>();
  const auto momentum = etna::chain(etna::momentum{.learning_rate = 0.1});
  const auto sgd = etna::chain(etna::sgd{.learning_rate = 0.25});
  const auto grouped = etna::groups(etna::group(momentum, first_weights, &network<T>::second),
                                    etna::group(sgd, first_bias));
  auto q = p;
  auto plain = *p;
  auto state = grouped.init(q), plain_state = grouped.init(plain);
  CHECK(state.states.size() == 3);
  CHECK(state.states[1].size == 6);
  auto expected = p;
  auto weights = momentum.init(expected->first.weights);
  auto second = momentum.init(expected->second);
  auto bias = sgd.init(expected->first.bias);
  for (int step = 0; step < 5; ++step) {
    momentum.update(expected->first.weights, layer<T>(expected->first).weights, weights);
    momentum.update(expected->second, layer<T>(expected->second), second);
    sgd.update(expected->first.bias, layer<T>(expected->first).bias, bias);
    // In memory of its own or not, the gradient too.
    CHECK(grouped.update(q, network<T>(*q), state));
    CHECK(grouped.update(plain, etna::parameters<network<T>>(plain), plain_state));
  }
  CHECK(same(q, expected));
  CHECK(same(plain, *expected));
  CHECK(q->scale == p->scale);
  CHECK(state.states[0].steps == 5);
}

TEST_CASE_TEMPLATE("of structs of arrays, each array has a state", T, float, double) {
  const auto p = some_dense_network<T>();
  using net = dense_network<T>;
  const auto momentum = etna::chain(etna::momentum{.learning_rate = 0.1});
  const auto sgd = etna::chain(etna::sgd{.learning_rate = 0.25});
  const auto grouped =
      etna::groups(etna::group(momentum, &net::first), etna::group(sgd, second_bias, &net::scale));
  auto q = p, expected = p;
  auto apart = *p;  // arrays with memory of their own
  auto state = grouped.init(q), apart_state = grouped.init(apart);
  CHECK(state.states.size() == 4);
  CHECK(state.states[0].size == 72);
  CHECK(state.states[1].size == 8);
  auto weights = momentum.init(expected->first.weights);
  auto bias = momentum.init(expected->first.bias);
  auto plain = sgd.init(expected->scale);
  for (int step = 0; step < 5; ++step) {
    momentum.update(expected->first.weights, net(*expected).first.weights, weights);
    momentum.update(expected->first.bias, net(*expected).first.bias, bias);
    sgd.update(expected->second.bias, net(*expected).second.bias, plain);
    --plain.steps;
    sgd.update(expected->scale, net(*expected).scale, plain);
    CHECK(grouped.update(q, etna::parameters<net>(*q), state));
    CHECK(grouped.update(apart, net(apart), apart_state));
  }
  CHECK(same(q, expected));
  CHECK(same(etna::parameters<net>(apart), expected));
  CHECK(same_run(q->second.weights, p->second.weights));
}

TEST_CASE_TEMPLATE("sizes are checked before anything is stepped", T, float, double) {
  using net = dense_network<T>;
  auto p = some_dense_network<T>();
  const auto before = p;
  const auto momentum = etna::chain(etna::momentum{});
  const auto grouped = etna::groups(etna::group(momentum, &net::scale, first_weights));
  auto state = grouped.init(p);
  net g = *etna::zeros_like(p);
  g.scale[0] = 1;
  g.first.weights = typename net::inner::weight_matrix(8);
  CHECK(error_of<etna::size_mismatch>([&] { grouped.update(p, g, state); }) ==
        "Etna: numbers in the gradient: 64, expected 72");
  CHECK(same(p, before));
  g = *p;
  state.states[1] = momentum.init(p->scale);
  CHECK(error_of<etna::size_mismatch>([&] { grouped.update(p, g, state); }) ==
        "Etna: parameters that the state is for: 1, expected 72");
  CHECK(same(p, before));
  CHECK(state.steps == 0);
  CHECK(state.states[0].steps == 0);
  state.states.pop_back();
  CHECK(error_of<etna::size_mismatch>([&] { grouped.update(p, g, state); }) ==
        "Etna: parts in the state: 1, expected 2");
  CHECK(same(p, before));
#if !defined(_OPENMP)
  net large;
  large.first.weights = typename net::inner::weight_matrix(1000);
  auto threaded = grouped;
  threaded.template get<0>().threads = 2;
  auto its_state = threaded.init(large);
  CHECK_THROWS_AS(threaded.update(large, etna::parameters<net>(large), its_state),
                  std::logic_error);
  CHECK(its_state.states[0].steps == 0);
#endif
}

TEST_CASE_TEMPLATE("if one part is to be skipped, all are", T, float, double) {
  auto p = some_network<T>();
  const auto before = p;
  auto g = p;
  // The first group has no rule that judges, and norms that may be taken late.
  const auto grouped = etna::groups(
      etna::group(etna::chain(etna::clip_by_global_norm{}, etna::momentum{}), first_weights),
      etna::group(etna::chain(etna::skip_not_finite{}, etna::momentum{}), first_bias,
                  &network<T>::second),
      etna::group(etna::chain(etna::skip_not_finite{}, etna::averaged_momentum{}),
                  &network<T>::scale));
  auto state = grouped.init(p);
  const auto first = state;
  for (T* const bad : {&g->first.bias[1], &g->second.bias[1], &g->scale}) {
    const T good = std::exchange(*bad, -infinity<T>);
    CHECK_FALSE(grouped.update(p, g, state));
    *bad = good;
  }
  CHECK(same(p, before));
  CHECK(state.steps == 0);
  CHECK(state.skipped == 3);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(state.states[k].steps == 0);
    CHECK(state.states[k].skipped == 3);
    CHECK(state.states[k].numbers == first.states[k].numbers);
    for (const auto& slot : state.states[k].slots) {
      for (const T x : slot.values) CHECK(x == 0);
    }
  }
  // What no rule looks at may be what it is.
  g->first.weights[0][0] = infinity<T>;
  CHECK(grouped.update(p, g, state));
  CHECK(state.steps == 1);
  for (const auto& its : state.states) CHECK(its.steps == 1);
  CHECK(p->scale != before->scale);
}

TEST_CASE_TEMPLATE("a step that was judged is the step that was not", T, float, double) {
  const auto clip = etna::clip_by_global_norm{.limit = 0.1};
  const auto rules = etna::averaged_momentum{.bias_correction = true};
  const auto plain = etna::groups(etna::group(etna::chain(clip, rules), &network<T>::first),
                                  etna::group(etna::chain(clip, rules), &network<T>::second));
  const auto judged = etna::groups(
      etna::group(etna::chain(etna::skip_not_finite{}, clip, rules), &network<T>::first),
      etna::group(etna::chain(etna::stop_at_not_finite{}, clip, rules), &network<T>::second));
  auto p = some_network<T>(), q = p;
  auto state = plain.init(p), its_state = judged.init(q);
  for (int step = 0; step < 5; ++step) {
    plain.update(p, network<T>(*p), state);
    judged.update(q, network<T>(*q), its_state);
  }
  CHECK(same(p, q));
}

TEST_CASE_TEMPLATE("errors name the number in the whole struct", T, float, double) {
  const auto grouped = etna::groups(
      etna::group(etna::chain(etna::sgd{}), first_bias),
      etna::group(
          etna::chain(etna::stop_at_not_finite{}, etna::momentum{}), first_weights,
          [](auto& n) -> auto& { return n.second; }, [](auto& n) -> auto& { return n.scale; }));
  const auto check = [&](auto& p, auto& g, T& bad, std::size_t index, const std::string& name) {
    const auto before = p;
    auto state = grouped.init(p);
    const T good = std::exchange(bad, infinity<T>);
    try {
      grouped.update(p, g, state);
      FAIL("no error");
    } catch (const etna::gradient_not_finite& error) {
      CHECK(error.what() == "Etna: step 1: the gradient by " + name + " is inf");
      CHECK(error.index == index);
      CHECK(error.step == 1);
    }
    bad = good;
    CHECK(same(p, before));
    CHECK(state.steps == 0);
    for (const auto& its : state.states) CHECK(its.steps == 0);
  };
  auto p = some_network<T>(), g = p;
  check(p, g, g->first.weights[1][0], 2, "first.weights[1][0]");
  check(p, g, g->second.bias[1], 11, "second.bias[1]");
  check(p, g, g->scale, 12, "scale");
  check(p, *g, g->scale, 12, "scale");
  auto q = some_dense_network<T>(), h = q;
  check(q, h, h->first.weights(3, 7), 31, "first.weights(3, 7)");
  check(q, h, h->second.weights(5, 0), 85, "second.weights(5, 0)");
  check(q, h, h->second.bias[0], 88, "second.bias[0]");
  dense_network<T> apart = *h;
  check(q, apart, apart.scale[0], 89, "scale[0]");
}

TEST_CASE("no number is in two parts") {
  const auto sgd = etna::chain(etna::sgd{});
  const auto message = [&](const auto& p, const auto& optimizer) {
    return error_of<std::invalid_argument>([&] { optimizer.init(p); });
  };
  const auto two = [](const std::string& name) {
    return "Etna: " + name + " is in two parts of groups: it would take two steps at once";
  };
  const auto p = some_network<float>();
  using net = network<float>;
  CHECK(message(p, etna::groups(etna::group(sgd, &net::scale), etna::group(sgd, &net::scale))) ==
        two("scale"));
  CHECK(message(*p, etna::groups(etna::group(sgd, first_bias, &net::first))) ==
        two("first.bias[0]"));
  CHECK(message(p, etna::groups(etna::group(sgd, first_bias),
                                etna::group(sgd, &net::second, first_weights))) == "");
  const auto q = some_dense_network<double>();
  using dense = dense_network<double>;
  CHECK(message(q, etna::groups(etna::group(sgd, second_bias),
                                etna::group(sgd, &dense::first, &dense::second))) ==
        two("second.bias[0]"));
  CHECK(message(q, etna::groups(etna::group(sgd, second_bias, first_bias, first_weights))) == "");
  // Arrays without numbers do not overlap.
  CHECK(message(dense(), etna::groups(etna::group(sgd, first_weights, first_weights))) == "");
  static float elsewhere = 0;
  CHECK(message(p, etna::groups(etna::group(sgd, [](auto&) -> auto& { return elsewhere; }))) ==
        "Etna: a part of a group is no part of the parameters");
}

TEST_CASE("rates keep their ratio to the first group's") {
  const model<double> ones{{1, 1, 1}, 1, {1, 1, 1}};
  const auto step = [&](auto optimizer, double rate) {
    model<double> p{};
    auto state = optimizer.init(p);
    optimizer.set_learning_rate(rate / 2);  // leaves no trace
    optimizer.set_learning_rate(rate);
    optimizer.update(p, ones, state);
    return std::array{-p.weights[0], -p.bias, -p.fixed[0]};
  };
  const auto three = [](const auto& first, const auto& second, const auto& third) {
    return etna::groups(etna::group(first, &model<double>::weights),
                        etna::group(second, &model<double>::bias),
                        etna::group(third, &model<double>::fixed));
  };
  const auto sgd = [](double rate) { return etna::chain(etna::sgd{.learning_rate = rate}); };
  CHECK(step(three(sgd(0.5), sgd(0.125), sgd(0)), 1) == std::array{1.0, 0.25, 0.0});
  CHECK(step(three(sgd(0.3), sgd(0.3), sgd(0.6)), 0.7) == std::array{0.7, 0.7, 1.4});
  CHECK(step(three(sgd(0), sgd(0.125), sgd(2)), 0.75) == std::array{0.75, 0.75, 0.75});
  // All rates of a chain are set, the first is what the ratio is of.
  CHECK(step(three(sgd(0.5),
                   etna::chain(etna::clip_by_value{}, etna::sgd{.learning_rate = 0.25},
                               etna::decoupled_weight_decay{.learning_rate = 7}),
                   sgd(0.5)),
             1) == std::array{1.0, 0.5, 1.0});
  constexpr auto constant = etna::groups(
      etna::group(etna::chain(etna::sgd{}), &model<double>::weights, &model<double>::bias));
  CHECK(step(constant, 0.5) == std::array{0.5, 0.5, 0.0});
}

TEST_CASE_TEMPLATE("the point at which the next gradient is to be taken", T, float, double) {
  using net = dense_network<T>;
  const auto ahead = etna::chain(etna::nesterov_look_ahead{.learning_rate = 0.25, .decay = 0.5});
  const auto grouped = etna::groups(etna::group(etna::chain(etna::momentum{}), first_weights),
                                    etna::group(ahead, &net::second));
  auto p = some_dense_network<T>(), point = p;
  auto state = grouped.init(p);
  grouped.update(p, net(*p), state);
  for (auto& x : etna::flat(point)) x = 99;
  grouped.look_ahead(p, state, point);
  CHECK(same_run(point->first.weights, p->first.weights));
  CHECK(same_run(point->first.bias, p->first.bias));  // of no group
  CHECK(same_run(point->scale, p->scale));
  auto expected = p->second.weights;
  ahead.look_ahead(p->second.weights, state.states[1], expected);
  CHECK(same_run(point->second.weights, expected));
  CHECK_FALSE(same_run(point->second.weights, p->second.weights));

  net apart = *p;
  for (auto& x : apart.second.bias) x = 99;
  grouped.look_ahead(*p, state, apart);
  CHECK(same(etna::parameters<net>(apart), point));
  apart.first.weights = typename net::inner::weight_matrix(1);
  for (auto& x : apart.scale) x = 99;
  CHECK_THROWS_AS(grouped.look_ahead(p, state, apart), etna::size_mismatch);
  CHECK(apart.scale[0] == 99);

  auto numbers = some_network<T>();
  auto its_point = etna::zeros_like(numbers);
  auto its_state = etna::groups(etna::group(ahead, first_bias)).init(numbers);
  etna::groups(etna::group(ahead, first_bias)).look_ahead(numbers, its_state, its_point);
  CHECK(same(numbers, its_point));
}

namespace {

constexpr std::size_t samples = 64;

/// Half the squared distance from a point that depends on the batch.
constexpr auto distance = [](const auto& p, const auto& batch, auto& gradient) {
  const auto x = etna::flat(p);
  const auto g = etna::flat(gradient);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double target = 1 + 0.1 * std::sin(static_cast<double>(i + batch[0]));
    g[i] = x[i] - static_cast<std::remove_cvref_t<decltype(x[i])>>(target);
    sum += static_cast<double>(g[i] * g[i]);
  }
  return sum / 2;
};

template <class T>
auto decayed_weights() {
  const etna::adam adam{.learning_rate = 0.01};
  return etna::groups(
      etna::group(etna::chain(etna::skip_not_finite{}, etna::clip_by_global_norm{}, adam,
                              etna::decoupled_weight_decay{.learning_rate = 0.01}),
                  first_weights, [](auto& n) -> auto& { return n.second.weights; }),
      etna::group(etna::chain(etna::skip_not_finite{}, etna::momentum{.learning_rate = 0.02}),
                  first_bias, second_bias));
}

}  // namespace

TEST_CASE_TEMPLATE("groups are fitted, with a schedule", T, float, double) {
  auto p = some_dense_network<T>();
  const auto before = p;
  const auto optimizer = decayed_weights<T>();
  auto state = optimizer.init(p);
  const etna::fit_options options{
      .epochs = 40, .schedule = etna::schedule::linear{.from = 0.05, .to = 0.005, .steps = 80}};
  std::vector<double> losses;
  const auto end = etna::fit(
      p, optimizer, state, options, samples, distance,
      etna::every_epoch{[&](const etna::progress& now) { losses.push_back(now.mean_loss); }});
  CHECK(state.steps == 80);
  CHECK(end.learning_rate < 0.006);
  CHECK(losses.back() < 0.1 * losses.front());
  CHECK(same_run(p->scale, before->scale));

  // The same by hand, with the rates that the schedule and the ratio give.
  auto q = before;
  auto by_hand = decayed_weights<T>();
  auto its_state = by_hand.init(q);
  auto g = etna::zeros_like(q);
  etna::minibatch_sampler sampler(samples, options.batches);
  for (int step = 0; step < 80; ++step) {
    const double rate = options.schedule(step);
    by_hand.template get<0>().set_learning_rate(rate);
    by_hand.template get<1>().set_learning_rate(2 * rate);
    distance(q, sampler.next(), g);
    by_hand.update(q, g, its_state);
  }
  CHECK(same(p, q));
  CHECK(etna::learning_rate_range_test(before, optimizer, 1e-3, 1e-2, 5, samples, {}, distance)
            .size() == 5);
}

TEST_CASE_TEMPLATE("a training that is stopped and resumed gives the same bits", T, float, double) {
  const etna::test::temporary_file file;
  const auto optimizer = decayed_weights<T>();
  const auto train = [&](auto& p, auto& state, std::int64_t epochs) {
    etna::fit(p, optimizer, state, etna::fit_options{.epochs = epochs}, samples, distance);
  };
  auto p = some_dense_network<T>();
  const auto before = p;
  auto state = optimizer.init(p);
  train(p, state, 3);
  auto bad = etna::zeros_like(p);
  bad->second.bias[0] = infinity<T>;
  optimizer.update(p, bad, state);  // counted
  etna::save_checkpoint(file.name, p, state);
  train(p, state, 8);

  auto q = etna::zeros_like(p);
  auto loaded = optimizer.init(q);
  etna::load_checkpoint(file.name, q, loaded);
  CHECK(loaded.steps == 6);
  CHECK(loaded.skipped == 1);
  train(q, loaded, 8);
  CHECK(same(p, q));
  CHECK(loaded.steps == state.steps);
  for (std::size_t k = 0; k < state.states.size(); ++k) {
    CHECK(loaded.states[k].steps == state.states[k].steps);
    CHECK(loaded.states[k].skipped == 1);
    CHECK(loaded.states[k].numbers == state.states[k].numbers);
    for (std::size_t s = 0; s < state.states[k].slots.size(); ++s)
      CHECK(same_run(loaded.states[k].slots[s].values, state.states[k].slots[s].values));
  }

  // Of a network with another optimizer for a part, nothing is read.
  auto other = etna::groups(etna::group(etna::chain(etna::momentum{}), first_weights, first_bias),
                            etna::group(etna::chain(etna::momentum{}), &dense_network<T>::second));
  auto its_state = other.init(q);
  auto untouched = before;
  CHECK_THROWS_AS(etna::load_checkpoint(file.name, untouched, its_state), etna::checkpoint_error);
  CHECK(same(untouched, before));
  CHECK(its_state.steps == 0);
}

TEST_CASE("numbers in memory of their own have checkpoints, too") {
  const etna::test::temporary_file file;
  const auto optimizer =
      etna::groups(etna::group(etna::chain(etna::nesterov{}), &network<float>::first),
                   etna::group(etna::chain(etna::momentum{}), second_bias));
  auto p = some_network<float>();
  auto state = optimizer.init(p);
  const auto step = [&](auto& parameters, auto& its_state) {
    optimizer.update(parameters, network<float>(*parameters), its_state);
  };
  step(p, state);
  etna::save_checkpoint(file.name, p, state);
  step(p, state);
  etna::parameters<network<float>> q;
  auto loaded = optimizer.init(q);
  etna::load_checkpoint(file.name, q, loaded);
  step(q, loaded);
  CHECK(same(p, q));
}

TEST_CASE_TEMPLATE("no step allocates", T, float, double) {
  const auto count = [&](const auto& optimizer, auto p, const auto& at) {
    auto state = optimizer.init(p);
    auto g = p, point = p;
    const std::size_t before = etna::test::allocations();
    for (int step = 0; step < 3; ++step) {
      optimizer.look_ahead(p, state, point);
      optimizer.update(at(p), at(g), state);
    }
    g->second.bias[0] = infinity<T>;
    optimizer.update(at(p), at(g), state);
    const std::size_t after = etna::test::allocations();
    CHECK(state.steps == 3);
    CHECK(state.skipped == 1);
    return after - before;
  };
  const auto itself = [](auto& p) -> auto& { return p; };
  const auto inside = [](auto& p) -> auto& { return *p; };
  const auto plain = etna::groups(
      etna::group(etna::chain(etna::momentum{}), first_weights),
      etna::group(etna::chain(etna::skip_not_finite{}, etna::momentum{}), second_bias));
  CHECK(count(plain, some_network<T>(), itself) == 0);
  CHECK(count(plain, some_network<T>(), inside) == 0);
  CHECK(count(decayed_weights<T>(), some_dense_network<T>(), itself) == 0);
  CHECK(count(decayed_weights<T>(), some_dense_network<T>(), inside) == 0);
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
