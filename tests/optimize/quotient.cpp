// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/optimize/quotient.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/optimize.hpp"

namespace {

/// Adagrad by either kind of update.
template <bool Later>
struct descent {
  static constexpr std::array slots{"sum_of_squares"};
  template <class V, bool Exact>
  auto at(const etna::step_context&) const {
    return [](const V& g, const V&, V& r) {
      r = etna::multiply_add(g, g, r);
      const V root = etna::sqrt(r) + V(0.5);
      if constexpr (Later) {
        return etna::quotient<Exact, V>(-g, root);
      } else {
        return V(etna::simd::divide<Exact>(V(-g), root));
      }
    };
  }
};

/// An update that is called with the parameter.
template <bool Later>
struct decayed_descent : descent<Later> {
  template <class V, bool Exact>
  auto at(const etna::step_context& c) const {
    return [of_gradient = descent<Later>().template at<V, Exact>(c),
            decay = etna::coefficient<V>(-0.1)](const V& g, const V& parameter, V& r) {
      const auto step = of_gradient(g, parameter, r);
      if constexpr (Later) {
        return etna::decayed_quotient<Exact, V>(step, decay);
      } else {
        return V(etna::multiply_add(decay, parameter, step));
      }
    };
  }
};

/// A rule of another role whose function returns a quotient, or what is called to make it.
template <etna::rule_role Role, bool Lambda>
struct scaled {
  static constexpr etna::rule_role role = Role;
  template <class V, bool Exact>
  auto at(const etna::step_context&) const {
    return [](const V& update, const V&) {
      const auto q = etna::quotient<Exact, V>(update, V(3));
      if constexpr (Lambda) {
        return [q](const V&) { return V(q); };
      } else {
        return q;
      }
    };
  }
};

/// A rule made of another: half its step.
template <bool Later>
struct half {
  static constexpr std::array slots{"sum_of_squares"};
  template <class V, bool Exact>
  auto at(const etna::step_context& c) const {
    return
        [whole = descent<Later>().template at<V, Exact>(c), half = etna::coefficient<V>(0.5)](
            const V& g, const V& parameter, V& r) { return V(half * V(whole(g, parameter, r))); };
  }
};

/// Parameters and slots after some steps.
template <class T, class Arch, class Optimizer>
std::vector<T> train(const Optimizer& optimizer, std::size_t size) {
  std::mt19937 random(static_cast<unsigned>(size) + 1);
  std::normal_distribution<T> normal;
  std::vector<T> p(size), g(size);
  for (T& x : p) x = normal(random);
  auto state = optimizer.init(p);
  for (int step = 0; step < 4; ++step) {
    for (T& x : g) x = normal(random);
    optimizer.template update<Arch>(p, g, state);
  }
  for (const auto& slot : state.slots) p.insert(p.end(), slot.values.begin(), slot.values.end());
  return p;
}

template <class T, class Arch, class Later, class Now>
void check_same(Later later, Now now) {
  constexpr std::size_t block =
      etna::detail::batches_begun * etna::simd::lanes<etna::simd::pack<T, Arch>>;
  for (const bool exact : {false, true}) {
    later.exact = now.exact = exact;
    for (std::size_t size = 0; size <= 3 * block + 1; ++size) {
      CAPTURE(size);
      REQUIRE(train<T, Arch>(later, size) == train<T, Arch>(now, size));
    }
  }
}

template <class T, class Arch>
void check() {
  using etna::chain;
  check_same<T, Arch>(chain(descent<true>()), chain(descent<false>()));
  check_same<T, Arch>(chain(decayed_descent<true>()), chain(decayed_descent<false>()));
  // Rules before it and behind it that read the parameters and have slots.
  const auto among_others = [](const auto& rule) {
    return chain(etna::clip_by_global_norm{.limit = 3}, etna::add_decayed_weights{}, rule,
                 etna::decoupled_weight_decay{}, etna::average_parameters{});
  };
  check_same<T, Arch>(among_others(descent<true>()), among_others(descent<false>()));
  check_same<T, Arch>(among_others(decayed_descent<true>()),
                      among_others(decayed_descent<false>()));
  check_same<T, Arch>(chain(half<true>()), chain(half<false>()));
  // Of other rules they are made at once, and so is what a lambda makes.
  using enum etna::rule_role;
  const auto scaled_around = [](auto lambda, const auto& rule) {
    constexpr bool is_lambda = decltype(lambda)::value;
    return chain(scaled<gradient, is_lambda>(), etna::clip_by_global_norm{.limit = 3}, rule,
                 scaled<update, is_lambda>());
  };
  check_same<T, Arch>(scaled_around(std::false_type(), descent<true>()),
                      scaled_around(std::true_type(), descent<false>()));
  check_same<T, Arch>(chain(scaled<step, false>()), chain(scaled<step, true>()));
}

/// Whether parameters of a known number go the way of those of any number, one of which is
/// infinite and one NaN.
template <std::size_t Size, class Optimizer>
void check_known_size(Optimizer optimizer) {
  for (const bool exact : {false, true}) {
    CAPTURE(Size);
    optimizer.exact = exact;
    std::array<float, Size> p, g;
    for (std::size_t i = 0; i < Size; ++i) {
      p[i] = static_cast<float>(i % 11);
      g[i] = static_cast<float>(i % 7) - 3;
    }
    g[Size / 2] = std::numeric_limits<float>::infinity();
    g[Size / 3] = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> same(p.begin(), p.end());
    auto state = optimizer.init(p), its_state = optimizer.init(same);
    for (int step = 0; step < 3; ++step) {
      optimizer.update(p, g, state);
      optimizer.update(same, std::span<const float>(g), its_state);
    }
    for (std::size_t i = 0; i < Size; ++i) {
      CHECK(std::isnan(p[i]) == std::isnan(same[i]));
      CHECK((p[i] == same[i] || std::isnan(p[i])));
      CHECK(std::isnan(p[i]) == (i == Size / 2 || i == Size / 3));
    }
  }
}

}  // namespace

TEST_CASE_TEMPLATE("a quotient made later is the same quotient", T, float, double) {
  check<T, etna::simd::default_arch>();
  check<T, etna::simd::scalar>();
#if XSIMD_WITH_SSE2
  check<T, xsimd::sse2>();
#endif
}

TEST_CASE("quotients of parameters of a known number") {
  [&]<std::size_t... Size>(std::index_sequence<Size...>) {
    const auto check = [](const auto& rule) { (check_known_size<Size>(etna::chain(rule)), ...); };
    check(etna::adam{});
    check(etna::rmsprop{});
    check(etna::adamw{});
  }(std::index_sequence<3, 64, 65, 127, 129, 300, 1025>{});
}

TEST_CASE("quotients") {
  using V = float;
  CHECK(etna::quotient<true, V>(1, 3)(5) == 1.0F / 3);
  CHECK(etna::decayed_quotient<true, V>({1, 4}, 0.5F)(5) == 2.75F);
  auto q = etna::quotient<true, V>(1, 3);
  q = etna::quotient<true, V>(3, 2);
  CHECK(q(0) == 1.5F);
}
