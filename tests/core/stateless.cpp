// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/stateless.hpp"

#include <doctest/doctest.h>

#include "etna/differentiate/grad.hpp"

using etna::detail::is_stateless, etna::detail::stateless_instance;

namespace {

struct square {
  constexpr auto operator()(auto x) const { return x * x; }
};
struct scale {
  double by;
  constexpr auto operator()(auto x) const { return by * x; }
};
static_assert(is_stateless<square> && stateless_instance<square>()(3.0) == 9.0);
static_assert(!is_stateless<scale>);

}  // namespace

TEST_CASE("a lambda that may capture, but does not, is stateless") {
  const auto f = [&](auto x) { return x * x * x; };
  static_assert(!std::is_default_constructible_v<decltype(f)> && is_stateless<decltype(f)>);
  static_assert(stateless_instance<std::remove_const_t<decltype(f)>>()(2.0) == 8.0);
  CHECK(etna::grad(f)(2.0) == 12.0);
  CHECK(etna::grad(f, etna::forward_mode)(2.0) == 12.0);
  CHECK(etna::grad(etna::grad(f))(2.0) == 12.0);
}
