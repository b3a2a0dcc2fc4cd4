// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#include "etna/core/decimal.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace {

constexpr auto number(double x) {
  etna::text<32> t;
  etna::detail::text_writer out(t.characters, t.size());
  etna::detail::write_number(out, x);
  return t;
}
constexpr bool prints(double x, const char* expected) {
  const auto t = number(x);
  return etna::detail::same_characters(t.data(), etna::detail::length(t.data()), expected,
                                       etna::detail::length(expected));
}

static_assert(prints(0, "0") && prints(-0.0, "-0") && prints(1, "1") && prints(-120, "-120"));
static_assert(prints(0.1, "0.1") && prints(1.0 / 3, "0.3333333333333333") && prints(-2.5, "-2.5"));
static_assert(prints(9007199254740991, "9007199254740991") &&
              prints(1e20, "100000000000000000000"));
static_assert(prints(1e21, "1e21") && prints(1.5e300, "1.5e300") && prints(1e23, "1e23"));
static_assert(prints(0.00001, "0.00001") && prints(0.000001, "0.000001") &&
              prints(1.25e-7, "1.25e-7"));
static_assert(prints(5e-324, "5e-324") &&
              prints(2.2250738585072014e-308, "2.2250738585072014e-308"));
static_assert(prints(1.7976931348623157e308, "1.7976931348623157e308"));
static_assert(prints(0.1f, "0.10000000149011612"));
static_assert(prints(std::numeric_limits<double>::infinity(), "inf"));
static_assert(prints(-std::numeric_limits<double>::infinity(), "-inf"));
static_assert(prints(std::numeric_limits<double>::quiet_NaN(), "nan"));

std::string digits(double x) {
  const auto d = etna::detail::shortest_digits(x);
  return std::string(d.digit, static_cast<std::size_t>(d.count)) + "e" +
         std::to_string(d.point - 1);
}

/// The shortest digits as the standard library finds them.
std::string reference(double x) {
  char room[32];
  const auto end = std::to_chars(room, room + sizeof room, x, std::chars_format::scientific).ptr;
  std::string s(room, end);
  const auto e = s.find('e');
  std::string mantissa = s.substr(0, e);
  if (mantissa.size() > 1) mantissa.erase(1, 1);
  return mantissa + "e" + std::to_string(std::stoi(s.substr(e + 1)));
}

TEST_CASE("The digits are the shortest that round back, as those of std::to_chars") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const double x = std::bit_cast<double>(random() >> 1);
    if (std::isfinite(x) && x != 0) REQUIRE(digits(x) == reference(x));
  }
}

TEST_CASE("Powers of two, where the gaps below and above differ, and their neighbours") {
  for (int e = -1074; e < 1024; ++e) {
    const double x = std::ldexp(1.0, e);
    REQUIRE(digits(x) == reference(x));
    REQUIRE(digits(std::nextafter(x, 1e308)) == reference(std::nextafter(x, 1e308)));
    if (e > -1074) REQUIRE(digits(std::nextafter(x, 0)) == reference(std::nextafter(x, 0)));
  }
}

TEST_CASE("Powers of ten, and integers near 2^53 with a tie between two shortest numbers") {
  for (int e = -323; e <= 308; ++e) {
    const double x = std::strtod(("1e" + std::to_string(e)).c_str(), nullptr);
    REQUIRE(digits(x) == "1e" + std::to_string(e));
  }
  std::mt19937_64 random(2);
  for (int i = 0; i < 2000; ++i) {
    const double x = static_cast<double>(random() >> 8) / 4;
    REQUIRE(digits(x) == reference(x));
  }
}

TEST_CASE("Every number that is written reads back as itself") {
  std::mt19937_64 random(3);
  for (int i = 0; i < 5000; ++i) {
    const double x = std::bit_cast<double>(random());
    if (std::isfinite(x))
      REQUIRE(std::bit_cast<std::uint64_t>(std::strtod(number(x).c_str(), nullptr)) ==
              std::bit_cast<std::uint64_t>(x));
  }
}

}  // namespace
