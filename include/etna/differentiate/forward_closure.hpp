// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/options.hpp"

namespace etna::detail {

/// Whether a gradient is one of a closure with captures in forward mode.
template <class F, class Options>
inline constexpr bool is_forward_closure = Options::forward && !std::is_empty_v<typename callable_parts<F>::function>;

template <class Options, class F, class... X>
constexpr auto forward_closure(const F& f, const X&... x) = delete;

}  // namespace etna::detail
