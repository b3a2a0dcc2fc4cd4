// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

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
/// double, or a batch of them. (With quotients it may be `at<V, Exact>`, and return one: see
/// quotient.hpp.)
///
/// The rest is optional:
/// - `static constexpr std::array<const char*, n> slots`: the names of n arrays, laid out like the
///   parameters, that are kept between steps; 0 at first, or `double initial(std::size_t slot)`;
/// - `optional_slots`: the same, for slots that some options do without. `bool uses(std::size_t k)`
///   tells whether the k-th of them is used; if not, the function is given an `unused_slot`;
/// - `static constexpr rule_role role`: see there;
/// - `static constexpr int numbers` and `void advance(step_context&)`: so many numbers that are
///   kept between steps, and what is done to them at the beginning of a step;
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

/// In the place of a slot that a rule's options do without.
struct unused_slot {};
template <class Slot>
inline constexpr bool is_used = !std::is_same_v<std::remove_cvref_t<Slot>, unused_slot>;

/// A coefficient of a rule, rounded to V's number type.
template <class V>
ETNA_INLINE V coefficient(double value) {
  return V(static_cast<simd::lane_t<V>>(value));
}

/// x y + z, in one instruction where there is one.
template <operand X, operand Y, operand Z>
ETNA_INLINE auto multiply_add(const X& x, const Y& y, const Z& z) {
  if constexpr (std::floating_point<promoted_t<X, Y, Z>> && simd::is_fused<simd::default_arch>) {
    return std::fma(x, y, z);  // a compiler that contracts might fuse a product that z is instead
  } else {
    return apply<op::multiply_add>(x, y, z);
  }
}

namespace detail {

/// decay old + share x. The part of the old average is rounded first, since it waits for nothing.
template <class D, class V, class S>
ETNA_INLINE V moving_average(const D& decay, const V& old, const S& share, const V& x) {
  return multiply_add(share, x, V(decay * old));
}

/// Whether a rule may estimate quotients.
template <class R>
concept estimates =
    requires(const R& rule, const step_context& step) { rule.template at<float, false>(step); };

/// The function of a rule for a step.
template <class V, bool Exact, class R>
constexpr auto function_at(const R& rule, const step_context& step) {
  if constexpr (estimates<R>) {
    return rule.template at<V, Exact>(step);
  } else {
    return rule.template at<V>(step);
  }
}

}  // namespace detail

template <class R>
concept rule =
    std::copyable<R> && (requires(const R& r, const step_context& step) {
      r.template at<float>(step);
    } || requires(const R& r, const step_context& step) { r.template at<float, true>(step); });

namespace detail {

template <class R>
inline constexpr std::size_t slots_always = 0;
template <class R>
  requires requires { R::slots.size(); }
inline constexpr std::size_t slots_always<R> = R::slots.size();

template <class R>
inline constexpr std::size_t slots_of = slots_always<R>;
template <class R>
  requires requires { R::optional_slots.size(); }
inline constexpr std::size_t slots_of<R> = slots_always<R> + R::optional_slots.size();

template <class R>
constexpr const char* slot_name(std::size_t slot) {
  if constexpr (slots_always<R> > 0) {
    if (slot < slots_always<R>) return R::slots[slot];
  }
  if constexpr (slots_of<R> > slots_always<R>) return R::optional_slots[slot - slots_always<R>];
  return "";
}

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
concept has_look_ahead = requires(const R& rule) { rule.template look_ahead<float>(); };

template <class R>
inline constexpr bool needs_norm = false;
template <class R>
  requires requires { R::needs_norm; }
inline constexpr bool needs_norm<R> = R::needs_norm;

/// Whether a rule may refuse a step.
template <class R>
concept judges = requires(const R& rule, const step_context& step) { rule.judge(step); };

template <class R>
constexpr bool uses(const R& rule, std::size_t slot) {
  if constexpr (slots_of<R> > slots_always<R>) {
    if (slot >= slots_always<R>) return rule.uses(slot - slots_always<R>);
  }
  return true;
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
