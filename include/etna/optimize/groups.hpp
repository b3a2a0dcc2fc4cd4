// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/optimize/optimizer.hpp"

namespace etna {

namespace detail {

/// The struct that parts are taken from: the S of a parameters<S>.
template <class P>
constexpr auto& struct_of(P& p) {
  if constexpr (requires { *p; }) {
    return *p;
  } else {
    return p;
  }
}

template <class Part, class S>
constexpr auto& part_of(const Part& part, S& parameters) {
  constexpr bool is_part = [] {
    if constexpr (std::is_invocable_v<const Part&, S&>)
      return std::is_lvalue_reference_v<std::invoke_result_t<const Part&, S&>>;
    return false;
  }();
  static_assert(
      is_part,
      "Etna: a part in group(optimizer, part...) is neither a member of the struct of parameters "
      "nor a callable that returns a reference to a part of it. Write &model<float>::weights, or "
      "[](auto& m) -> auto& { return m.layer.weights; }.");
  if constexpr (is_part) {
    return std::invoke(part, parameters);
  } else {
    return parameters;
  }
}

/// How many runs of numbers a part is: one in memory, but for a struct of arrays, which is as many
/// as it has arrays.
template <class Part>
constexpr int count_runs() {
  if constexpr (has_array<Part>()) {
    return tree_size<Part>;
  } else {
    return 1;
  }
}
template <int I, class Part>
constexpr auto run_of(Part& part) {
  if constexpr (has_array<Part>()) {
    return flat(leaf<I>(part));
  } else {
    return flat(part);
  }
}
/// Calls f with the indices of a part's runs, constants.
template <class Part, class F>
constexpr auto with_runs(F f) {
  return [&]<int... I>(std::integer_sequence<int, I...>) {
    return f(std::integral_constant<int, I>{}...);
  }(std::make_integer_sequence<int, count_runs<Part>()>{});
}

/// Throws size_mismatch before anything is copied.
template <class P, class Q>
void copy_numbers(const P& from, Q& to) {
  const auto expect = [](std::size_t size, std::size_t expected) {
    if (size != expected) throw size_mismatch("numbers in the point", size, expected);
  };
  const auto copy = [](auto p, auto q) { std::copy(p.begin(), p.end(), q.begin()); };
  with_runs<P>([&](auto... i) {
    (expect(run_of<i>(to).size(), run_of<i>(from).size()), ...);
    (copy(run_of<i>(from), run_of<i>(to)), ...);
  });
}

/// Throws std::invalid_argument if a number is in two of the runs, or a run is no part of `all`.
template <class P, class T>
void check_runs(const P& all, std::vector<std::span<const T>> runs) {
  std::erase_if(runs, [](const auto& run) { return run.empty(); });
  const std::less<const T*> before;
  std::sort(runs.begin(), runs.end(),
            [&](const auto& x, const auto& y) { return before(x.data(), y.data()); });
  const T* end = nullptr;
  for (const auto& run : runs) {
    const std::size_t index = index_in(all, run.data());
    if (index == numbers_in(all))
      throw std::invalid_argument("Etna: a part of a group is no part of the parameters");
    if (before(run.data(), end))
      throw std::invalid_argument("Etna: " + name_of(all, index) +
                                  " is in two parts of groups: it would take two steps at once");
    end = run.data() + run.size();
  }
}

}  // namespace detail

/// Some parts of a struct of parameters, and their optimizer; made by `group`.
template <class Optimizer, class... Part>
struct parameter_group {
  Optimizer optimizer;
  std::tuple<Part...> parts;
};

/// Parts are what std::invoke takes with the struct of parameters and gives a reference for:
/// pointers to members, and callables for what is deeper inside.
/// `group(chain(adamw{}), &net::scale, [](auto& n) -> auto& { return n.first.weights; })`
///
/// A part is a number, an array of numbers or a struct of those, an etna::array, or a struct of
/// such arrays: then each of them has a state of its own.
template <class... Rules, class... Part>
constexpr parameter_group<optimizer<Rules...>, Part...> group(const optimizer<Rules...>& its,
                                                              Part... parts) {
  return {its, {parts...}};
}

/// What grouped optimizers remember: a state for each part of each group, in order; of a struct of
/// arrays one for each of them. They have taken, and skipped, as many steps as the whole.
template <class T>
struct grouped_state {
  std::int64_t steps = 0;
  std::int64_t skipped = 0;
  std::vector<optimizer_state<T>> states;
};

/// Groups of parameters with an optimizer each: another rule, rate or decay. What is in no group is
/// frozen. Made by `groups`. Parameters and gradients are a hana::Struct, or etna::parameters of
/// one.
template <class... Group>
class grouped_optimizer {
 public:
  constexpr explicit grouped_optimizer(const Group&... groups) : groups_(groups...) {
    std::array<double, sizeof...(Group)> rates{groups.optimizer.learning_rate()...};
    for (std::size_t i = 0; i < rates.size(); ++i)
      rates_[i] = rates[0] != 0 ? rates[i] / rates[0] : 1;
  }

  /// The optimizer of the I-th group.
  template <std::size_t I>
  constexpr auto& get() {
    return std::get<I>(groups_).optimizer;
  }
  /// Sets the learning rate of the first group. Those of the others keep the ratio to it that they
  /// had when `groups` was called, or become the same if it was 0 then. (Of a chain of rules with
  /// several rates that is the first one; all are set.)
  constexpr void set_learning_rate(double rate) {
    std::size_t i = 0;
    std::apply([&](auto&... g) { (g.optimizer.set_learning_rate(rates_[i++] * rate), ...); },
               groups_);
  }

  /// That of the first group.
  constexpr double learning_rate() const { return std::get<0>(groups_).optimizer.learning_rate(); }

  /// Whether the gradient is to be taken at another point than the parameters: `look_ahead`'s.
  static constexpr bool looks_ahead() { return (decltype(Group::optimizer)::looks_ahead() || ...); }

  /// The state before the first step. Throws std::invalid_argument, which names it, if a number is
  /// in two parts, and if a part is not in the parameters.
  template <class P>
  auto init(const P& parameters) const {
    const auto& p = detail::struct_of(parameters);
    using T = scalar_t<decltype(p)>;
    grouped_state<T> state;
    std::apply(
        [&](const auto&... run) {
          static_assert((std::is_same_v<number_of_t<decltype(run.parameters)>, T> && ...),
                        "Etna: the parameters of groups are all float or all double.");
          detail::check_runs<decltype(p), T>(p, {run.parameters...});
          (state.states.push_back(run.optimizer.init(run.parameters)), ...);
        },
        runs(p, p));
    return state;
  }

  /// A step of all groups, or of none: returns whether it was taken, which the first part that
  /// refuses its gradient decides (see skip_not_finite). Throws size_mismatch as an optimizer does.
  /// Nothing has changed if it throws. Norms are of one state's gradients: clip_by_global_norm
  /// sees no others. Allocates nothing.
  template <class Arch = simd::default_arch, class P, class G, class T>
  bool update(P&& parameters, const G& gradients, grouped_state<T>& state) const {
    const auto& g = detail::struct_of(gradients);
    auto all = pending(runs(detail::struct_of(parameters), g));
    check(all, state);
    verdict whole = verdict::take;
    each(all, state, [&]<class Run>(Run& run, auto& its) {
      if constexpr (Run::judges) {
        if (whole != verdict::take) return;
        whole = run.optimizer.template prepare<Arch>(run.next, run.parameters, run.others, its);
        if (whole == verdict::stop)
          run.optimizer.throw_not_finite(run.others, g, detail::index_in(g, run.others.data()),
                                         state.steps + 1);
      }
    });
    if (whole == verdict::skip) {
      each(all, state, [](auto&, auto& its) { ++its.skipped; });
      ++state.skipped;
      return false;
    }
    each(all, state, []<class Run>(Run& run, auto& its) {
      // As late as may be: norms leave the gradients in the cache.
      if constexpr (!Run::judges)
        run.optimizer.template prepare<Arch>(run.next, run.parameters, run.others, its);
      run.optimizer.template take<Arch>(run.next, run.parameters, run.others, its);
    });
    ++state.steps;
    return true;
  }

  /// Writes the point at which the next gradient is to be taken: the parameters, except for groups
  /// with nesterov_look_ahead. Throws size_mismatch before anything is written.
  template <class P, class T, class Q>
  void look_ahead(const P& parameters, const grouped_state<T>& state, Q&& point) const {
    const auto& p = detail::struct_of(parameters);
    auto& q = detail::struct_of(point);
    const auto all = runs(p, q);
    check(all, state);
    detail::copy_numbers(p, q);  // those of no group as well
    each(all, state, [](const auto& run, const auto& its) {
      run.optimizer.look_ahead(run.parameters, its, run.others);
    });
  }

 private:
  /// A run of numbers with a state of its own, in the parameters and in what is laid out like them:
  /// the gradients, or a point.
  template <class Optimizer, class P, class Q>
  struct bound_run {
    const Optimizer& optimizer;
    P parameters;
    Q others;
    static constexpr bool judges = Optimizer::judges;
    using pending_step = typename Optimizer::pending_step;
  };
  /// And its step, which is made in its place, since it cannot be copied.
  template <class Run>
  struct pending_run : Run {
    typename Run::pending_step next;
    explicit pending_run(const Run& run) : Run(run) {}
  };
  template <class... Run>
  static std::tuple<pending_run<Run>...> pending(const std::tuple<Run...>& all) {
    return std::apply([](const auto&... run) { return std::tuple<pending_run<Run>...>(run...); },
                      all);
  }

  template <class Optimizer, class P, class Q>
  static bound_run<Optimizer, P, Q> bind(const Optimizer& its, P p, Q q) {
    return {its, p, q};
  }

  /// The runs of all groups, in order.
  template <class P, class Q>
  auto runs(P& parameters, Q& others) const {
    const auto of_part = [&](const auto& optimizer, const auto& part) {
      auto& p = detail::part_of(part, parameters);
      auto& q = detail::part_of(part, others);
      return detail::with_runs<decltype(p)>([&](auto... i) {
        return std::tuple{bind(optimizer, detail::run_of<i>(p), detail::run_of<i>(q))...};
      });
    };
    const auto of_group = [&](const auto& g) {
      return std::apply(
          [&](const auto&... part) { return std::tuple_cat(of_part(g.optimizer, part)...); },
          g.parts);
    };
    return std::apply([&](const auto&... g) { return std::tuple_cat(of_group(g)...); }, groups_);
  }

  /// Calls f(run, its state) for all of them, in order.
  template <class Runs, class State, class F>
  static void each(Runs& all, State& state, F f) {
    std::size_t k = 0;
    std::apply([&](auto&... run) { (f(run, state.states[k++]), ...); }, all);
  }

  template <class Runs, class State>
  static void check(const Runs& all, const State& state) {
    constexpr std::size_t count = std::tuple_size_v<Runs>;
    if (state.states.size() != count)
      throw size_mismatch("parts in the state", state.states.size(), count);
    each(all, state, [](const auto& run, const auto& its) {
      run.optimizer.check(run.parameters.size(), run.others.size(), its);
    });
  }

  std::tuple<Group...> groups_;
  std::array<double, sizeof...(Group)> rates_{};  // divided by that of the first
};

/// `groups(group(chain(adamw{}), &model<float>::weights), group(chain(adam{}),
/// &model<float>::bias))`
template <class... Group>
constexpr grouped_optimizer<Group...> groups(const Group&... g) {
  return grouped_optimizer<Group...>(g...);
}

}  // namespace etna
