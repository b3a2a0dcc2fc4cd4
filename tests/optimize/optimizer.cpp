// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/optimizer.hpp"

#include <algorithm>
#include <array>
#include <boost/hana/define_struct.hpp>
#include <limits>
#include <string>

#include "etna/optimize.hpp"
#include "optimize/check.hpp"

namespace {

template <class T>
struct layers {
  BOOST_HANA_DEFINE_STRUCT(layers, (std::array<T, 3>, weights), (T, bias));
};

/// A user's rule, as the documentation has it.
struct sign_descent {
  double learning_rate = 0.1;

  template <class V>
  auto at(const etna::step_context&) const {
    return [rate = etna::coefficient<V>(-learning_rate)](const V& g, const V&) {
      return V(rate * etna::sign(g));
    };
  }
};

/// Another, which compares.
struct bounded_update {
  double most = 0.05;

  static constexpr etna::rule_role role = etna::rule_role::update;
  template <class V>
  auto at(const etna::step_context&) const {
    return [most = etna::coefficient<V>(most)](const V& update, const V& parameter) {
      const auto is_small = etna::abs(update) <= most;
      return V(etna::where(is_small, update, most * etna::sign(update)) + 0 * parameter);
    };
  }
};

std::vector<double> spread(std::size_t size) {
  std::vector<double> x(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = std::sin(static_cast<double>(i) + 1);
  return x;
}

}  // namespace

TEST_CASE("a rule of the user's own, alone and in a chain") {
  std::vector<float> p{1, 1, 1};
  const std::vector<float> g{3, -0.01F, 0};
  const auto alone = etna::chain(sign_descent{});
  auto state = alone.init(p);
  CHECK(state.slots.empty());
  alone.update(p, g, state);
  CHECK(p == std::vector<float>{0.9F, 1.1F, 1});
  const auto chained =
      etna::chain(etna::add_decayed_weights{.weight_decay = 1}, sign_descent{.learning_rate = 1});
  auto other = chained.init(p);
  chained.update(p, g, other);
  CHECK(p[2] == 0);
}

TEST_CASE("a rule of the user's own among rules that divide") {
  // RMSProp's first step is g / √(0.01 g²), 10 times the rate, but for gradients of 0.
  const auto optimizer = etna::chain(etna::rmsprop{.learning_rate = 0.01}, bounded_update{});
  for (const std::size_t size : {1U, 8U, 24U, 31U, 100U}) {
    std::vector<double> p(size, 1.0), g = spread(size);
    if (size > 7) g[7] = 0;
    auto state = optimizer.init(p);
    optimizer.update(p, g, state);
    for (std::size_t i = 0; i < size; ++i) CHECK(p[i] == (g[i] > 0 ? 0.95 : g[i] < 0 ? 1.05 : 1));
  }
}

TEST_CASE("rules of a chain act from left to right") {
  std::vector<double> p{2.0};
  const std::vector<double> g{10.0};
  const auto clip_first =
      etna::chain(etna::clip_by_value{.limit = 1}, etna::add_decayed_weights{.weight_decay = 0.5},
                  etna::sgd{.learning_rate = 0.25});
  auto state = clip_first.init(p);
  clip_first.update(p, g, state);
  CHECK(p[0] == 2 - 0.25 * (1 + 0.5 * 2));
  const auto clip_last =
      etna::chain(etna::sgd{.learning_rate = 0.25}, etna::clip_by_value{.limit = 1},
                  etna::decoupled_weight_decay{.learning_rate = 0.5, .weight_decay = 0.5});
  auto other = clip_last.init(p);
  p[0] = 2;
  clip_last.update(p, g, other);
  CHECK(p[0] == 2 - 1 - 0.25 * 2);
}

TEST_CASE("a chain has the slots of its rules, and options tell which are used") {
  const std::vector<float> p(10, 1.0F);
  auto optimizer = etna::chain(etna::momentum{.decay = 0.5}, etna::average_parameters{});
  const auto state = optimizer.init(p);
  REQUIRE(state.slots.size() == 2);
  CHECK(state.find("velocity").size() == 10);
  CHECK(state.find("average").size() == 10);
  CHECK(state.find("nothing").empty());
  const auto plain = etna::chain(etna::adam{}).init(p);
  CHECK(plain.find("mean_square").size() == 10);
  CHECK(plain.find("largest_mean_square").empty());
  CHECK(etna::chain(etna::adam{.amsgrad = true}).init(p).find("largest_mean_square").size() == 10);
}

TEST_CASE("parameters of every shape") {
  const auto optimizer = etna::chain(etna::sgd{.learning_rate = 1});
  {
    layers<float> p{{1, 2, 3}, 4};
    const layers<float> g{{1, 1, 1}, 2};
    auto state = optimizer.init(p);
    CHECK(state.size == 4);
    optimizer.update(p, g, state);
    CHECK(p.weights == std::array<float, 3>{0, 1, 2});
    CHECK(p.bias == 2);
  }
  {
    std::array<std::array<double, 2>, 2> p{{{1, 2}, {3, 4}}};
    const std::array<double, 4> g{1, 1, 1, 1};
    auto state = optimizer.init(p);
    optimizer.update(p, g, state);
    CHECK(p[1][1] == 3);
    optimizer.update(std::span<double>(&p[0][0], 4), g, state);
    CHECK(p[1][1] == 2);
  }
  {
    double p = 3;
    auto state = optimizer.init(p);
    optimizer.update(p, 1.0, state);
    CHECK(p == 2);
  }
}

TEST_CASE("the global norm is of all parameters, in every number type and size") {
  for (const std::size_t size : {1U, 2U, 17U, 1000U, 100003U}) {
    const std::vector<double> g = spread(size);
    long double squares = 0;
    for (const double x : g) squares += static_cast<long double>(x) * x;
    std::vector<double> p(size, 0.0);
    const auto optimizer =
        etna::chain(etna::clip_by_global_norm{.limit = 0.5}, etna::sgd{.learning_rate = 1});
    auto state = optimizer.init(p);
    optimizer.update(p, g, state);
    const double scale = static_cast<double>(0.5L / std::sqrt(squares));
    for (std::size_t i = 0; i < size; ++i)
      CHECK(std::fabs(p[i] + g[i] * scale) <= 1e-14 * std::fabs(p[i]));
  }
}

TEST_CASE("a gradient shorter than the limit is left as it is, and huge ones do not overflow") {
  const auto step = [](std::vector<float> g, float limit) {
    std::vector<float> p(g.size(), 0.0F);
    const auto optimizer = etna::chain(etna::clip_by_global_norm{.limit = double(limit)},
                                       etna::sgd{.learning_rate = 1});
    auto state = optimizer.init(p);
    optimizer.update(p, g, state);
    return p;
  };
  CHECK(step({-3, 4}, 5) == std::vector<float>{3, -4});
  CHECK(step({-3, 4}, 2.5F) == std::vector<float>{1.5F, -2});
  CHECK(step({-3e30F, 4e30F}, 5)[0] == doctest::Approx(3).epsilon(1e-6));
  CHECK(step({-3e-30F, 4e-30F}, 2.5e-30F)[0] == doctest::Approx(1.5e-30).epsilon(1e-6));
  CHECK(step({0, 0}, 1) == std::vector<float>{0, 0});
}

TEST_CASE("a gradient that is clipped by more than a factor can say keeps its digits") {
  // Short steps and long ones, in which denormal numbers count as 0.
  const auto check = []<class T>(T component, double limit, std::size_t size) {
    std::vector<T> p(size, T(0)), g(size, component);
    const auto optimizer =
        etna::chain(etna::clip_by_global_norm{.limit = limit}, etna::sgd{.learning_rate = 1});
    auto state = optimizer.init(p);
    optimizer.update(p, g, state);
    const long double expected = -limit / std::sqrt(static_cast<long double>(size));
    INFO(sizeof(T), " bytes, ", size, " times ", component, ", limit ", limit);
    // Of the squares at least 8 sums are made side by side, of which each rounds half an epsilon a
    // term at most; their root halves that.
    const auto most = 3 + static_cast<long double>(size) / 32;
    for (const T x : p)
      REQUIRE(std::fabs(x - expected) <=
              most * std::numeric_limits<T>::epsilon() * std::fabs(expected));
  };
  for (const std::size_t size : {1U, 20U, 2000U}) {
    for (const float component : {1e5F, 3e36F, 1e38F, 3.4e38F}) {
      for (const double limit : {1e-30, 1e-9, 1e-6, 1.0}) check(component, limit, size);
    }
  }
  for (const double component : {1e300, 3e306}) {
    for (const double limit : {1e-250, 1e-20, 1.0, 1e9}) {
      check(component, limit, 20);
      check(component, limit, 2000);
    }
  }
  check(3e36F, 0.0, 2000);
  check(1e307, 0.0, 20);
}

TEST_CASE("the norm is of what reaches the rule") {
  std::vector<double> p{0, 0};
  const auto optimizer =
      etna::chain(etna::clip_by_value{.limit = 3}, etna::clip_by_global_norm{.limit = 1},
                  etna::sgd{.learning_rate = 1});
  auto state = optimizer.init(p);
  optimizer.update(p, std::vector<double>{100.0, 4.0}, state);
  CHECK(p[0] == doctest::Approx(-std::sqrt(0.5)).epsilon(1e-15));
  CHECK(p[1] == p[0]);
}

TEST_CASE("gradients that are not finite") {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  constexpr float inf = std::numeric_limits<float>::infinity();
  for (const float bad : {nan, inf, -inf}) {
    std::vector<float> p(40, 1.0F), g(40, 0.5F);
    g[37] = bad;
    const std::vector<float> before = p;
    {
      const auto optimizer = etna::chain(etna::skip_not_finite{}, etna::adam{});
      auto state = optimizer.init(p);
      CHECK_FALSE(optimizer.update(p, g, state));
      CHECK(p == before);
      CHECK(state.skipped == 1);
      CHECK(state.steps == 0);
      for (const double x : state.numbers) CHECK(x == 0);
      for (const float x : state.find("mean")) CHECK(x == 0);
    }
    {
      const auto optimizer = etna::chain(etna::stop_at_not_finite{}, etna::adam{});
      auto state = optimizer.init(p);
      try {
        optimizer.update(p, g, state);
        FAIL("no error");
      } catch (const etna::gradient_not_finite& error) {
        CHECK(error.index == 37);
        CHECK(error.step == 1);
        CHECK(std::string(error.what()).find("the gradient by [37] is") != std::string::npos);
      }
      CHECK(p == before);
      CHECK(state.steps == 0);
      g[37] = 1e30F;  // whose square overflows
      CHECK(optimizer.update(p, g, state));
      std::vector<double> q(4, 0.0);  // and here the norm itself
      auto its_state = optimizer.init(q);
      CHECK(optimizer.update(q, std::vector<double>(4, 1.7e308), its_state));
    }
  }
}

TEST_CASE("clipping keeps NaN") {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> p(20, 0.0F), g(20, 7.0F);
  g[3] = nan;
  const auto optimizer =
      etna::chain(etna::clip_by_value{.limit = 2}, etna::sgd{.learning_rate = 1});
  auto state = optimizer.init(p);
  optimizer.update(p, g, state);
  CHECK(p[3] != p[3]);
  CHECK(p[4] == -2);
}

TEST_CASE("what does not belong together is refused, and nothing changes") {
  std::vector<double> p(5, 1.0);
  const std::vector<double> g(5, 1.0), short_g(4, 1.0);
  const auto adam = etna::chain(etna::adam{});
  auto state = adam.init(p);
  const auto message = [](auto f) -> std::string {
    try {
      f();
    } catch (const etna::size_mismatch& error) {
      return error.what();
    }
    return "";
  };
  CHECK(message([&] { adam.update(p, short_g, state); }) ==
        "Etna: numbers in the gradient: 4, expected 5");
  std::vector<double> longer(6, 1.0);
  CHECK(message([&] { adam.update(longer, longer, state); }) ==
        "Etna: parameters that the state is for: 5, expected 6");
  auto other = etna::chain(etna::sgd{}).init(p);
  CHECK(message([&] { adam.update(p, g, other); }) == "Etna: slots of the state: 0, expected 3");
  const auto amsgrad = etna::chain(etna::adam{.amsgrad = true});
  CHECK(message([&] { amsgrad.update(p, g, state); }) ==
        "Etna: numbers in the state's slot largest_mean_square (it follows from the rules' options "
        "when `init` is called): 0, expected 5");
  auto momentum = etna::chain(etna::momentum{}).init(p);
  CHECK(message([&] { etna::chain(etna::adagrad{}).update(p, g, momentum); }) ==
        "Etna: slots of the state called sum_of_squares: 0, expected 1");
  CHECK(p == std::vector<double>(5, 1.0));
  CHECK(state.steps == 0);
}

TEST_CASE("hyperparameters may change between steps") {
  std::vector<double> p{1.0};
  const std::vector<double> g{1.0};
  auto optimizer = etna::chain(etna::clip_by_value{.limit = 10}, etna::sgd{.learning_rate = 0.5});
  auto state = optimizer.init(p);
  optimizer.update(p, g, state);
  CHECK(p[0] == 0.5);
  optimizer.get<etna::sgd>().learning_rate = 0.25;
  optimizer.update(p, g, state);
  CHECK(p[0] == 0.25);
  optimizer.set_learning_rate(0.125);
  optimizer.get<0>().limit = 0.5;
  optimizer.update(p, g, state);
  CHECK(p[0] == 0.1875);
}

TEST_CASE("parameters reach the same numbers whatever their place among others") {
  // A whole batch, a partial one, one number at a time: estimates included.
  std::vector<float> together(37), g(37);
  for (std::size_t i = 0; i < 37; ++i) {
    together[i] = 1.0F + static_cast<float>(i);
    g[i] = 0.1F * static_cast<float>(i % 7) - 0.3F;
  }
  std::vector<float> start = together;
  const auto optimizer = etna::chain(etna::adam{.learning_rate = 0.1});
  auto state = optimizer.init(together);
  for (int step = 0; step < 10; ++step) optimizer.update(together, g, state);
  for (std::size_t i = 0; i < 37; ++i) {
    std::span<float> one(&start[i], 1);
    auto its = optimizer.init(one);
    for (int step = 0; step < 10; ++step)
      optimizer.update(one, std::span<const float>(&g[i], 1), its);
    CHECK(start[i] == together[i]);
  }
}

TEST_CASE("parameters reach the same numbers whatever the length of their array") {
  // Short arrays, and those of 2 to 8 MB, which are prefetched.
  const std::size_t size = 200'003, piece = 997;
  std::vector<float> together(size), g(size);
  for (std::size_t i = 0; i < size; ++i) {
    together[i] = 1.0F + static_cast<float>(i % 13);
    g[i] = 0.1F * static_cast<float>(i % 7) - 0.3F;
  }
  std::vector<float> pieces = together;
  const auto optimizer = etna::chain(etna::clip_by_value{.limit = 0.25}, etna::adamw{});
  auto state = optimizer.init(together);
  for (int step = 0; step < 3; ++step) optimizer.update(together, g, state);
  for (std::size_t from = 0; from < size; from += piece) {
    const std::size_t count = std::min(piece, size - from);
    std::span<float> some(&pieces[from], count);
    auto its = optimizer.init(some);
    for (int step = 0; step < 3; ++step)
      optimizer.update(some, std::span<const float>(&g[from], count), its);
  }
  CHECK(pieces == together);
}

TEST_CASE(
    "parameters reach the same numbers whether their number is known at compile time or not") {
  const auto agree_on = []<class Arch, class T, std::size_t Size>(Arch, const auto& optimizer,
                                                                  std::array<T, Size> p) {
    std::vector<T> same(p.begin(), p.end());
    auto state = optimizer.init(p), its_state = optimizer.init(same);
    for (int step = 0; step < 10; ++step) {
      std::array<T, Size> g;
      for (std::size_t i = 0; i < Size; ++i) g[i] = T(0.1) * static_cast<T>(i % 7) - T(0.3);
      optimizer.template update<Arch>(p, g, state);
      optimizer.template update<Arch>(same, std::span<const T>(g), its_state);
    }
    return std::equal(p.begin(), p.end(), same.begin());
  };
  const auto agree = [&](const auto& optimizer, const auto& p) {
    // (Batches of SSE2 do not fuse products and sums, numbers alone perhaps do.)
    return agree_on(etna::simd::default_arch(), optimizer, p) &&
           agree_on(xsimd::sse2(), optimizer, p);
  };
  [&]<std::size_t... Size>(std::index_sequence<Size...>) {
    const auto check = [&](const auto& optimizer) {
      (CHECK(agree(optimizer, std::array<float, Size>{1, 2})), ...);
      (CHECK(agree(optimizer, std::array<double, Size>{1, 2})), ...);
    };
    check(etna::chain(etna::clip_by_global_norm{}, etna::momentum{}));
    check(etna::chain(etna::adam{}));
  }(std::index_sequence<2, 7, 11, 15, 16, 31, 32>{});
}

TEST_CASE("moments do not become denormal") {
  std::vector<float> p(2048, 1.0F), g(2048, 1e-3F);
  const auto optimizer = etna::chain(etna::adam{.beta2 = 0.5});
  auto state = optimizer.init(p);
  optimizer.update(p, g, state);
  std::fill(g.begin(), g.end(), 0.0F);
  for (int step = 0; step < 200; ++step) optimizer.update(p, g, state);
  for (const float v : state.find("mean_square")) CHECK(v == 0);
  volatile float smallest = std::numeric_limits<float>::min();
  CHECK(smallest / 2 != 0);  // the mode is as before
}

TEST_CASE("threads share a step, with the same result") {
  constexpr std::size_t size = 100001;
  const std::vector<double> g = spread(size);
  const auto after = [&](int threads) {
    std::vector<double> p(size, 1.0);
    auto optimizer = etna::chain(etna::clip_by_global_norm{.limit = 0.5}, etna::adam{});
    optimizer.threads = threads;
    auto state = optimizer.init(p);
    for (int step = 0; step < 3; ++step) optimizer.update(p, g, state);
    return p;
  };
  const std::vector<double> expected = after(1);
#if defined(_OPENMP)
  for (const int threads : {2, 3, 8}) CHECK(after(threads) == expected);
#else
  CHECK_THROWS_AS(after(2), std::logic_error);
#endif
}
