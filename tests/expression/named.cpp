// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/expression/named.hpp"

#include <doctest/doctest.h>

#include "etna/differentiate/grad.hpp"
#include "etna/expression/literals.hpp"

using namespace etna::literals;

namespace {

constexpr etna::name_list<2, 4> x_and_y{"x\0y"};
using point = etna::named<x_and_y, double>;
constexpr point p{{2, 3}};

static_assert(p["x"_v] == 2 && p["y"_v] == 3);
static_assert(p == point{{2, 3}} && p != point{{2, 4}});
static_assert(("x"_v = 2.0)["x"_v] == 2);
static_assert(std::is_same_v<decltype("x"_v = 2.0f)::value_type, float>);
static_assert(sizeof(p) == 2 * sizeof(double) && std::is_trivially_copyable_v<point>);

// To functions it is an array of scalars.
static_assert(etna::argument<point> && etna::tree_size<point> == 2);
static_assert(std::is_same_v<etna::rebind_t<point, float>, etna::named<x_and_y, float>>);

constexpr auto product = [](const auto& at) { return at["x"_v] * at["x"_v] * at["y"_v]; };
static_assert(etna::grad(product)(p) == point{{12, 4}});

// Maps are merged by name, whatever their order.
constexpr auto merged = etna::detail::collect<x_and_y, float>("y"_v = 3.0, "x"_v = 2.0);
static_assert(merged["x"_v] == 2.0f && merged["y"_v] == 3.0f);
static_assert(etna::detail::check_names<x_and_y, point>());
static_assert(etna::detail::check_names<x_and_y, decltype("y"_v = 3.0), decltype("x"_v = 2.0)>());
static_assert(etna::detail::times_given<point, decltype("x"_v = 2.0)>("x") == 2);

TEST_CASE("values are read and written by name") {
  point q = p;
  q["y"_v] = 5;
  CHECK(q["y"_v] == 5);
  CHECK(q.values[1] == 5);
  CHECK(q["x"_v] == 2);
  CHECK(etna::grad(product)(q)["x"_v] == 20);
}

}  // namespace
