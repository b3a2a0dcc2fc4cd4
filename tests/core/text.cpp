// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#include "etna/core/text.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <string_view>

namespace {

struct greeting {
  static constexpr void write(etna::detail::text_writer& out) {
    out.put("x").put('=').put_number(-120).put(", ").put_number(0);
  }
};
constexpr const auto& hello = etna::detail::written<greeting>;

static_assert(hello.size() == 9);
static_assert(hello == "x=-120, 0");
static_assert("x=-120, 0" == hello);
static_assert(hello != "x=-120, ");
static_assert(hello != "x=-120, 01");
static_assert(hello == etna::text<9>{"x=-120, 0"});
static_assert(hello != etna::text<10>{"x=-120, 00"});
static_assert(hello == std::string_view("x=-120, 0"));
static_assert(std::string_view(hello) == "x=-120, 0");
static_assert(hello.data()[9] == 0 && hello.c_str() == hello.begin() &&
              hello.end() - hello.begin() == 9);
static_assert(etna::text<0>{} == "");

TEST_CASE("A text becomes what is made of characters") {
  const std::string copied = hello;
  const std::string made(hello);
  const std::string_view view = hello;
  CHECK(copied == "x=-120, 0");
  CHECK(made == copied);
  CHECK(view.data() == hello.data());
  CHECK(hello == copied);
  CHECK(copied == hello);
}

TEST_CASE("A text prints to streams") {
  std::ostringstream stream;
  stream << '[' << hello << ']';
  CHECK(stream.str() == "[x=-120, 0]");
}

TEST_CASE("A writer counts what it has no room for, and leaves what is beyond alone") {
  char room[6] = "abcde";
  etna::detail::text_writer out(room, 3);
  out.put('x').put("yzw").put_number(12);
  CHECK(out.size() == 6);
  CHECK(std::string_view(room) == "xyzde");
}

}  // namespace
