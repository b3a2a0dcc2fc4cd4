// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/op/activation.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/comparison.hpp"
#include "etna/op/constant.hpp"
#include "etna/op/control.hpp"
#include "etna/op/exponential.hpp"
#include "etna/op/hyperbolic.hpp"
#include "etna/op/norm.hpp"
#include "etna/op/piecewise.hpp"
#include "etna/op/power.hpp"
#include "etna/op/rounding.hpp"
#include "etna/op/select.hpp"
#include "etna/op/special.hpp"
#include "etna/op/trigonometric.hpp"

namespace etna {

namespace detail {

template <class... Lists>
struct joined;
template <class... Op>
struct joined<operations<Op...>> {
  using type = operations<Op...>;
};
template <class... First, class... Second, class... Rest>
struct joined<operations<First...>, operations<Second...>, Rest...>
    : joined<operations<First..., Second...>, Rest...> {};

}  // namespace detail

namespace op {

/// All operations but those that only emission makes.
using all_operations =
    detail::joined<arithmetic_operations, exponential_operations, power_operations,
                   trigonometric_operations, hyperbolic_operations, special_operations,
                   activation_operations, piecewise_operations, rounding_operations,
                   comparison_operations, select_operations, constant_operations,
                   control_operations>::type;

}  // namespace op

}  // namespace etna
