// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "etna/op/fused.hpp"
#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"

/// \file
/// What a rule of an optimizer is. A rule is a plain struct of options. Its member template
/// `at<V>(step)` is called once a step and gives the rule's elementwise function for that step,
/// with every coefficient computed in double and rounded once: a callable
///
///     V operator()(V update, V parameter, V& slot...) const
///
/// that is given the gradient, or what the rules before it in a chain have made of it, and returns
/// what becomes of it. What the last rule returns is added to the parameter. V is a float, a
/// double, or a batch of them.
///
/// The rest is optional:
/// - `static constexpr std::array<const char*, n> slots`: the names of n arrays in the layout of
/// the
///   parameters, which are kept between steps; 0 at first, or `double initial(std::size_t slot)`;
/// - `bool uses(std::size_t slot)`: false for slots that these options do without;
/// - `static constexpr rule_role role`: see there;
/// - `static constexpr int numbers` and `void advance(step_context&)`: so many numbers, kept
/// between
///   steps, and what is done to them at the beginning of a step;
/// - `static constexpr bool needs_norm`: the step context has the norm of what reaches the rule;
///   `verdict judge(const step_context&)`: whether the step is taken.

namespace etna {

/// What a rule may know of the step that is being taken.
struct step_context {
  std::int64_t step = 1;      // counted from 1
  double* numbers = nullptr;  // the rule's own, 0 before the first step
  double norm = 0;            // of what reaches the rule, over all parameters, if it asks
};

/// Where in a chain a rule may stand.
enum class rule_role {
  gradient,  // before the step: acts on the gradient
  step,      // turns the gradient into the change of the parameters: one in a chain
  update,    // after it: acts on the change
  anywhere
};

/// Whether a step is taken.
enum class verdict { take, skip, stop };

/// A coefficient of a rule as V, rounded to its number type.
template <class V>
ETNA_INLINE V coefficient(double value) {
  return V(static_cast<simd::lane_t<V>>(value));
}

/// x y + z, in one instruction where there is one.
template <class V>
ETNA_INLINE V multiply_add(const V& x, const V& y, const V& z) {
  return apply<op::multiply_add>(x, y, z);
}

template <class R>
concept rule = std::copyable<R> && requires(const R& r, const step_context& step) {
  r.template at<float>(step);
  r.template at<double>(step);
};

namespace detail {

template <class R>
inline constexpr std::size_t slots_of = 0;
template <class R>
  requires requires { R::slots.size(); }
inline constexpr std::size_t slots_of<R> = R::slots.size();

template <class R>
inline constexpr std::size_t numbers_of = 0;
template <class R>
  requires requires { R::numbers; }
inline constexpr std::size_t numbers_of<R> = static_cast<std::size_t>(R::numbers);

template <class R>
inline constexpr rule_role role_of = rule_role::step;
template <class R>
  requires requires { R::role; }
inline constexpr rule_role role_of<R> = R::role;

template <class R>
inline constexpr bool needs_norm = false;
template <class R>
  requires requires { R::needs_norm; }
inline constexpr bool needs_norm<R> = R::needs_norm;

template <class R>
constexpr bool uses(const R& rule, std::size_t slot) {
  if constexpr (requires { rule.uses(slot); }) {
    return rule.uses(slot);
  } else {
    return true;
  }
}

template <class R>
constexpr double initial(const R& rule, std::size_t slot) {
  if constexpr (requires { rule.initial(slot); }) {
    return rule.initial(slot);
  } else {
    return 0;
  }
}

}  // namespace detail

}  // namespace etna
