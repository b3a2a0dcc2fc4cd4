// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/expression/names.hpp"

#include <doctest/doctest.h>

namespace {

constexpr etna::name_list<3, 10> list{"a\0bb\0omega"};

static_assert(list.find("a") == 0 && list.find("bb") == 1 && list.find("omega") == 2);
static_assert(list.find("b") == -1 && list.find("bbb") == -1 && list.find("") == -1);
static_assert(etna::name_list<0, 0>{}.find("a") == -1);
static_assert(etna::detail::compare_names("a", "b") < 0 &&
              etna::detail::compare_names("ab", "a") > 0);
static_assert(etna::detail::compare_names("z", "\xc3\xa9") < 0, "by bytes, which are not signed");
static_assert(etna::detail::compare_names("x", "x") == 0);
static_assert(etna::detail::name_length(list[2]) == 5);

TEST_CASE("names are found") {
  CHECK(list.find("omega") == 2);
  CHECK(list.find("omeg") == -1);
}

}  // namespace
