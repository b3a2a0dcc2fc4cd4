// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/fixed_string.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using etna::fixed_string;

static_assert(fixed_string("abc").size() == 3);
static_assert(fixed_string("").size() == 0);
static_assert(fixed_string("abc") == fixed_string("abc"));
static_assert(fixed_string("") == fixed_string(""));
static_assert(!(fixed_string("abc") == fixed_string("abd")));
static_assert(!(fixed_string("abc") == fixed_string("abcd")));
static_assert(!(fixed_string("abc") == fixed_string("")));

// A template argument: equal strings are one type.
template <fixed_string Name>
struct named {
  static constexpr std::string_view name{Name.text, Name.size()};
};
static_assert(std::is_same_v<named<"x">, named<"x">>);
static_assert(!std::is_same_v<named<"x">, named<"y">>);
static_assert(!std::is_same_v<named<"x">, named<"xx">>);
static_assert(named<"grüße">::name == "grüße");

static_assert(hash(fixed_string("sin")) == hash(fixed_string("sin")));
static_assert(hash(fixed_string("sin")) != hash(fixed_string("cos")));
static_assert(hash(fixed_string("ab")) != hash(fixed_string("ba")));
// FNV-1a of the empty string and of "a", the published test vectors less the highest bit.
static_assert(hash(fixed_string("")) == (0x811c9dc5 & 0x7fffffff));
static_assert(hash(fixed_string("a")) == (0xe40c292c & 0x7fffffff));
static_assert(hash(fixed_string("foobar")) == (0xbf9cf968 & 0x7fffffff));

TEST_CASE("hashes are positive and differ for similar names") {
  std::set<int> seen;
  fixed_string<4> name("aaa");
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      for (char c = '0'; c <= '9'; ++c) {
        name.text[0] = a;
        name.text[1] = b;
        name.text[2] = c;
        CHECK(hash(name) >= 0);
        seen.insert(hash(name));
      }
    }
  }
  CHECK(seen.size() == 26 * 26 * 10);
}

}  // namespace
