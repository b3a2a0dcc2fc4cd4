// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

#include "etna/optimize/optimizer.hpp"

namespace etna {

/// Some members of a struct of parameters, and their optimizer; made by `group`.
template <class Optimizer, class... Member>
struct parameter_group {
  Optimizer optimizer;
  std::tuple<Member...> members;
};

/// `group(chain(adamw{}), &model<float>::weights, &model<float>::kernel)`
template <class... Rules, class... Member>
  requires(std::is_member_object_pointer_v<Member> && ...)
constexpr parameter_group<optimizer<Rules...>, Member...> group(const optimizer<Rules...>& its,
                                                                Member... members) {
  return {its, {members...}};
}

/// What grouped optimizers remember: a state for each member of each group, in order.
template <class T>
struct grouped_state {
  std::int64_t steps = 0;
  std::int64_t skipped = 0;
  std::vector<optimizer_state<T>> states;
};

/// Groups of parameters with an optimizer each: another rule, rate or decay. Members that are in no
/// group are frozen. Made by `groups`.
template <class... Group>
class grouped_optimizer {
 public:
  constexpr explicit grouped_optimizer(const Group&... groups) : groups_(groups...) {}

  /// The optimizer of the I-th group.
  template <std::size_t I>
  constexpr auto& get() {
    return std::get<I>(groups_).optimizer;
  }
  constexpr void set_learning_rate(double rate) {
    std::apply([&](auto&... g) { (g.optimizer.set_learning_rate(rate), ...); }, groups_);
  }

  template <class P>
  auto init(const P& parameters) const {
    using T = scalar_t<P>;
    grouped_state<T> state;
    each([&](const auto& optimizer, auto member) {
      state.states.push_back(optimizer.init(parameters.*member));
    });
    return state;
  }

  /// A step of all groups; returns whether all took it. Norms and checks are a member's own: rules
  /// that look at the whole gradient (clip_by_global_norm, skip_not_finite) see one member of it.
  template <class Arch = simd::default_arch, class P, class T>
  bool update(P& parameters, const P& gradients, grouped_state<T>& state) const {
    std::size_t count = 0;
    each([&](const auto&, auto) { ++count; });
    if (state.states.size() != count)
      throw size_mismatch("members in the state", state.states.size(), count);
    bool all = true;
    std::size_t k = 0;
    each([&](const auto& optimizer, auto member) {
      if (!optimizer.template update<Arch>(parameters.*member, gradients.*member,
                                           state.states[k++]))
        all = false;
    });
    ++(all ? state.steps : state.skipped);
    return all;
  }

 private:
  template <class F>
  void each(F f) const {
    const auto members = [&](const auto& g) {
      std::apply([&](auto... member) { (f(g.optimizer, member), ...); }, g.members);
    };
    std::apply([&](const auto&... g) { (members(g), ...); }, groups_);
  }

  std::tuple<Group...> groups_;
};

/// `groups(group(chain(adamw{}), &model<float>::weights), group(chain(adam{}),
/// &model<float>::bias))`
template <class... Group>
constexpr grouped_optimizer<Group...> groups(const Group&... g) {
  return grouped_optimizer<Group...>(g...);
}

}  // namespace etna
