// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/comparison.hpp"

namespace etna {

namespace op {

/// a where the condition holds, otherwise b. Only the chosen side contributes to a derivative, also
/// where the other is infinite or NaN; the passes see to that, as do dual numbers.
struct where_ : operation<"where", 3> {
  static constexpr operation_kind kind = operation_kind::selection;
  static constexpr const char* latex =
      R"(\begin{cases} #2 & \text{if } #1 \\ #3 & \text{otherwise} \end{cases})";
  template <class T>
  ETNA_INLINE static constexpr T value(T condition, T a, T b) {
    using detail::select;
    // (Of batches, NaN is neither equal nor unequal to 0.)
    return select(condition == T(0), b, a);
  }
  template <class S>
  static constexpr std::array<S, 3> partials(S condition, S, S, S) {
    return {S(0), condition, S(1) - condition};
  }
  template <class S>
  static constexpr bool simplify(S& out, S condition, S a, S b, bool) {
    if (condition.is_constant()) return out = condition.constant != 0 ? a : b, true;
    if (a.graph && b.graph && a.node == b.node) return out = a, true;
    if (a.is(0) && b.is(0)) return out = a, true;
    return false;
  }
};

using select_operations = operations<where_>;

}  // namespace op

namespace detail {

/// What comparing batches gives.
template <class C>
concept lane_mask = requires { typename C::batch_type; };

}  // namespace detail

/// a where the condition holds, otherwise b: a choice that costs no path. The condition is a
/// comparison, or several joined with `&`, `|`, `!`. Both sides are evaluated.
template <class C, operand A, operand B>
  requires operand<C> || std::same_as<C, bool> || detail::lane_mask<C>
ETNA_INLINE constexpr auto where(const C& condition, const A& a, const B& b) {
  if constexpr (std::same_as<C, bool>) {
    using R = promoted_t<A, B>;
    return condition ? R(a) : R(b);
  } else if constexpr (detail::lane_mask<C>) {
    using T = typename C::batch_type;
    using R = promoted_t<T, A, B>;
    if constexpr (operand_type<R>) {
      return apply<op::where_>(select(condition, T(1), T(0)), a, b);
    } else {
      return select(condition, static_cast<R>(a), static_cast<R>(b));
    }
  } else {
    return apply<op::where_>(condition, a, b);
  }
}

}  // namespace etna

ETNA_OPERATION(etna::op::where_)
